#include "indexer/document/hit_collector.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "indexer/format/format.h"
#include "indexer/rules/rule.h"

namespace trawl {
namespace {

// The lines in the order they came: "1 [0 2] text", or "1 [0] -" for a line without text.
std::vector<std::string> lines_of(const DocumentHits& hits) {
  std::vector<std::string> lines;
  const Status status = hits.for_each([&lines](const HitLine& line) -> Status {
    std::string text = std::to_string(line.line) + " [";
    for (const uint32_t rule : line.rules) {
      text += (text.back() == '[' ? "" : " ") + std::to_string(rule);
    }
    lines.push_back(text + "] " + std::string(line.text.value_or("-")));
    return {};
  });
  EXPECT_TRUE(status.is_ok()) << status.message();
  return lines;
}

std::vector<std::string> hits_of(std::string_view rules, std::string_view document) {
  const std::vector<Rule> parsed = parse_rules(rules, "rules").value();
  const RuleMatcher matcher = RuleMatcher::compile(parsed).value();
  RuleScanner scanner = RuleScanner::create(matcher).value();
  std::vector<LineMatch> matches;
  DocumentHits hits;
  const uint32_t rule = 7;
  hits.add({3, "x", {&rule, 1}});  // must be replaced
  EXPECT_TRUE(collect_hits(document, &scanner, &matches, &hits).is_ok());
  return lines_of(hits);
}

using Lines = std::vector<std::string>;

TEST(HitCollector, GivesLineNumbersFromOneAndTheLinesText) {
  EXPECT_EQ(hits_of("a\tfoo\nb\tbar$\n", "foo bar\nnone\r\n\nbar foo"),
            (Lines{"1 [0 1] foo bar", "4 [0] bar foo"}));
}

TEST(HitCollector, NoHitInAnEmptyDocument) {
  EXPECT_EQ(hits_of("a\t.*\n", ""), Lines());
}

TEST(HitCollector, LongLinesAreKeptWithoutText) {
  const std::string fits(kMaxHitText, 'x');
  EXPECT_EQ(hits_of("a\tx\n", fits + "\n" + fits + "x\n"), (Lines{"1 [0] " + fits, "2 [0] -"}));
}

// A large document is scanned in pieces. Neither the ends of pieces nor giant lines may change the
// hits.
TEST(HitCollector, PiecesOfADocumentDoNotShow) {
  std::string document;
  Lines wanted;
  for (uint32_t line = 1; line <= 30001; ++line) {
    const std::string text = line % 4000 == 0 ? std::string(70000, 'g') + " 1"
                             : line % 3 == 0  ? ""
                                              : "line " + std::to_string(line);
    document += text + (line < 30001 ? "\n" : "");
    const std::string shown = text.size() > kMaxHitText ? "-" : text;
    const bool has_one = text.find('1') != std::string::npos;
    const std::string rules = has_one ? "[0 1] " : "[1] ";
    wanted.push_back(std::to_string(line) + " " + rules + shown);
  }
  EXPECT_EQ(hits_of("one\t1\nall\t^\n", document), wanted);
}

// What an import at the top binds is used in every piece.
TEST(HitCollector, NamesAreThoseOfTheWholeDocument) {
  const std::vector<Rule> rules = {
      make_rule("use", {{{RuleTerm(NameKind::kUse, "eventlet.sleep")}}, {}}).value(),
      make_rule("zero", {{{RuleTerm(NameKind::kUse, "eventlet.sleep")}, {"0"}}, {}}).value(),
      make_rule("zeros", RuleExpression::of_regex("0")).value()};
  const RuleMatcher matcher = RuleMatcher::compile(rules).value();
  RuleScanner scanner = RuleScanner::create(matcher).value();
  std::string document = "from eventlet import sleep as s\n";
  Lines wanted;
  for (uint32_t line = 2; line <= 30001; ++line) {
    const std::string text = line % 1000 == 0    ? "s(0)" + std::string(50000, ' ')
                             : line % 100 == 0   ? "s(0)"
                             : line % 100 == 99  ? "s(1)"
                             : line % 100 == 98  ? "t(0)"
                             : line % 9000 == 97 ? "s(1)" + std::string(70000, ' ')
                                                 : "";
    document += text + (line < 30001 ? "\n" : "");
    if (text.empty()) continue;
    const bool has_zero = text.find('0') != std::string::npos;
    const std::string found = !has_zero ? " [0] " : text == "t(0)" ? " [2] " : " [0 1 2] ";
    wanted.push_back(std::to_string(line) + found + (text.size() > kMaxHitText ? "-" : text));
  }
  ASSERT_LT(document.size(), kMostResolvedBytes);
  std::vector<LineMatch> matches;
  DocumentHits hits;
  EXPECT_TRUE(collect_hits(document, &scanner, &matches, &hits).is_ok());
  EXPECT_EQ(lines_of(hits), wanted);
}

TEST(HitCollector, WhatALimitSaysNamesTheRuleAndTheLine) {
  const std::vector<Rule> rules =
      parse_rules("fine\tx\nslow\t(?:(?=a)a+)+(?=b)\n", "rules").value();
  const RuleMatcher matcher = RuleMatcher::compile(rules).value();
  RuleScanner scanner = RuleScanner::create(matcher).value();
  std::vector<LineMatch> matches;
  DocumentHits hits;
  std::string document;
  for (int i = 0; i < 9000; ++i) document += "nothing here\n";
  document += std::string(5000, 'a') + "!\n";
  const std::string message = collect_hits(document, &scanner, &matches, &hits).message();
  EXPECT_EQ(message.find("rule slow: line 9001: pattern `"), 0u) << message;
}

}  // namespace
}  // namespace trawl
