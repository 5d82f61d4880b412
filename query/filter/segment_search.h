// A trigram query in one segment: its plan, and the units that pass it.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "indexer/base/status.h"
#include "indexer/pattern/line_proof.h"
#include "query/filter/candidates.h"
#include "query/filter/planner.h"
#include "query/read/snapshot_view.h"

namespace trawl {

// Lists are read once, to learn their length, and kept for their content. One object, one thread;
// the view must outlive it.
class SegmentSearch {
 public:
  SegmentSearch(SegmentOrdinal segment, const SnapshotView* view)
      : segment_(segment), view_(view) {}

  Result<QueryPlan> plan(const TrigramQuery& query);
  // REQUIRES: `plan` is this segment's. With `facts` of the pattern, giant lines are narrowed to
  // the chunks that a match can begin in; null: they are candidates as a whole.
  Result<CandidateUnits> candidates(const QueryPlan& plan, const LineFacts* facts);

 private:
  SegmentOrdinal segment_;
  const SnapshotView* view_;
  std::map<Gram, std::shared_ptr<const std::string>> lists_;  // null: no chunk has the gram
};

}  // namespace trawl
