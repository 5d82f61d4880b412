// The rule hits that a build records.
#include <gtest/gtest.h>

#include "indexer/format/hit.h"
#include "indexer/format/keys.h"
#include "indexer/indexer.h"
#include "tests/indexer/built_index.h"

namespace trawl {
namespace {

std::vector<Rule> rules_of(std::string_view text) {
  return parse_rules(text, "rules").value();
}

// Texts of the hits of one rule in all segments, in order.
std::vector<std::string> hits_of(const BuiltIndex& built, const Rule& rule) {
  const PublishedIndex index = open_published(built.directory()).value();
  std::vector<std::string> texts;
  for (const SegmentFacts& segment : index.manifest.segments) {
    std::string prefix = hit_key(segment.id, rule.digest, 0);
    prefix.resize(prefix.size() - 4);
    RecordCursor cursor = index.store.scan(Family::kHits, prefix);
    for (; !cursor.at_end(); cursor.next()) {
      const std::vector<Hit> hits = decode_hit_block(cursor.value()).value();
      for (const Hit& hit : hits) texts.push_back(std::to_string(hit.line) + ":" + hit.text);
    }
  }
  return texts;
}

TEST(BuildWithRules, RecordsTheLinesOfEachRule) {
  BuiltIndex index;
  index.add("repo/a.py", "import eventlet\nfoo\nimport os\n");
  index.add("repo/b.py", "none\n");
  index.add("repo/c.py", "# so that both texts fit\nimport eventlet");
  BuildOptions options = index.options();
  options.rules = rules_of("e\teventlet\ni\t^import\nn\tnever here\n");
  index.build(options);
  const Manifest manifest = index.manifest();
  EXPECT_EQ(manifest.rules.size(), 3u);
  EXPECT_EQ(manifest.segments.at(0).rules.size(), 3u);
  EXPECT_EQ(hits_of(index, options.rules[0]),
            (std::vector<std::string>{"1:import eventlet", "2:import eventlet"}));
  EXPECT_EQ(hits_of(index, options.rules[1]).size(), 3u);
  EXPECT_TRUE(hits_of(index, options.rules[2]).empty());
}

// Regression: the message named the document only by its digest.
TEST(BuildWithRules, ALineThatCannotBeDecidedIsNamedByItsFile) {
  BuiltIndex index;
  index.add("repo/dir/a.txt", "one\n" + std::string(60, 'a') + "!\n");
  BuildOptions options = index.options();
  options.rules = rules_of("r\t(?:(?=a)a+)+(?=b)\n");
  const Status status = build_index(options).status();
  EXPECT_EQ(status.code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message().substr(0, 33), "repo/dir/a.txt: rule r: line 2: p");
}

TEST(BuildWithRules, MoreHitsThanABlockHolds) {
  BuiltIndex index;
  std::string lines;
  for (int i = 0; i < 1000; ++i) lines += "hit " + std::to_string(i) + "\n";
  index.add("repo/a", lines);
  BuildOptions options = index.options();
  options.rules = rules_of("h\thit\n");
  index.build(options);
  EXPECT_EQ(hits_of(index, options.rules[0]).size(), 1000u);
}

TEST(BuildWithRules, DocumentsOfASegmentThatDoesNotCoverTheRulesAreReadAgain) {
  BuiltIndex index;
  index.add("repo/a", "foo\nbar\n");
  index.build();
  BuildOptions options = index.options();
  options.rules = rules_of("f\tfoo\n");
  EXPECT_EQ(index.build(options).counts.new_documents, 1u);
  EXPECT_EQ(hits_of(index, options.rules[0]), std::vector<std::string>{"1:foo"});
  EXPECT_EQ(index.manifest().segments.size(), 1u);  // the first has no live documents left
  // Covered are a subset of the rules, and equal rules with other names.
  EXPECT_EQ(index.build().counts.new_documents, 0u);
  options.rules = rules_of("g\tfoo\n");
  EXPECT_EQ(index.build(options).counts.new_documents, 0u);
  // The rule now has another meaning.
  options.rules = rules_of("f\tbar\n");
  EXPECT_EQ(index.build(options).counts.new_documents, 1u);
  EXPECT_EQ(hits_of(index, options.rules[0]), std::vector<std::string>{"2:bar"});
}

TEST(BuildWithRules, AnUnreadableRepositoryStaysInASegmentWithoutTheRules) {
  BuiltIndex index;
  index.add("gone/a", "foo\n");
  index.add("here/b", "foo too\n");
  index.build();
  BuildOptions options = index.options();
  options.rules = rules_of("f\tfoo\n");
  options.repositories.at(0).unreadable = "No such file or directory";
  index.build(options);
  EXPECT_EQ(hits_of(index, options.rules[0]), std::vector<std::string>{"1:foo too"});
  EXPECT_EQ(index.manifest().segments.size(), 2u);
  index.build(options);
}

// The id of a segment depends on the set of its rules, so the order and the names of rules must not
// change any record. Regression: if the texts of a document's hits were longer than the document,
// the order of the rules decided which texts were kept.
TEST(BuildWithRules, OrderAndNamesOfRulesChangeNoHit) {
  BuiltIndex index;
  index.add("repo/a", "aaaa bbbb\n");
  const auto hits = [&](const std::string& name, std::string_view rules) {
    BuildOptions options = index.options(name);
    options.rules = rules_of(rules);
    index.build(options);
    IndexDump dump = index.dump(name);
    std::erase_if(dump, [](const auto& record) { return !record.first.starts_with("hits "); });
    return dump;
  };
  const IndexDump expected = hits("first", "x\ta\ny\tb\nz\t.\n");
  EXPECT_EQ(expected.size(), 3u);
  EXPECT_EQ(hits("second", "x\t.\ny\tb\nz\ta\n"), expected);
  EXPECT_EQ(hits("third", "x\ta\ny\tb\nz\t.\nagain\ta\nonce more\t.\n"), expected);
}

// Check recomputes hits only for rules whose expression is still in the manifest.
TEST(BuildWithRules, CheckIsCleanWhenARuleWasRedefinedSince) {
  BuiltIndex index;
  index.add("repo/a", "aaaa bbbb\nbbbb aaaa\ncccc aaaa\n");
  BuildOptions options = index.options();
  options.snapshot = "before";
  options.rules = rules_of("x\ta\ny\tb\nz\t.\n");
  index.build(options);
  options.snapshot = "after";
  options.rules = rules_of("x\tc\ny\tb\nz\t.\n");
  index.build(options);
}

}  // namespace
}  // namespace trawl
