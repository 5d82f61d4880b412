#include "indexer/base/digest.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace trawl {
namespace {

template <class Digest>
std::string hex(const Digest& digest) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const uint8_t byte : digest) {
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
  }
  return text;
}

// What `git hash-object` prints.
TEST(GitBlobId, IsWhatGitSays) {
  EXPECT_EQ(hex(git_blob_id("")), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
  EXPECT_EQ(hex(git_blob_id("hello\n")), "ce013625030ba8dba906f756967f9e9ca394464a");
  EXPECT_EQ(hex(git_blob_id(std::string_view("\0", 1))),
            "f76dd238ade08917e6712764a16a22005a50573d");
}

TEST(GitBlobId, GivesEachThreadItsOwnContext) {
  const std::string text(100'000, 'x');
  const auto expected = git_blob_id(text);
  std::vector<std::thread> threads;
  std::vector<int> equal(4, 0);
  for (size_t t = 0; t < equal.size(); ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 50; ++i) equal[t] += git_blob_id(text) == expected ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(equal, std::vector<int>(4, 50));
}

// The first half of what `sha256sum` prints.
TEST(Hasher128, IsHalfOfSha256HoweverTheBytesArrive) {
  Hasher128 empty;
  EXPECT_EQ(hex(empty.finish()), "e3b0c44298fc1c149afbf4c8996fb924");
  Hasher128 whole;
  whole.update("abc");
  EXPECT_EQ(hex(whole.finish()), "ba7816bf8f01cfea414140de5dae2223");
  Hasher128 pieces;
  pieces.update("a");
  pieces.update("");
  Hasher128 moved = std::move(pieces);
  moved.update("bc");
  EXPECT_EQ(hex(moved.finish()), "ba7816bf8f01cfea414140de5dae2223");
}

}  // namespace
}  // namespace trawl
