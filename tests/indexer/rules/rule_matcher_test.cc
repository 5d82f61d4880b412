#include "indexer/rules/rule_matcher.h"

#include <gtest/gtest.h>

#include <algorithm>
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
  EXPECT_TRUE(scanner.scan_part(text, 10, {}, &matches).is_ok());
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

RuleTerm used(const char* name) {
  return {NameKind::kUse, name};
}

// "line:rule" of each match in a whole document.
std::vector<std::string> found_in_document(const std::vector<Rule>& rules,
                                           std::string_view document) {
  const RuleMatcher matcher = RuleMatcher::compile(rules).value();
  RuleScanner scanner = RuleScanner::create(matcher).value();
  std::vector<LineMatch> matches;
  EXPECT_TRUE(scanner.scan(document, &matches).is_ok());
  std::vector<std::string> all;
  for (const LineMatch& match : matches) {
    all.push_back(std::to_string(match.line) + ":" + std::to_string(match.pattern));
    EXPECT_EQ(match.end, std::min(document.find('\n', match.begin), document.size()));
    EXPECT_EQ(std::count(document.begin(), document.begin() + match.begin, '\n'), match.line);
  }
  return all;
}

TEST(RuleMatcher, NamesAreThoseBelowThem) {
  const std::vector<Rule> rules = {
      rule_of({{{RuleTerm(NameKind::kImport, "eventlet")}}, {}}),
      rule_of({{{RuleTerm(NameKind::kImport, "eventlet.green")}}, {}}),
      rule_of({{{used("eventlet")}}, {}}),
      rule_of({{{used("eventlet.sleep")}}, {}}),
      rule_of({{{RuleTerm(NameKind::kCall, "eventlet.sleep")}}, {}}),
      rule_of({{{used("event")}}, {}}),
  };
  EXPECT_EQ(found_in_document(rules,
                              "import eventlet as e\n"
                              "from eventlet.green import socket\n"
                              "e.sleep(1)\n"
                              "nap = e.sleep\n"
                              "e.spawn(e.sleep)\n"
                              "sleep(1)\n"
                              "x = socket"),
            (std::vector<std::string>{"0:0", "1:0", "1:1", "2:2", "2:3", "2:4", "3:2", "3:3", "4:2",
                                      "4:3", "6:2"}));
}

TEST(RuleMatcher, MethodsOfValuesAreBelowTheirBrackets) {
  const auto called = [](const char* name) {
    return rule_of({{{RuleTerm(NameKind::kCall, name)}}, {}});
  };
  const std::vector<Rule> rules = {called("green.Event"), called("green.Event()"),
                                   called("green.Event().wait"), called("green.Event().wa"),
                                   rule_of({{{used("green")}}, {}})};
  EXPECT_EQ(found_in_document(rules,
                              "import green\n"
                              "event = green.Event()\n"
                              "event.wait(1)\n"
                              "event.send(2)\n"
                              "other.wait(3)\n"),
            (std::vector<std::string>{"1:0", "1:4", "2:1", "2:2", "3:1"}));
}

TEST(RuleMatcher, NamesAndPatternsHoldOfOneLine) {
  const std::vector<Rule> rules = {
      rule_of({{{used("eventlet.sleep")}, {"\\(0\\)"}}, {}}),
      rule_of({{{"\\(0\\)"}, {used("eventlet.sleep")}}, {"#"}}),
      rule_of({{{used("eventlet.sleep"), "time\\.sleep"}}, {"#"}}),
      rule_of({{{used("eventlet.sleep")}, {used("eventlet.spawn")}}, {}}),
      rule_of({{{used("eventlet.sleep")}}, {}}),
      rule_of(RuleExpression::of_regex("^.*$")),
  };
  EXPECT_EQ(found_in_document(rules,
                              "from eventlet import sleep\n"
                              "from eventlet import spawn\n"
                              "sleep(0)\n"
                              "sleep(0)  # yields\n"
                              "time.sleep(0)\n"
                              "spawn(sleep, 0)\n"
                              "\n"),
            (std::vector<std::string>{"0:5", "1:5", "2:0", "2:1", "2:2", "2:4", "2:5", "3:0", "3:4",
                                      "3:5", "4:2", "4:5", "5:2", "5:3", "5:4", "5:5", "6:5"}));
}

TEST(RuleMatcher, AVeryLargeDocumentHasNoNames) {
  const std::vector<Rule> rules = {rule_of({{{used("eventlet"), "^last$"}}, {}})};
  std::string document = "import eventlet\neventlet.sleep(1)\nlast\n";
  document.resize(kMostResolvedBytes, '\n');
  EXPECT_EQ(found_in_document(rules, document), (std::vector<std::string>{"1:0", "2:0"}));
  document.push_back('\n');
  EXPECT_EQ(found_in_document(rules, document), (std::vector<std::string>{"2:0"}));
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
          matches = matches && (has(clause[0].text) || has(clause[1].text));
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
