// A rule's listing equals a plain scan. Random rules, with one pattern or several, with and without
// paths, are added, replaced and removed between builds that change files and merge segments.
//
// TRAWL_FULL=1 runs many more; TRAWL_SEED=N runs one seed, which a failure prints.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "indexer/upkeep/check.h"
#include "indexer/upkeep/rule_publication.h"
#include "query/hits/rule_hits.h"
#include "tests/query/index_search.h"
#include "tests/query/search/plain_scan.h"
#include "tests/query/search/random_sources.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

using LinePlace = std::tuple<std::string, std::string, uint64_t>;  // repository, path, line

LinePlace place_of(const FoundLine& line) {
  return {line.repository, line.path, line.line};
}

// A rule, and the patterns that the plain scan runs for it.
struct OracleRule {
  Rule rule;
  std::vector<std::vector<ScanPattern>> all_of;
  std::vector<ScanPattern> none_of;
  std::string path_end;  // only paths with this end count; empty: all
};

class RulesOracle {
 public:
  explicit RulesOracle(uint64_t seed) : random_(seed), files_(random_.sources()) {}

  void run() {
    write_and_build();
    for (int step = 0; step < 6 && !testing::Test::HasFatalFailure(); ++step) {
      SCOPED_TRACE("step " + std::to_string(step));
      change_rules();
      if (testing::Test::HasFatalFailure()) return;
      check();
      if (testing::Test::HasFatalFailure()) return;
      random_.change(&files_);
      write_and_build();
      check();
    }
  }
  size_t lines() const { return lines_; }
  size_t rules_with_lines() const { return rules_with_lines_; }

 private:
  void write_and_build() {
    tree_.remove("src");
    for (const auto& [repository, contents] : files_) {
      for (const auto& [path, content] : contents) {
        tree_.add("src/" + repository + "/" + path, content);
      }
    }
    build(build_of(tree_.path("src"), 2, tree_.index()));
  }

  // A pattern that a plain scan can run too.
  RandomSources::PatternPair pattern() {
    for (;;) {
      RandomSources::PatternPair made = random_.pattern(files_);
      const PatternOptions& options = made.options;
      if (options.ignore_case || options.word || options.fixed_string) continue;
      if (made.text.find('\n') != std::string::npos || made.text.empty()) continue;
      if (!parse_pattern(made.text, {}).is_ok()) continue;
      PlainScan scan(made.scan);
      if (!scan.error().empty()) continue;
      scan.scan(files_);
      if (scan.error().empty()) return made;
    }
  }

  OracleRule rule(const std::string& name) {
    OracleRule made;
    RuleExpression expression;
    const size_t clauses = random_.pick(3) == 0 ? 2 : 1;
    for (size_t i = 0; i < clauses; ++i) {
      expression.all_of.emplace_back();
      made.all_of.emplace_back();
      for (size_t k = 0; k <= random_.pick(3); ++k) {
        const RandomSources::PatternPair pair = pattern();
        expression.all_of.back().push_back(pair.text);
        made.all_of.back().push_back(pair.scan);
      }
    }
    for (size_t i = random_.pick(3); i < 1; ++i) {
      const RandomSources::PatternPair pair = pattern();
      expression.none_of.push_back(pair.text);
      made.none_of.push_back(pair.scan);
    }
    RuleScope scope;
    if (random_.pick(3) == 0) {
      made.path_end = ".py";
      scope.include = {"*.py"};
    }
    made.rule = make_rule(name, std::move(expression), std::move(scope)).value();
    return made;
  }

  // Adds, replaces and removes some rules.
  void change_rules() {
    RuleFile added;
    added.path = "rules";
    for (size_t i = 0; i <= random_.pick(3); ++i) {
      const std::string name = "r" + std::to_string(random_.pick(6));
      OracleRule made = rule(name);
      const auto is_it = [&](const Rule& other) { return other.name == name; };
      std::erase_if(added.rules, is_it);
      added.rules.push_back(made.rule);
      rules_.insert_or_assign(name, std::move(made));
    }
    if (random_.pick(3) == 0) {
      BuildOptions options = build_of(tree_.path("src"), 2, tree_.index());
      ASSERT_EQ(add_rules(tree_.index(), {added}, true).status().message(), "");
      options.rules = added.rules;
      build(options);
    } else {
      ASSERT_EQ(add_rules(tree_.index(), {added}, true).status().message(), "");
    }
    if (random_.pick(3) != 0) return;
    const std::string gone = rules_.begin()->first;
    ASSERT_EQ(remove_rules(tree_.index(), {gone}).status().message(), "");
    rules_.erase(gone);
  }

  std::set<LinePlace> any_of(const std::vector<ScanPattern>& patterns) {
    std::set<LinePlace> places;
    for (const ScanPattern& pattern : patterns) {
      PlainScan scan(pattern);
      for (const FoundLine& line : scan.scan(files_)) places.insert(place_of(line));
      EXPECT_EQ(scan.error(), "");
    }
    return places;
  }

  // The expected lines in listing order, without offsets, as rules list them.
  std::vector<FoundLine> expected(const OracleRule& rule, const std::vector<FoundLine>& all) {
    std::vector<std::set<LinePlace>> clauses;
    for (const auto& clause : rule.all_of) clauses.push_back(any_of(clause));
    const std::set<LinePlace> none_of = any_of(rule.none_of);
    std::vector<FoundLine> found;
    for (FoundLine line : all) {
      const LinePlace place = place_of(line);
      bool matches = !none_of.contains(place) && line.path.ends_with(rule.path_end);
      for (const std::set<LinePlace>& clause : clauses) matches = matches && clause.contains(place);
      if (!matches) continue;
      line.offset = 0;
      line.ends_with_newline = true;
      found.push_back(std::move(line));
    }
    return found;
  }

  void check() {
    ASSERT_EQ(check_index(tree_.index()).status().message(), "");
    Result<IndexReader> reader = IndexReader::open(tree_.index(), "", kListFamilies);
    ASSERT_TRUE(reader.is_ok()) << reader.status().message();
    const std::vector<FoundLine> all = PlainScan(ScanPattern{"^"}).scan(files_);
    for (const auto& [name, rule] : rules_) {
      SCOPED_TRACE(name + ": " + rule.rule.expression.text());
      CollectingSink sink;
      RuleRequest request;
      request.rule = name;
      ASSERT_EQ(list_rule_hits(request, &*reader, &sink).message(), "");
      const std::vector<FoundLine> wanted = expected(rule, all);
      ASSERT_EQ(sink.lines, wanted);
      lines_ += wanted.size();
      rules_with_lines_ += wanted.empty() ? 0 : 1;
    }
  }

  const TestTree tree_;
  RandomSources random_;
  SourceFiles files_;
  std::map<std::string, OracleRule> rules_;
  size_t lines_ = 0;
  size_t rules_with_lines_ = 0;
};

std::vector<uint64_t> rule_seeds() {
  if (const char* seed = std::getenv("TRAWL_SEED")) return {std::stoull(seed)};
  std::vector<uint64_t> all;
  const uint64_t count = std::getenv("TRAWL_FULL") != nullptr ? 40 : 2;
  for (uint64_t seed = 101; seed < 101 + count; ++seed) all.push_back(seed);
  return all;
}

TEST(RulesOracle, ListingsEqualAPlainScan) {
  size_t lines = 0;
  size_t rules = 0;
  for (const uint64_t seed : rule_seeds()) {
    SCOPED_TRACE("TRAWL_SEED=" + std::to_string(seed));
    RulesOracle oracle(seed);
    oracle.run();
    if (HasFatalFailure()) return;
    lines += oracle.lines();
    rules += oracle.rules_with_lines();
  }
  EXPECT_GT(rules, 10u);
  EXPECT_GT(lines, 100u);
}

}  // namespace
}  // namespace trawl
