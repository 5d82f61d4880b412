#include "query/filter/candidates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/query/filter/coded_lists.h"

namespace trawl {
namespace {

std::vector<uint32_t> numbers(const Result<std::vector<ChunkNumber>>& units) {
  std::vector<uint32_t> result;
  EXPECT_TRUE(units.is_ok()) << units.status().message();
  if (!units.is_ok()) return result;
  for (const ChunkNumber unit : *units) result.push_back(unit.value);
  return result;
}

constexpr Gram kA{1};
constexpr Gram kB{2};
constexpr Gram kC{3};

TEST(Candidates, GroupsAreOneUnit) {
  CodedLists lists;
  lists.add(kA, {0, 3, 5, 9});
  lists.add(kB, {1, 4, 9});
  lists.add(kC, {2, 3, 6});
  const std::vector<ChunkGroup> groups = {{{3}, 3}, {{8}, 2}};
  const auto find = [&](PlanNode root) {
    return numbers(find_candidates(lists_plan(std::move(root)), 10, groups, lists.open()));
  };
  using Numbers = std::vector<uint32_t>;
  EXPECT_EQ(find(list(kA)), Numbers({0, 3, 8}));
  EXPECT_EQ(find(list(kB)), Numbers({1, 3, 8}));
  EXPECT_EQ(find(inner(PlanNode::Kind::kAnd, {list(kA), list(kB)})), Numbers({3, 8}));
  EXPECT_EQ(find(inner(PlanNode::Kind::kAnd, {list(kC), list(kB), list(kA)})), Numbers({3}));
  EXPECT_EQ(find(inner(PlanNode::Kind::kOr, {list(kB), list(kC)})), Numbers({1, 2, 3, 6, 8}));
}

TEST(Candidates, ScanAndNothing) {
  const std::vector<ChunkGroup> groups = {{{0}, 2}, {{4}, 3}};
  const CodedLists lists;
  EXPECT_EQ(numbers(find_candidates({QueryPlan::Kind::kScan, {}}, 8, groups, lists.open())),
            std::vector<uint32_t>({0, 2, 3, 4, 7}));
  EXPECT_TRUE(numbers(find_candidates({QueryPlan::Kind::kScan, {}}, 0, {}, lists.open())).empty());
  EXPECT_TRUE(
      numbers(find_candidates({QueryPlan::Kind::kNothing, {}}, 8, groups, lists.open())).empty());
}

TEST(Candidates, DamageIsAnError) {
  CodedLists lists;
  lists.add(kA, {1, 2, 300});
  const auto outside = find_candidates(lists_plan(list(kA)), 300, {}, lists.open());
  ASSERT_FALSE(outside.is_ok());
  EXPECT_EQ(outside.status().code(), StatusCode::kCorruption);
  EXPECT_EQ(outside.status().message(),
            "posting list of the gram \"\\x00\\x00\\x01\": chunk 300 of a segment with 300");

  lists.set_bytes(kB, "\xff\xff\xff\xff\xff\xff");
  EXPECT_FALSE(find_candidates(lists_plan(list(kB)), 400, {}, lists.open()).is_ok());
  const QueryPlan probing = lists_plan(inner(PlanNode::Kind::kAnd, {list(kA), list(kB)}));
  EXPECT_FALSE(find_candidates(probing, 400, {}, lists.open()).is_ok());
  const auto absent = find_candidates(lists_plan(list(kC)), 400, {}, lists.open());
  EXPECT_EQ(absent.status().code(), StatusCode::kNotFound);
}

// Random lists, groups and plans, compared with sets of units.
class RandomSegment {
 public:
  explicit RandomSegment(uint32_t seed) : random_(seed) {
    chunk_count = 1 + pick(3000);
    for (uint32_t chunk = 0; chunk < chunk_count;) {
      const uint32_t count = 2 + pick(pick(2) == 0 ? 3 : 300);
      if (pick(20) == 0 && chunk + count <= chunk_count) {
        groups.push_back({{chunk}, count});
        unit_of_.insert(unit_of_.end(), count, chunk);
        chunk += count;
      } else {
        unit_of_.push_back(chunk++);
      }
    }
    for (uint32_t gram = 0; gram < kGrams; ++gram) add_list({gram});
  }

  PlanNode plan(int depth) {
    if (depth == 0 || pick(3) == 0) return list({pick(kGrams)});
    std::vector<PlanNode> children;
    for (uint32_t i = 1 + pick(4); i > 0; --i) children.push_back(plan(depth - 1));
    return inner(pick(2) == 0 ? PlanNode::Kind::kAnd : PlanNode::Kind::kOr, std::move(children));
  }

  TrigramQuery query(int depth) {
    if (depth == 0 || pick(3) == 0) return {TrigramQuery::Kind::kAnd, {{pick(kGrams)}}, {}};
    std::vector<TrigramQuery> parts;
    for (uint32_t i = 1 + pick(4); i > 0; --i) parts.push_back(query(depth - 1));
    return pick(2) == 0 ? TrigramQuery::all_of(std::move(parts))
                        : TrigramQuery::any_of(std::move(parts));
  }

  bool passes(const PlanNode& node, uint32_t unit) const {
    const auto child_passes = [&](const PlanNode& child) { return passes(child, unit); };
    switch (node.kind) {
      case PlanNode::Kind::kList:
        return units_[node.gram.value].contains(unit);
      case PlanNode::Kind::kAnd:
        return std::all_of(node.children.begin(), node.children.end(), child_passes);
      case PlanNode::Kind::kOr:
        return std::any_of(node.children.begin(), node.children.end(), child_passes);
    }
    return false;
  }

  bool holds(const TrigramQuery& query, uint32_t unit) const {
    const auto has_gram = [&](Gram gram) { return units_[gram.value].contains(unit); };
    const auto child_holds = [&](const TrigramQuery& child) { return holds(child, unit); };
    if (query.kind == TrigramQuery::Kind::kOr) {
      return std::any_of(query.grams.begin(), query.grams.end(), has_gram) ||
             std::any_of(query.children.begin(), query.children.end(), child_holds);
    }
    return query.kind != TrigramQuery::Kind::kNone &&
           std::all_of(query.grams.begin(), query.grams.end(), has_gram) &&
           std::all_of(query.children.begin(), query.children.end(), child_holds);
  }

  std::set<uint32_t> all_units() const { return {unit_of_.begin(), unit_of_.end()}; }

  uint32_t chunk_count = 0;
  std::vector<ChunkGroup> groups;
  CodedLists lists;

 private:
  static constexpr uint32_t kGrams = 12;

  uint32_t pick(uint32_t limit) { return static_cast<uint32_t>(random_() % limit); }

  void add_list(Gram gram) {
    const uint32_t density = 1 + pick(pick(2) == 0 ? 4 : 200);
    std::vector<uint32_t> chunks;
    std::set<uint32_t> units;
    for (uint32_t chunk = 0; chunk < chunk_count; ++chunk) {
      if (pick(density) != 0) continue;
      chunks.push_back(chunk);
      units.insert(unit_of_[chunk]);
    }
    if (chunks.empty()) {
      chunks.push_back(0);
      units.insert(0);
    }
    lists.add(gram, chunks);
    units_.push_back(std::move(units));
  }

  std::mt19937 random_;
  std::vector<uint32_t> unit_of_;
  std::vector<std::set<uint32_t>> units_;
};

TEST(Candidates, RandomPlansAgainstSets) {
  for (uint32_t seed = 0; seed < 300; ++seed) {
    RandomSegment segment(seed);
    for (int round = 0; round < 10; ++round) {
      const QueryPlan plan = lists_plan(segment.plan(3));
      std::vector<uint32_t> expected;
      for (const uint32_t unit : segment.all_units()) {
        if (segment.passes(plan.root, unit)) expected.push_back(unit);
      }
      ASSERT_EQ(
          numbers(find_candidates(plan, segment.chunk_count, segment.groups, segment.lists.open())),
          expected)
          << "seed " << seed;
    }
  }
}

// A plan may leave out lists, but never a unit that satisfies the query.
TEST(Candidates, PlannedQueriesKeepEveryUnit) {
  for (uint32_t seed = 1000; seed < 1200; ++seed) {
    RandomSegment segment(seed);
    for (int round = 0; round < 10; ++round) {
      const TrigramQuery query = segment.query(3);
      const Result<QueryPlan> plan = plan_query(query, segment.chunk_count, segment.lists.length());
      ASSERT_TRUE(plan.is_ok());
      const std::vector<uint32_t> found = numbers(
          find_candidates(*plan, segment.chunk_count, segment.groups, segment.lists.open()));
      ASSERT_TRUE(std::is_sorted(found.begin(), found.end()));
      for (const uint32_t unit : segment.all_units()) {
        if (!segment.holds(query, unit)) continue;
        ASSERT_TRUE(std::binary_search(found.begin(), found.end(), unit))
            << "seed " << seed << ": " << debug_string(query) << " planned " << debug_string(*plan);
      }
    }
  }
}

}  // namespace
}  // namespace trawl
