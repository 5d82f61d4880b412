// A conjunction narrows step by step: its first part is read whole, and each further part is probed
// only for the units that are left.
#include "query/filter/candidates.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "query/filter/unit_walker.h"

namespace trawl {
namespace {

using Units = std::vector<ChunkNumber>;  // the first chunks of units, ascending

class PlanReader {
 public:
  PlanReader(uint32_t chunk_count, std::span<const ChunkGroup> groups, const OpenList& open)
      : chunk_count_(chunk_count), groups_(groups), open_(open) {}

  Units all_units() const;
  // The units that pass. If `among` is not null, only units in it are considered.
  Result<Units> read(const PlanNode& node, const Units* among) const;

 private:
  Result<Units> read_list(const PlanNode& node, const Units* among) const;
  Result<Units> read_and(const PlanNode& node, const Units* among) const;
  Result<Units> read_or(const PlanNode& node, const Units* among) const;
  Status collect(PostingCursor* cursor, Units* units) const;
  void probe(PostingCursor* cursor, const Units& among, Units* units) const;

  uint32_t chunk_count_;
  std::span<const ChunkGroup> groups_;
  const OpenList& open_;
};

Units PlanReader::all_units() const {
  Units units;
  UnitWalker walker(groups_);
  for (uint32_t chunk = 0; chunk < chunk_count_;) {
    units.push_back({chunk});
    chunk = walker.unit_of({chunk}).end.value;
  }
  return units;
}

Result<Units> PlanReader::read(const PlanNode& node, const Units* among) const {
  switch (node.kind) {
    case PlanNode::Kind::kList:
      return read_list(node, among);
    case PlanNode::Kind::kAnd:
      return read_and(node, among);
    case PlanNode::Kind::kOr:
      return read_or(node, among);
  }
  return internal_error("a plan of unknown kind");
}

Result<Units> PlanReader::read_list(const PlanNode& node, const Units* among) const {
  TRAWL_ASSIGN_OR_RETURN(PostingCursor cursor, open_(node.gram));
  Units units;
  Status status;
  if (among == nullptr) {
    status = collect(&cursor, &units);
  } else {
    probe(&cursor, *among, &units);
  }
  if (status.is_ok()) status = cursor.status();
  if (!status.is_ok()) {
    return status.with_context("posting list of the gram " + debug_string(node.gram));
  }
  return units;
}

Status PlanReader::collect(PostingCursor* cursor, Units* units) const {
  UnitWalker walker(groups_);
  while (!cursor->at_end()) {
    const ChunkNumber chunk = cursor->chunk();
    if (chunk.value >= chunk_count_) {
      return corruption("chunk " + std::to_string(chunk.value) + " of a segment with " +
                        std::to_string(chunk_count_));
    }
    const UnitRange unit = walker.unit_of(chunk);
    units->push_back(unit.begin);
    if (unit.end.value == chunk.value + 1) {
      cursor->next();
    } else {
      cursor->next_geq(unit.end);
    }
  }
  return {};
}

void PlanReader::probe(PostingCursor* cursor, const Units& among, Units* units) const {
  UnitWalker walker(groups_);
  for (const ChunkNumber begin : among) {
    if (cursor->at_end()) return;
    if (cursor->chunk() < begin) cursor->next_geq(begin);
    if (!cursor->at_end() && cursor->chunk() < walker.unit_of(begin).end) units->push_back(begin);
  }
}

Result<Units> PlanReader::read_and(const PlanNode& node, const Units* among) const {
  Units units;
  for (const PlanNode& child : node.children) {
    TRAWL_ASSIGN_OR_RETURN(units, read(child, among));
    if (units.empty()) break;
    among = &units;
  }
  return units;
}

Result<Units> PlanReader::read_or(const PlanNode& node, const Units* among) const {
  Units found;
  Units rest;  // the units of `among` that no child has found yet
  if (among != nullptr) rest = *among;
  for (const PlanNode& child : node.children) {
    TRAWL_ASSIGN_OR_RETURN(const Units units, read(child, among == nullptr ? nullptr : &rest));
    Units merged;
    std::set_union(found.begin(), found.end(), units.begin(), units.end(),
                   std::back_inserter(merged));
    found = std::move(merged);
    if (among == nullptr) continue;
    Units left;
    std::set_difference(rest.begin(), rest.end(), units.begin(), units.end(),
                        std::back_inserter(left));
    rest = std::move(left);
    if (rest.empty()) break;
  }
  return found;
}

}  // namespace

Result<std::vector<ChunkNumber>> find_candidates(const QueryPlan& plan, uint32_t chunk_count,
                                                 std::span<const ChunkGroup> groups,
                                                 const OpenList& open) {
  const PlanReader reader(chunk_count, groups, open);
  if (plan.kind == QueryPlan::Kind::kNothing) return Units();
  if (plan.kind == QueryPlan::Kind::kScan) return reader.all_units();
  return reader.read(plan.root, nullptr);
}

}  // namespace trawl
