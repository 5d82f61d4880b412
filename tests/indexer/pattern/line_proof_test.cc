#include "indexer/pattern/line_proof.h"

#include <gtest/gtest.h>

#include "indexer/pattern/regex_syntax.h"

namespace trawl {
namespace {

struct Row {
  const char* pattern;
  bool may_consume_newline;
  bool may_match_empty;
  bool matches_every_line;
};

TEST(LineProof, Table) {
  const Row rows[] = {
      {"", false, true, true},
      {"abc", false, false, false},
      {"a*", false, true, true},
      {"a+", false, false, false},
      {"(a*)+", false, true, true},
      {"[^x]", false, false, false},
      {"a[^x]*b", false, false, false},
      {"\\s+", false, false, false},
      {"\\W", false, false, false},
      {"[\\s\\S]*", false, true, true},
      {"^", false, true, true},
      {"$", false, true, true},
      {"^$", false, true, false},
      {"^^", false, true, true},
      {"^.*$", false, true, true},
      {"(^)(.*)($)", false, true, true},
      {"^\\s*", false, true, true},
      {"^\\s*$", false, true, false},
      {"\\s*$", false, true, true},
      {".*$", false, true, true},
      {"x.*$", false, false, false},
      {"^.*x", false, false, false},
      {"^.+$", false, false, false},
      {"^.*?$", false, true, true},
      {".", false, false, false},
      {"\\b", false, true, false},
      {"\\B", false, true, false},
      {"a|", false, true, true},
      {"a|b|^", false, true, true},
      {"x?y?", false, true, true},
      {"x{0,3}", false, true, true},
      {"x{0}", false, true, true},
      {"[^\\s\\S]", false, false, false},
      {"a*+", false, true, false},
      {"(?>a*)", false, true, false},
      {"(?=a)", false, true, false},
      {"(?!a)", false, true, false},
      {"(a)\\1", true, false, false},
      {"(a)?\\1", true, true, false},
      {"(?(1)a|b)()", true, true, false},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.pattern);
    const Result<Pattern> pattern = parse_pattern(row.pattern, {});
    ASSERT_TRUE(pattern.is_ok()) << pattern.status().message();
    const LineFacts facts = prove_line_facts(pattern->root);
    EXPECT_EQ(facts.may_consume_newline, row.may_consume_newline);
    EXPECT_EQ(facts.may_match_empty, row.may_match_empty);
    EXPECT_EQ(facts.matches_every_line, row.matches_every_line);
  }
}

TEST(LineProof, MostBytesAndLookingBack) {
  struct BoundRow {
    const char* pattern;
    uint64_t most_bytes;
    bool may_look_back;
  };
  constexpr uint64_t kUnlimited = LineFacts::kUnlimited;
  const BoundRow rows[] = {
      {"", 0, false},
      {"abc", 3, false},
      {"ab|c(de)?", 3, false},
      {"(a{2,5}b){0,7}", 42, false},
      {"(?>ab|c)d++", kUnlimited, false},
      {"a*", kUnlimited, false},
      {"^abc$", 3, false},
      {"\\babc", 3, true},
      {"x(y|\\Bz)", 2, true},
      {"(?<=a)b", kUnlimited, true},
      {"a\\Kb", kUnlimited, true},
      {"(a)\\1", kUnlimited, true},
  };
  for (const BoundRow& row : rows) {
    const Result<Pattern> pattern = parse_pattern(row.pattern, {});
    ASSERT_TRUE(pattern.is_ok()) << row.pattern << ": " << pattern.status().message();
    const LineFacts facts = prove_line_facts(pattern->root);
    EXPECT_EQ(facts.most_bytes, row.most_bytes) << row.pattern;
    EXPECT_EQ(facts.may_look_back, row.may_look_back) << row.pattern;
  }
}

TEST(LineProof, ATreeMadeByHandWithANewline) {
  RegexNode node;
  node.kind = RegexNode::Kind::kBytes;
  node.bytes = "a\n";
  EXPECT_TRUE(prove_line_facts(node).may_consume_newline);
  node.kind = RegexNode::Kind::kClass;
  node.set.set('\n');
  EXPECT_TRUE(prove_line_facts(node).may_consume_newline);
}

TEST(LineProof, Words) {
  PatternOptions options;
  options.word = true;
  const Result<Pattern> pattern = parse_pattern("a*", options);
  ASSERT_TRUE(pattern.is_ok());
  EXPECT_FALSE(prove_line_facts(pattern->root).matches_every_line);
}

}  // namespace
}  // namespace trawl
