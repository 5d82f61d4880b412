#include "query/search/search_stats.h"

#include <fmt/format.h>

namespace trawl {

Phrase describe_stats(const SearchStats& stats, uint64_t open_us) {
  Phrase text =
      fmt::format("trigram query  {}\nengine         {}\n", stats.trigram_query, stats.engine);
  for (const SegmentStats& segment : stats.segments) {
    text += fmt::format("segment {}  {} of {} units ({} chunks)  {}\n", segment.id,
                        segment.candidates, segment.units, segment.chunks, segment.plan);
  }
  text += fmt::format("candidates     {} documents, {} files after ", stats.candidate_documents,
                      stats.candidate_files) +
          Term::kRepositoryExpression + " and " + Term::kPathExpression + "\n";
  text += fmt::format("verified       {} units, {} bytes\n", stats.verified_units,
                      stats.verified_bytes);
  text += fmt::format("found          {} lines in {} files\n", stats.lines, stats.files);
  text += fmt::format("time           open {} us, plan {} us, candidates {} us, verify {} us\n",
                      open_us, stats.plan_us, stats.candidates_us, stats.verify_us);
  return text;
}

}  // namespace trawl
