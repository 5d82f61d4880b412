#include "indexer/rules/rule_matcher.h"

#include <gtest/gtest.h>

#include <random>

namespace trawl {
namespace {

Rule rule_of(RuleExpression expression) {
  return make_rule("r", std::move(expression)).value();
}

// "line:rule" of each match, in order.
std::vector<std::string> found(const std::vector<Rule>& rules, std::string_view text) {
  const RuleMatcher matcher = RuleMatcher::compile(rules).value();
  EXPECT_EQ(matcher.rule_count(), rules.size());
  RuleScanner scanner = RuleScanner::create(matcher).value();
  std::vector<LineMatch> matches;
  EXPECT_TRUE(scanner.scan(text, &matches, 10).is_ok());
  std::vector<std::string> all;
  for (const LineMatch& match : matches) {
    all.push_back(std::to_string(match.line) + ":" + std::to_string(match.pattern));
  }
  return all;
}

TEST(RuleMatcher, AllOnOneLineAnyOfAndNot) {
  const std::vector<Rule> rules = {
      rule_of({{{"spawn"}, {"eventlet", "green"}}, {"mock"}}),
      rule_of(RuleExpression::of_regex("spawn")),
      rule_of({{{"x", "spawn"}}, {}}),
      rule_of({{{"spawn"}}, {"spawn"}}),
      rule_of(RuleExpression::of_regex("spawn")),
  };
  EXPECT_EQ(found(rules, "eventlet.spawn()\nspawn\neventlet\ngreen spawn # mock\nx\n"),
            (std::vector<std::string>{"10:0", "10:1", "10:2", "10:4", "11:1", "11:2", "11:4",
                                      "13:1", "13:2", "13:4", "14:2"}));
}

TEST(RuleMatcher, AllMustBeOnTheSameLine) {
  EXPECT_TRUE(found({rule_of({{{"a"}, {"b"}}, {}})}, "a\nb\n").empty());
}

TEST(RuleMatcher, PatternsThatNoLineScanDecidesTakePart) {
  // One pattern matches every line, and another has a look-behind, which PCRE2 decides.
  EXPECT_EQ(found({rule_of({{{".*"}, {"(?<=a)b"}}, {"(?<=c)d"}})}, "ab\ncb\nab cd\n"),
            std::vector<std::string>{"10:0"});
}

TEST(RuleMatcher, AgreesWithEachPatternByItself) {
  std::mt19937 random(7);
  const std::vector<std::string> words = {"aa", "ab", "ba", "bb", "abc"};
  const auto some = [&] { return words[random() % words.size()]; };
  for (int round = 0; round < 50; ++round) {
    std::vector<Rule> rules;
    for (int i = 0; i < 6; ++i) {
      RuleExpression expression;
      for (uint32_t k = random() % 3 + 1; k > 0; --k) expression.all_of.push_back({some(), some()});
      for (uint32_t k = random() % 2; k > 0; --k) expression.none_of.push_back(some());
      rules.push_back(rule_of(std::move(expression)));
    }
    std::string text;
    std::vector<std::string> expected;
    for (int line = 0; line < 20; ++line) {
      std::string content;
      for (int i = 0; i < 6; ++i) content.push_back("abc"[random() % 3]);
      const auto has = [&](const std::string& word) {
        return content.find(word) != std::string::npos;
      };
      for (size_t i = 0; i < rules.size(); ++i) {
        bool matches = true;
        for (const auto& clause : rules[i].expression.all_of) {
          matches = matches && (has(clause[0]) || has(clause[1]));
        }
        for (const std::string& none : rules[i].expression.none_of) {
          matches = matches && !has(none);
        }
        if (matches) expected.push_back(std::to_string(10 + line) + ":" + std::to_string(i));
      }
      text += content + "\n";
    }
    ASSERT_EQ(found(rules, text), expected) << text;
  }
}

}  // namespace
}  // namespace trawl
