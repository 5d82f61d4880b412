#include "query/filter/giant_lines.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "query/search/candidate_files.h"
#include "tests/query/filter/coded_lists.h"

namespace trawl {
namespace {

constexpr Gram kGramA{1};
constexpr Gram kGramB{2};
constexpr Gram kGramC{3};

// Chunks 2 to 5 are one giant line, chunks 7 and 8 another.
const std::vector<ChunkGroup> kGroups = {{{2}, 4}, {{7}, 2}};

std::vector<uint32_t> numbers_of(const std::vector<ChunkNumber>& chunks) {
  std::vector<uint32_t> numbers;
  for (const ChunkNumber chunk : chunks) numbers.push_back(chunk.value);
  return numbers;
}

CandidateUnits narrowed(const QueryPlan& plan, const CodedLists& lists,
                        std::vector<ChunkNumber> units) {
  CandidateUnits candidates{std::move(units), {}};
  EXPECT_TRUE(
      narrow_giant_lines(plan, kGroups, lists.open(), &candidates.units, &candidates.excluded)
          .is_ok());
  return candidates;
}

std::vector<uint32_t> kept(const QueryPlan& plan, const CodedLists& lists,
                           std::vector<ChunkNumber> units) {
  return numbers_of(narrowed(plan, lists, std::move(units)).units);
}

TEST(GiantLines, GramsMustLieInNeighbouringChunks) {
  CodedLists lists;
  lists.add(kGramA, {2, 7});
  lists.add(kGramB, {4, 8});
  const QueryPlan both = lists_plan(inner(PlanNode::Kind::kAnd, {list(kGramA), list(kGramB)}));
  // The grams are two chunks apart in the first line, and in adjacent chunks in the second.
  EXPECT_EQ(kept(both, lists, {{2}, {7}}), (std::vector<uint32_t>{7}));
  const QueryPlan either = lists_plan(inner(PlanNode::Kind::kOr, {list(kGramA), list(kGramB)}));
  EXPECT_EQ(kept(either, lists, {{2}, {7}}), (std::vector<uint32_t>{2, 7}));
}

TEST(GiantLines, OneChunkOrTheOrderOfTwoDoesNotMatter) {
  CodedLists lists;
  lists.add(kGramA, {4, 8});
  lists.add(kGramB, {3, 8});
  const QueryPlan both = lists_plan(inner(PlanNode::Kind::kAnd, {list(kGramA), list(kGramB)}));
  EXPECT_EQ(kept(both, lists, {{2}, {7}}), (std::vector<uint32_t>{2, 7}));
}

TEST(GiantLines, AConjunctionOfAlternativesHoldsInOneWindow) {
  CodedLists lists;
  lists.add(kGramA, {2});
  lists.add(kGramB, {5});
  lists.add(kGramC, {4, 7});
  // (A or B) and C: B and C are neighbours in the first line. The second line has only C.
  const QueryPlan plan =
      lists_plan(inner(PlanNode::Kind::kAnd,
                       {inner(PlanNode::Kind::kOr, {list(kGramA), list(kGramB)}), list(kGramC)}));
  EXPECT_EQ(kept(plan, lists, {{2}, {7}}), (std::vector<uint32_t>{2}));
}

TEST(GiantLines, ChunksThatDoNotPassWithTheirRightNeighbourAreExcluded) {
  CodedLists lists;
  lists.add(kGramA, {3, 8});
  lists.add(kGramB, {4, 8});
  const QueryPlan both = lists_plan(inner(PlanNode::Kind::kAnd, {list(kGramA), list(kGramB)}));
  // A match may start in chunk 3 and end in 4. A match that starts in 2, 4 or 5 lacks one of the
  // grams. In the second line a match may start in 7 and end in 8, or lie in 8.
  const CandidateUnits candidates = narrowed(both, lists, {{0}, {2}, {7}});
  EXPECT_EQ(numbers_of(candidates.units), (std::vector<uint32_t>{0, 2, 7}));
  EXPECT_EQ(numbers_of(candidates.excluded), (std::vector<uint32_t>{2, 4, 5}));
}

TEST(GiantLines, PlainChunksStay) {
  CodedLists lists;
  lists.add(kGramA, {0, 2});
  lists.add(kGramB, {0, 5});
  const QueryPlan both = lists_plan(inner(PlanNode::Kind::kAnd, {list(kGramA), list(kGramB)}));
  EXPECT_EQ(kept(both, lists, {{0}, {2}, {6}}), (std::vector<uint32_t>{0, 6}));
  EXPECT_EQ(kept(QueryPlan(), lists, {{0}, {2}}), (std::vector<uint32_t>{0, 2}));
}

TEST(GiantLines, ADamagedListIsAnError) {
  CodedLists lists;
  lists.set_bytes(kGramA, "\xff");
  std::vector<ChunkNumber> units = {{2}};
  std::vector<ChunkNumber> excluded;
  EXPECT_FALSE(
      narrow_giant_lines(lists_plan(list(kGramA)), kGroups, lists.open(), &units, &excluded)
          .is_ok());
}

}  // namespace
}  // namespace trawl
