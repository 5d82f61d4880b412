// Runs a trigram query in one segment: its plan, and the units that pass it.
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

// Reads each list once for its length, and keeps it for its content. One object, one thread. The
// view must outlive it.
class SegmentSearch {
 public:
  SegmentSearch(SegmentOrdinal segment, const SnapshotView* view)
      : segment_(segment), view_(view) {}

  Result<QueryPlan> plan(const TrigramQuery& query);
  // With `facts` of the pattern, giant lines are narrowed down to the chunks in which a match can
  // start. With null, whole giant lines are candidates. REQUIRES: `plan` is for this segment.
  Result<CandidateUnits> candidates(const QueryPlan& plan, const LineFacts* facts);

 private:
  SegmentOrdinal segment_;
  const SnapshotView* view_;
  std::map<Gram, std::shared_ptr<const std::string>> lists_;  // null if no chunk has the gram
};

}  // namespace trawl
