// Rules are filled in while segments come, go, and are merged.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "indexer/upkeep/check.h"
#include "indexer/upkeep/rule_publication.h"
#include "tests/indexer/built_index.h"
#include "tests/indexer/upkeep/sample_rules.h"

namespace trawl {
namespace {

constexpr const char* kComposite = R"(catalogue: c
message: m
rules:
  - {id: single, message: m, severity: INFO, languages: [generic], pattern-regex: 'green'}
  - {id: same, message: m, severity: INFO, languages: [generic], pattern-regex: 'green'}
  - id: either
    message: m
    severity: INFO
    languages: [generic]
    pattern-either:
      - pattern-regex: '^import'
      - pattern-regex: 'pool$'
  - id: both
    message: m
    severity: INFO
    languages: [generic]
    patterns:
      - pattern-regex: 'green'
      - pattern-either: [{pattern-regex: 'import'}, {pattern-regex: 'pool'}]
      - pattern-not-regex: '#'
)";

void add_repository(BuiltIndex* index) {
  index->add("a/gone.py", "import green\n");
  index->add("a/x.py", "import green\nimport green  # no\ngreen\na green pool\npool\nthe import\n");
  index->add("b/long.txt", "import " + std::string(5000, 'y') + " green\nno\n");
  index->add("b/giant.js", "import " + std::string(100'000, 'x') + " green pool\n");
}

TEST(RulesOfSegments, CompositeRulesAreThoseOfAFullBuild) {
  BuiltIndex index;
  add_repository(&index);
  index.build();
  // Adds a second segment, and a dead document in the first.
  std::filesystem::remove(index.source("a/gone.py"));
  index.add("b/new.py", "import a green pool\n# import green\n");
  index.build();
  ASSERT_EQ(index.manifest().segments.size(), 2u);
  const RuleFile file = catalogue_file(kComposite);
  const RuleReport report = add_rules(index.directory(), {file}, false).value();
  EXPECT_EQ(report.rules, 4u);
  EXPECT_EQ(report.filled_in, 3u);  // two of the four rules are equal
  EXPECT_EQ(report.segments, 2u);
  ASSERT_EQ(check_index(index.directory()).status().message(), "");

  BuildOptions options = index.options("full");
  options.rules = file.rules;
  index.build(options);
  for (const Rule& rule : file.rules) {
    const std::vector<std::string> found = list(index, rule.name).value();
    EXPECT_EQ(found, list(index, rule.name, "full").value());
    EXPECT_GE(found.size(), 5u) << rule.name;
  }
  const std::vector<std::string> both = list(index, "c/both").value();
  EXPECT_EQ(both[0], "a/x.py:1:import green");
  EXPECT_EQ(both[1], "a/x.py:4:a green pool");
}

TEST(RulesOfSegments, AnOpenReaderKeepsItsMeaning) {
  BuiltIndex index;
  index.add("a/x", "one\ntwo\n");
  index.build();
  ASSERT_TRUE(add_rules(index.directory(), {rule_file("r\tone\n")}, false).is_ok());
  IndexReader reader = IndexReader::open(index.directory(), "").value();
  ASSERT_TRUE(add_rules(index.directory(), {rule_file("r\ttwo\n")}, true).is_ok());
  EXPECT_EQ(list(&reader, "r").value(), std::vector<std::string>{"a/x:1:one"});
  ASSERT_TRUE(remove_rules(index.directory(), {"r"}).is_ok());
  EXPECT_EQ(list(&reader, "r").value(), std::vector<std::string>{"a/x:1:one"});
  EXPECT_EQ(list(index, "r").status().code(), StatusCode::kNotFound);
}

// A reader kept the segment's files from being deleted. One of them starts and ends with the same
// keys as the hits that are filled in now, but lacks the rule between them.
TEST(RulesOfSegments, ASegmentThatComesBackIsFilledInAnew) {
  BuiltIndex index;
  index.add("a/x", "one two three\n");
  index.build();
  std::vector<Rule> rules = parse_rules("x\tone\ny\ttwo\nz\tthree\n", "rules").value();
  std::sort(rules.begin(), rules.end(),
            [](const Rule& a, const Rule& b) { return a.digest < b.digest; });
  const RuleFile outer = rule_file({rules[0], rules[2]});
  const RuleFile all = rule_file(rules);
  ASSERT_TRUE(add_rules(index.directory(), {outer}, false).is_ok());
  const SegmentId first = index.manifest().segments[0].id;

  std::optional<IndexReader> reader = IndexReader::open(index.directory(), "").value();
  ASSERT_TRUE(remove_rules(index.directory(), {rules[0].name, rules[2].name}).is_ok());
  index.add("a/x", "something else\n");
  index.build();
  index.add("a/x", "one two three\n");
  index.build();  // checks hits of rules that the segment was not scanned for, too
  ASSERT_EQ(index.manifest().segments[0].id, first);
  EXPECT_EQ(add_rules(index.directory(), {all}, false).value().filled_in, 3u);
  // Lists once more after no reader needs the older file and the next writer has deleted it.
  for (const char* path : {"b/none", "b/another"}) {
    for (const Rule& rule : rules) {
      EXPECT_EQ(list(index, rule.name).value(), std::vector<std::string>{"a/x:1:one two three"});
    }
    ASSERT_EQ(check_index(index.directory()).status().message(), "");
    reader.reset();
    index.add(path, "nothing of the kind\n");
    index.build();
  }
}

TEST(RulesOfSegments, SeveralFilesOfHitsAreMergedWithoutRemovedRules) {
  BuiltIndex index;
  std::vector<std::string> expected;
  const auto build = [&](int number) {
    const std::string name = std::to_string(number);
    index.add("a/" + name, "one two " + name + "\n");
    expected.push_back("a/" + name + ":1:one two " + name);
    index.build();
  };
  build(0);
  ASSERT_TRUE(add_rules(index.directory(), {rule_file("x\tone\n")}, false).is_ok());
  build(1);
  ASSERT_TRUE(add_rules(index.directory(), {rule_file("y\ttwo\nz\t[0-9]\n")}, false).is_ok());
  ASSERT_TRUE(remove_rules(index.directory(), {"x"}).is_ok());
  build(2);
  ASSERT_TRUE(add_rules(index.directory(), {rule_file("w\tone\n")}, false).is_ok());
  build(3);
  EXPECT_EQ(index.manifest().segments.size(), 1u);
  for (const char* rule : {"w", "y", "z"}) EXPECT_EQ(list(index, rule).value(), expected) << rule;
  ASSERT_TRUE(add_rules(index.directory(), {rule_file("x\tone\n")}, false).is_ok());
  EXPECT_EQ(list(index, "x").value(), expected);
  ASSERT_EQ(check_index(index.directory()).status().message(), "");
}

// The document is in two segments, because it was indexed again when its first segment was not
// scanned for the rule. A snapshot needs each of the two.
TEST(RulesOfSegments, ADocumentInTwoSegmentsKeepsThemFromBeingMerged) {
  BuiltIndex index;
  const RuleFile file = rule_file("r\tone\n");
  const auto build = [&](const std::string& snapshot, const std::string& repository,
                         std::vector<Rule> rules) {
    BuildOptions options = index.options();
    options.snapshot = snapshot;
    options.rules = std::move(rules);
    std::erase_if(options.repositories,
                  [&](const Repository& each) { return each.name != repository; });
    return index.build(options).merge_failure.message();
  };
  index.add("a/x", "one\n");
  ASSERT_EQ(build("kept", "a", {}), "");
  ASSERT_EQ(build("daily", "a", file.rules), "");
  ASSERT_EQ(index.manifest().segments.size(), 2u);
  ASSERT_TRUE(add_rules(index.directory(), {file}, false).is_ok());
  for (const char* day : {"b1", "b2", "b3"}) {
    index.add("b/" + std::string(day), "one of " + std::string(day) + "\n");
    EXPECT_EQ(build(day, "b", {}), "");
  }
  EXPECT_EQ(index.manifest().segments.size(), 5u);
  EXPECT_EQ(list(index, "r", "index", "kept").value(), std::vector<std::string>{"a/x:1:one"});
  EXPECT_EQ(list(index, "r", "index", "daily").value(), std::vector<std::string>{"a/x:1:one"});
  // Once no snapshot needs both segments, they are merged.
  EXPECT_EQ(build("daily", "a", {}), "");
  EXPECT_EQ(index.manifest().segments.size(), 1u);
  EXPECT_EQ(list(index, "r", "index", "daily").value(), std::vector<std::string>{"a/x:1:one"});
  EXPECT_EQ(list(index, "r", "index", "b3").value().size(), 3u);
}

}  // namespace
}  // namespace trawl
