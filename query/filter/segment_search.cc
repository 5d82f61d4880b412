#include "query/filter/segment_search.h"

#include "indexer/format/format.h"
#include "query/filter/giant_lines.h"

namespace trawl {

Result<QueryPlan> SegmentSearch::plan(const TrigramQuery& query) {
  const auto length = [this](Gram gram) -> Result<uint32_t> {
    const auto [entry, is_new] = lists_.try_emplace(gram);
    if (is_new) {
      TRAWL_ASSIGN_OR_RETURN(entry->second, view_->posting_list(segment_, gram));
    }
    return entry->second == nullptr ? 0 : posting_list_size(*entry->second);
  };
  return plan_query(query, view_->segment(segment_).facts().chunks, length,
                    view_->generation().cache() != nullptr ? kKeptChunks : VerifyCosts());
}

Result<CandidateUnits> SegmentSearch::candidates(const QueryPlan& plan, const LineFacts* facts) {
  TRAWL_ASSIGN_OR_RETURN(const std::vector<ChunkGroup>* groups, view_->segment(segment_).groups());
  const OpenList open = [this](Gram gram) -> Result<PostingCursor> {
    return PostingCursor(*lists_[gram]);
  };
  CandidateUnits candidates;
  candidates.groups = *groups;
  TRAWL_ASSIGN_OR_RETURN(
      candidates.units,
      find_candidates(plan, view_->segment(segment_).facts().chunks, *groups, open));
  if (facts == nullptr || facts->most_bytes > kChunkSize) return candidates;
  TRAWL_RETURN_IF_ERROR(
      narrow_giant_lines(plan, *groups, open, &candidates.units, &candidates.excluded));
  // A chunk may be verified without the previous one only if the pattern does not look back into
  // it.
  if (facts->may_look_back) candidates.excluded.clear();
  return candidates;
}

}  // namespace trawl
