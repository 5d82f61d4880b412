#include "indexer/base/digest.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <string>
#include <thread>
#include <vector>

#include "indexer/base/file.h"
#include "tests/indexer/base/temporary_directory.h"

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

// The value that `git hash-object` prints.
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

// The value that `sha256sum` prints.
TEST(Sha256, IsWhatSha256sumSays) {
  EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// The first half of the value that `sha256sum` prints.
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

// Regression: under a configuration that activates only providers without digests, every digest was
// zero, so all files counted as copies of the first.
TEST(DigestDeathTest, DoesNotFollowOpenSslsConfiguration) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");  // a process of its own, which reads it anew
  const TemporaryDirectory directory;
  const std::string configuration = directory / "openssl.cnf";
  ASSERT_TRUE(replace_file(configuration,
                           "openssl_conf = init\n[init]\nproviders = active\n"
                           "[active]\nbase = base_section\n[base_section]\nactivate = 1\n")
                  .is_ok());
  setenv("OPENSSL_CONF", configuration.c_str(), 1);
  const auto exit_with_outcome = [] {
    const bool right = hex(git_blob_id("hello\n")) == "ce013625030ba8dba906f756967f9e9ca394464a" &&
                       hex(Hasher128().finish()) == "e3b0c44298fc1c149afbf4c8996fb924";
    exit(right ? 0 : 1);
  };
  EXPECT_EXIT(exit_with_outcome(), testing::ExitedWithCode(0), "");
  unsetenv("OPENSSL_CONF");
}

}  // namespace
}  // namespace trawl
