#include "query/filter/planner.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "indexer/pattern/regex_syntax.h"

namespace trawl {
namespace {

constexpr uint32_t kChunks = 100'000;

Gram gram(const std::string& bytes) {
  return Gram::of(static_cast<uint8_t>(bytes[0]), static_cast<uint8_t>(bytes[1]),
                  static_cast<uint8_t>(bytes[2]));
}

class Lengths {
 public:
  explicit Lengths(const std::map<std::string, uint32_t>& lengths) {
    for (const auto& [bytes, length] : lengths) lengths_[gram(bytes)] = length;
  }
  ListLength function() {
    return [this](Gram asked) -> Result<uint32_t> {
      ++asked_;
      const auto found = lengths_.find(asked);
      return found == lengths_.end() ? 0 : found->second;
    };
  }
  size_t asked() const { return asked_; }

 private:
  std::map<Gram, uint32_t> lengths_;
  size_t asked_ = 0;
};

TrigramQuery query_of_pattern(const std::string& pattern) {
  return trigram_query(parse_pattern(pattern, {})->root);
}

TEST(Planner, Table) {
  const struct {
    const char* pattern;
    std::map<std::string, uint32_t> lengths;
    const char* plan;
  } rows[] = {
      {".*", {}, "scan"},
      {"[^\\s\\S]", {}, "nothing"},
      {"abc", {{"abc", 10}}, "\"abc\" 10"},
      {"abc", {}, "nothing"},
      {"abc", {{"abc", kChunks}}, "scan"},
      {"abc", {{"abc", 99'000}}, "scan"},
      {"abc", {{"abc", 60'000}}, "\"abc\" 60000"},
      // Lists are in ascending order of length, and a list with every chunk is not read.
      {"abcd", {{"abc", 5000}, {"bcd", 300}}, "\"bcd\" 300 & \"abc\" 5000"},
      {"abcd", {{"abc", kChunks}, {"bcd", 300}}, "\"bcd\" 300; not read: \"abc\" 100000"},
      // Few chunks are likely to remain, and reading them is cheaper than opening another list.
      {"abcde",
       {{"abc", 4}, {"bcd", 90'000}, {"cde", 95'000}},
       "\"abc\" 4; not read: \"bcd\" 90000, \"cde\" 95000"},
      {"abcde", {{"abc", 4}, {"bcd", 90'000}}, "nothing"},
      {"abc|xyz", {{"abc", 10}, {"xyz", 7}}, "\"abc\" 10 | \"xyz\" 7"},
      {"abc|xyz", {{"xyz", 7}}, "\"xyz\" 7"},
      {"abc|xyz", {}, "nothing"},
      {"abc|xyz", {{"abc", 60'000}, {"xyz", 60'000}}, "scan"},
      {"abcd|xyz", {{"abc", 50}, {"bcd", 40}, {"xyz", 7}}, "\"xyz\" 7 | (\"bcd\" 40 & \"abc\" 50)"},
      {"abc(d|e)",
       {{"abc", 5000}, {"bcd", 9}, {"bce", 10}},
       "(\"bcd\" 9 | \"bce\" 10) & \"abc\" 5000"},
      // Of all white space, only the space and the tab occur in this segment.
      {"foo\\s+bar",
       {{"foo", 900}, {"bar", 800}, {"oo ", 5000}, {"oo\t", 70}, {" ba", 6000}, {"\tba", 80}},
       "\"bar\" 800 & \"foo\" 900 & (\"oo\\x09\" 70 | \"oo \" 5000) & (\"\\x09ba\" 80 | \" ba\" "
       "6000)"},
  };
  for (const auto& row : rows) {
    Lengths lengths(row.lengths);
    const Result<QueryPlan> plan =
        plan_query(query_of_pattern(row.pattern), kChunks, lengths.function());
    ASSERT_TRUE(plan.is_ok());
    EXPECT_EQ(debug_string(*plan), row.plan) << row.pattern;
  }
}

TEST(Planner, ASegmentWithoutChunksHasNothing) {
  Lengths lengths({});
  EXPECT_EQ(debug_string(*plan_query(query_of_pattern("abc"), 0, lengths.function())), "nothing");
}

TEST(Planner, AnAbsentGramEndsTheQuestions) {
  Lengths lengths({{"bcd", 5}});
  EXPECT_EQ(debug_string(*plan_query(query_of_pattern("abcdefgh"), kChunks, lengths.function())),
            "nothing");
  EXPECT_EQ(lengths.asked(), 1u);
}

TEST(Planner, ALongLiteralAsksForSomeOfItsGrams) {
  std::string literal;
  std::map<std::string, uint32_t> all;
  for (char a = 'a'; a <= 'z'; ++a) {
    for (char b = 'a'; b <= 'z'; ++b) literal += {a, b};
  }
  for (size_t i = 0; i + 3 <= literal.size(); ++i) all[literal.substr(i, 3)] = 100;
  Lengths lengths(all);
  const Result<QueryPlan> plan = plan_query(query_of_pattern(literal), kChunks, lengths.function());
  ASSERT_TRUE(plan.is_ok());
  EXPECT_EQ(plan->kind, QueryPlan::Kind::kLists);
  EXPECT_EQ(lengths.asked(), 64u);
}

TEST(Planner, AnErrorOfTheListsIsTheResult) {
  const Result<QueryPlan> plan = plan_query(
      query_of_pattern("abc"), kChunks, [](Gram) -> Result<uint32_t> { return io_error("disk"); });
  ASSERT_FALSE(plan.is_ok());
  EXPECT_EQ(plan.status().message(), "disk");
}

}  // namespace
}  // namespace trawl
