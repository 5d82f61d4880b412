// Records of posting lists: which lists share one, the order of records, and how a list is found
// again.
#include "indexer/format/posting_group.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "indexer/format/keys.h"

namespace trawl {
namespace {

using Records = std::vector<std::pair<std::string, std::string>>;

Records records_of(const std::map<Gram, std::string>& lists) {
  Records records;
  PostingRecords writer({}, [&](std::string_view key, std::string_view value) {
    records.emplace_back(key, value);
    return Status();
  });
  for (const auto& [gram, coded] : lists) EXPECT_TRUE(writer.add(gram, coded).is_ok());
  EXPECT_TRUE(writer.finish().is_ok());
  return records;
}

std::string key_of(Gram gram) {
  return posting_key({}, GramKind::kTrigram, gram);
}

std::string group_key_of(Gram gram) {
  return posting_group_key({}, GramKind::kTrigram, gram);
}

TEST(PostingRecords, ShortListsOfTheSameFirstTwoBytesShareOne) {
  const Gram abc = Gram::of('a', 'b', 'c'), abd = Gram::of('a', 'b', 'd'),
             abe = Gram::of('a', 'b', 'e'), acc = Gram::of('a', 'c', 'c');
  const std::string long_list(kMaxGroupedList + 1, 'x'), longest_short(kMaxGroupedList, 'y');
  const Records records =
      records_of({{abc, "12"}, {abd, long_list}, {abe, longest_short}, {acc, "3"}});
  const Records expected = {{group_key_of(abc), std::string("c\x02") + "12e\x20" + longest_short},
                            {key_of(abd), long_list},
                            {group_key_of(acc), "c\x01" + std::string("3")}};
  EXPECT_EQ(records, expected);
}

TEST(PostingRecords, ComeInTheOrderOfTheirKeysAndGiveEveryListBack) {
  std::mt19937 random(5);
  std::map<Gram, std::string> lists;
  for (int i = 0; i < 3000; ++i) {
    const Gram gram = {
        static_cast<uint32_t>(random() % 16 << 20 | random() % 4 << 8 | random() % 256)};
    lists[gram] = std::string(1 + random() % (2 * kMaxGroupedList), static_cast<char>(random()));
  }
  lists[{0}] = "first";
  lists[{Gram::kLimit - 1}] = "last";
  std::map<std::string, std::string> records;
  for (const auto& [key, value] : records_of(lists)) {
    EXPECT_TRUE(records.empty() || records.rbegin()->first < key);
    records[key] = value;
  }
  EXPECT_LT(records.size(), lists.size());
  for (const auto& [gram, coded] : lists) {
    const bool is_short = coded.size() <= kMaxGroupedList;
    ASSERT_TRUE(records.contains(is_short ? group_key_of(gram) : key_of(gram)));
    if (!is_short) {
      EXPECT_EQ(records[key_of(gram)], coded);
      continue;
    }
    const auto found = find_in_group(records[group_key_of(gram)], gram);
    ASSERT_TRUE(found.is_ok());
    EXPECT_EQ(*found, coded);
  }
}

TEST(PostingRecords, NothingGivesNoRecord) {
  EXPECT_TRUE(records_of({}).empty());
}

TEST(PostingRecords, TheSinksErrorComesOut) {
  PostingRecords writer({}, [](std::string_view, std::string_view) { return io_error("full"); });
  EXPECT_TRUE(writer.add(Gram::of(1, 2, 3), "list").is_ok());
  EXPECT_EQ(writer.finish().code(), StatusCode::kIoError);
}

TEST(PostingGroupCursor, GivesTheListsInOrder) {
  const std::string group = "b\x01" + std::string("1d\x02") + "23";
  PostingGroupCursor cursor(group, Gram::of('x', 'y', 0));
  ASSERT_FALSE(cursor.at_end());
  EXPECT_EQ(cursor.gram(), Gram::of('x', 'y', 'b'));
  EXPECT_EQ(cursor.list(), "1");
  cursor.next();
  ASSERT_FALSE(cursor.at_end());
  EXPECT_EQ(cursor.gram(), Gram::of('x', 'y', 'd'));
  EXPECT_EQ(cursor.list(), "23");
  cursor.next();
  EXPECT_TRUE(cursor.at_end());
  EXPECT_TRUE(cursor.status().is_ok());
}

TEST(PostingGroupCursor, DamageEndsItEarly) {
  for (const std::string& damaged :
       {std::string("z"), std::string("z\x00", 2), std::string("z\x02y"), std::string("z\xFF"),
        std::string("b\x01") + "1b\x01" + "2", std::string("b\x01") + "1a\x01" + "2"}) {
    PostingGroupCursor cursor(damaged, Gram::of('x', 'x', 0));
    while (!cursor.at_end()) cursor.next();
    EXPECT_EQ(cursor.status().code(), StatusCode::kCorruption);
  }
}

TEST(FindInGroup, GivesNothingForAGramWithoutAList) {
  const std::string group = "b\x01" + std::string("1d\x01") + "2";
  for (const char third : {'a', 'c', 'e'}) {
    const auto found = find_in_group(group, Gram::of('x', 'x', static_cast<uint8_t>(third)));
    ASSERT_TRUE(found.is_ok());
    EXPECT_TRUE(found->empty());
  }
}

TEST(FindInGroup, DamageIsCorruption) {
  const Gram last = Gram::of('x', 'x', 'z');
  for (const std::string& damaged :
       {std::string("z"), std::string("z\x00", 2), std::string("z\x02y"), std::string("z\xFF")}) {
    const auto found = find_in_group(damaged, last);
    ASSERT_FALSE(found.is_ok());
    EXPECT_EQ(found.status().code(), StatusCode::kCorruption);
  }
}

}  // namespace
}  // namespace trawl
