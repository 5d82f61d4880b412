#include "indexer/segment/posting_builder.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <string>

#include "indexer/document/gram_extractor.h"
#include "indexer/format/posting_list.h"

namespace trawl {
namespace {

using Postings = std::map<uint32_t, std::vector<uint32_t>>;

// Builds and decodes the lists. Fails the test if grams do not ascend.
Postings built(const std::vector<std::string>& lists) {
  const std::vector<std::string_view> views(lists.begin(), lists.end());
  Postings postings;
  const Status status = build_postings(views, [&](Gram gram, std::string_view coded) -> Status {
    EXPECT_TRUE(postings.empty() || postings.rbegin()->first < gram.value);
    postings[gram.value] = decode_posting_list(coded).value();
    return {};
  });
  EXPECT_TRUE(status.is_ok());
  return postings;
}

TEST(PostingBuilder, NothingGivesNothing) {
  EXPECT_TRUE(built({}).empty());
  std::string empty;
  put_grams(std::vector<uint32_t>{}, &empty);
  EXPECT_TRUE(built({empty, "", empty}).empty());
}

TEST(PostingBuilder, AChunkWithoutGramsKeepsItsNumber) {
  std::string first, second;
  put_grams(std::vector<uint32_t>{7}, &first);
  put_grams(std::vector<uint32_t>{}, &first);
  put_grams(std::vector<uint32_t>{7, 9}, &second);
  EXPECT_EQ(built({first, second}), (Postings{{7, {0, 2}}, {9, {2}}}));
}

TEST(PostingBuilder, EqualsBruteForce) {
  std::mt19937 random(11);
  for (int round = 0; round < 30; ++round) {
    Postings expected;
    std::vector<std::string> lists;
    uint32_t chunk = 0;
    for (size_t document = random() % 40; document > 0; --document) {
      std::string& coded = lists.emplace_back();
      for (size_t pieces = random() % 4; pieces > 0; --pieces, ++chunk) {
        std::set<uint32_t> grams;
        for (size_t count = random() % 300; count > 0; --count) {
          // Some random grams, some frequent ones, and the borders between first bytes.
          const uint32_t choices[] = {static_cast<uint32_t>(random() % Gram::kLimit),
                                      static_cast<uint32_t>(random() % 50 + (97 << 16)),
                                      static_cast<uint32_t>((random() % 256) << 16),
                                      static_cast<uint32_t>((random() % 256) << 16 | 0xFFFF)};
          grams.insert(choices[random() % 4]);
        }
        put_grams(std::vector<uint32_t>{grams.begin(), grams.end()}, &coded);
        for (const uint32_t gram : grams) expected[gram].push_back(chunk);
      }
    }
    ASSERT_EQ(built(lists), expected) << "round " << round;
  }
}

TEST(PostingBuilder, EndsWithTheSinksError) {
  std::string list;
  put_grams(std::vector<uint32_t>{1, 2, 3}, &list);
  int calls = 0;
  const Status status = build_postings({list}, [&](Gram, std::string_view) {
    return ++calls == 2 ? io_error("no space") : Status();
  });
  EXPECT_EQ(status.code(), StatusCode::kIoError);
  EXPECT_EQ(calls, 2);
}

}  // namespace
}  // namespace trawl
