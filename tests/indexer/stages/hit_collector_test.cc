#include "indexer/stages/hit_collector.h"

#include <gtest/gtest.h>

#include "indexer/format/format.h"
#include "indexer/match/rule_set.h"

namespace trawl {
namespace {

DocumentHits hits_of(std::string_view rules, std::string_view document) {
  const std::vector<Rule> parsed = parse_rules(rules, "rules").value();
  const RuleMatcher matcher = RuleMatcher::compile(parsed).value();
  RuleScanner scanner = RuleScanner::create(matcher).value();
  DocumentHits hits{{{}, {}, {}}, "x"};  // must be replaced
  EXPECT_TRUE(collect_hits(document, &scanner, &hits).is_ok());
  return hits;
}

TEST(HitCollector, GivesLineNumbersFromOneAndTheLinesText) {
  const DocumentHits found = hits_of("a\tfoo\nb\tbar$\n", "foo bar\nnone\r\n\nbar foo");
  const auto& hits = found.hits;
  ASSERT_EQ(hits.size(), 3u);
  EXPECT_EQ(hits[0].rule, 0u);
  EXPECT_EQ(hits[0].line, 1u);
  EXPECT_EQ(found.text_of(hits[0]), "foo bar");
  EXPECT_EQ(hits[1].rule, 1u);
  EXPECT_EQ(hits[1].line, 1u);
  EXPECT_EQ(hits[2].rule, 0u);
  EXPECT_EQ(hits[2].line, 4u);
  EXPECT_EQ(found.text_of(hits[2]), "bar foo");
}

TEST(HitCollector, NoHitInAnEmptyDocument) {
  EXPECT_TRUE(hits_of("a\t.*\n", "").hits.empty());
}

TEST(HitCollector, LongLinesAreKeptWithoutText) {
  const std::string fits(kMaxHitText, 'x');
  const DocumentHits found = hits_of("a\tx\n", fits + "\n" + fits + "x\n");
  const auto& hits = found.hits;
  ASSERT_EQ(hits.size(), 2u);
  EXPECT_TRUE(hits[0].has_text);
  EXPECT_EQ(found.text_of(hits[0]), fits);
  EXPECT_FALSE(hits[1].has_text);
  EXPECT_TRUE(found.text_of(hits[1]).empty());
}

// So that a rule filled in later has the records that it would have had from the beginning.
TEST(HitCollector, WhichTextsOfARuleAreKeptDependsOnItAlone) {
  std::string document;
  for (int i = 0; i < 3000; ++i) document += "line " + std::to_string(10000 + i) + "\n";
  const DocumentHits alone = hits_of("a\tline\n", document);
  const DocumentHits among = hits_of("z\t1\na\tline\nb\t.*5$\nc\t^\n", document);
  std::vector<DocumentHit> same;
  for (const DocumentHit& hit : among.hits) {
    if (hit.rule == 1) same.push_back(hit);
  }
  ASSERT_EQ(same.size(), 3000u);
  size_t kept = 0;
  for (size_t i = 0; i < same.size(); ++i) {
    ASSERT_EQ(same[i].has_text, alone.hits[i].has_text) << i;
    ASSERT_EQ(among.text_of(same[i]), alone.text_of(alone.hits[i])) << i;
    kept += alone.text_of(alone.hits[i]).size();
  }
  EXPECT_LE(kept, kMaxHitTexts);
  EXPECT_GT(kept, kMaxHitTexts - 10);
  EXPECT_TRUE(same.front().has_text);
  EXPECT_FALSE(same.back().has_text);
}

TEST(HitCollector, RulesThatMatchALineShareItsText) {
  const DocumentHits found = hits_of("a\tx\nb\ty\nc\tz\n", "x y z\nz\n");
  EXPECT_EQ(found.texts, "x y zz");
  for (const DocumentHit& hit : found.hits) {
    EXPECT_EQ(found.text_of(hit), hit.line == 1 ? "x y z" : "z");
  }
}

}  // namespace
}  // namespace trawl
