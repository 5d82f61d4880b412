#include "indexer/rules/rule.h"

#include <gtest/gtest.h>

#include <set>

namespace trawl {
namespace {

std::string list_error_of(std::string_view text) {
  const Result<std::vector<Rule>> rules = parse_rules(text, "rules.tsv");
  if (rules.is_ok()) return "ok";
  EXPECT_EQ(rules.status().code(), StatusCode::kInvalidArgument);
  return rules.status().message();
}

TEST(RuleSetTest, ReadsIdsAndExpressions) {
  const Result<std::vector<Rule>> rules = parse_rules(
      "\xEF\xBB\xBF# comment\n\n \t\n  # indented\tx\n"
      "import\t^import\\s\nuse\ta\tb\n\r\n#x\tno rule\n"
      "last\teventlet\r",
      "rules.tsv");
  ASSERT_TRUE(rules.is_ok()) << rules.status().message();
  ASSERT_EQ((*rules).size(), 3U);
  EXPECT_EQ((*rules)[0].name, "import");
  EXPECT_EQ((*rules)[0].expression.text(), "^import\\s");
  EXPECT_EQ((*rules)[0].digest, rule_digest("^import\\s", {}));
  EXPECT_EQ((*rules)[1].name, "use");
  EXPECT_EQ((*rules)[1].expression.text(), "a\tb");
  EXPECT_EQ((*rules)[2].name, "last");
  EXPECT_EQ((*rules)[2].expression.text(), "eventlet");
}

TEST(RuleSetTest, NoRulesIsAnEmptySet) {
  for (const char* text : {"", "\n\n", "# only a comment"}) {
    const Result<std::vector<Rule>> rules = parse_rules(text, "rules.tsv");
    ASSERT_TRUE(rules.is_ok());
    EXPECT_TRUE((*rules).empty());
  }
}

TEST(RuleSetTest, ErrorsNameFileAndLine) {
  EXPECT_EQ(list_error_of("a\tb\nno tab\n").find("rules.tsv:2: expected ID<TAB>REGEX"), 0U)
      << list_error_of("a\tb\nno tab\n");
  EXPECT_EQ(list_error_of("# x\n\n\tb\n").find("rules.tsv:3: expected ID<TAB>REGEX, but nothing"),
            0U)
      << error_of("# x\n\n\tb\n");
  EXPECT_EQ(list_error_of("\xEF\xBB\xBF\tb"),
            "rules.tsv:1: expected ID<TAB>REGEX, but nothing stands before the tab");
  EXPECT_EQ(list_error_of("a\tb\nc\t\n"),
            "rules.tsv:2: rule `c` has no regular expression after the tab");
  EXPECT_EQ(list_error_of("a \tb"),
            "rules.tsv:1: the id `a ` begins or ends with a blank: remove it");
  for (const std::string_view line : {std::string_view("a\0b\tc", 5), {"a\tb\0c", 5}}) {
    EXPECT_EQ(list_error_of(line), "rules.tsv:1: the line contains a NUL byte: remove it");
  }
  EXPECT_EQ(list_error_of("a/b\tc"),
            "rules.tsv:1: the id `a/b` contains '/', which separates a catalogue from its rule: "
            "rename it");
  EXPECT_EQ(list_error_of("a\tb\nc\td\na\te"), "rules.tsv:3: the id `a` is used twice: rename one");
  EXPECT_EQ(list_error_of("a\tb\nbad\tf(oo\n").find("rules.tsv:2: rule `bad`: "), 0U)
      << list_error_of("a\tb\nbad\tf(oo\n");
}

TEST(RuleExpressionTest, TextTellsExpressionsApartAndIsReadBack) {
  const RuleExpression expressions[] = {
      RuleExpression::of_regex("a"),
      {{{"a", "b"}}, {}},
      {{{"a"}, {"b"}}, {}},
      {{{"a"}}, {"b"}},
      {{{"a"}, {"b", "c"}}, {"d", "e"}},
      {{{"& a"}, {"! b"}}, {}},
      {{{RuleTerm(NameKind::kImport, "a.b")}}, {}},
      {{{RuleTerm(NameKind::kUse, "a.b")}}, {}},
      {{{RuleTerm(NameKind::kCall, "a.b")}, {"c", RuleTerm(NameKind::kUse, "d")}}, {"use e"}},
      {{{"use a.b"}, {"c"}}, {}},
  };
  std::set<std::string> texts;
  for (const RuleExpression& expression : expressions) {
    EXPECT_TRUE(texts.insert(expression.text()).second);
    EXPECT_EQ(RuleExpression::parse(expression.text()).value(), expression);
  }
  EXPECT_EQ(RuleExpression::of_regex("a|b").text(), "a|b");
  EXPECT_EQ(expressions[4].text(), "& a\n& b\n| c\n! d\n! e\n");
  EXPECT_EQ(expressions[6].text(), "&import a.b\n");
  EXPECT_EQ(expressions[8].text(), "&call a.b\n& c\n|use d\n! use e\n");
  for (const char* text : {"| a\n", "! a\n", "& a\n? b\n", "\n", "& a\n! b", "& b\n&use a",
                           "&uses a\n", "&use\n", "& a\n!use b\n", "|use a\n", "&\n"}) {
    EXPECT_EQ(RuleExpression::parse(text).status().code(), StatusCode::kCorruption) << text;
  }
}

TEST(RuleExpressionTest, NamesAreDottedNames) {
  for (const char* name : {"a", "_", "A1.b_2", "eventlet.green.socket"}) {
    EXPECT_TRUE(is_dotted_name(name)) << name;
  }
  for (const char* text :
       {"", ".", "a.", ".a", "a..b", "1a", "a.1", "a b", "a\n", "a-b", "\xC3\xA9"}) {
    EXPECT_FALSE(is_dotted_name(text)) << text;
  }
  EXPECT_EQ(make_rule("r", {{{RuleTerm(NameKind::kUse, "a.")}}, {}}).status().message(),
            "`a.` is not a dotted name");
}

TEST(RuleSetTest, DigestsTellExpressionsAndOptionsApart) {
  const std::vector<RuleDigest> digests = {
      rule_digest("a", {}),
      rule_digest("A", {}),
      rule_digest("", {}),
      rule_digest("a", {.fixed_string = true, .ignore_case = false, .word = false}),
      rule_digest("a", {.fixed_string = false, .ignore_case = true, .word = false}),
      rule_digest("a", {.fixed_string = false, .ignore_case = false, .word = true}),
      rule_digest("a", {}, true),
  };
  for (size_t i = 0; i < digests.size(); ++i) {
    for (size_t j = 0; j < i; ++j) EXPECT_NE(digests[i], digests[j]) << i << ' ' << j;
  }
  EXPECT_EQ(rule_digest("a", {}), digests[0]);
}

// The digest is written into indexes, so it changes only with the matcher version. These bytes are
// the first 16 of the SHA-256 over "trawl rule", version 2, flags 0 and "eventlet".
TEST(RuleSetTest, DigestIsStable) {
  EXPECT_EQ(rule_digest("eventlet", {}).hex(), "73d98ccfc3d3a5a856406b02e4573e3e");
}

// With names: "trawl rule", version 2, flags 8, version 1 of the names, and "&use eventlet" with
// its line break.
TEST(RuleSetTest, DigestOfNamesIsStable) {
  const Rule rule = make_rule("r", {{{RuleTerm(NameKind::kUse, "eventlet")}}, {}}).value();
  EXPECT_EQ(rule.digest, rule_digest("&use eventlet\n", {}, true));
  EXPECT_EQ(rule.digest.hex(), "dc69ba4f2c89d5bb0bd21b84c1b2df8d");
}

TEST(RootOfName, IsTheModuleAlsoOfAValue) {
  EXPECT_EQ(root_of_name("eventlet"), "eventlet");
  EXPECT_EQ(root_of_name("eventlet.spawn().wait"), "eventlet");
  EXPECT_EQ(root_of_name("make().go"), "make");
}

}  // namespace
}  // namespace trawl
