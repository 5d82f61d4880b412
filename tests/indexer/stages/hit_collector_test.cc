#include "indexer/stages/hit_collector.h"

#include <gtest/gtest.h>

#include "indexer/format/format.h"
#include "indexer/match/rule_set.h"

namespace trawl {
namespace {

DocumentHits hits_of(std::string_view rules, std::string_view document) {
  std::vector<Pattern> patterns;
  const std::vector<Rule> parsed = parse_rules(rules, "rules").value();
  for (const Rule& rule : parsed) patterns.push_back(rule.pattern);
  const Matcher matcher = Matcher::compile(std::move(patterns)).value();
  LineScanner scanner = LineScanner::create(matcher).value();
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

TEST(HitCollector, TextsTogetherStayWithinTheDocumentsSize) {
  const std::string document = "aaaa\nbbbb\ncccc\n";
  const DocumentHits found = hits_of("a\t.\nb\t.*\nc\t^\n", document);
  const auto& hits = found.hits;
  ASSERT_EQ(hits.size(), 9u);
  EXPECT_LE(found.texts.size(), document.size());
  EXPECT_TRUE(hits.front().has_text);
  EXPECT_FALSE(hits.back().has_text);
}

}  // namespace
}  // namespace trawl
