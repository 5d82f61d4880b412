#include "query/search/search_stats.h"

#include <fmt/format.h>

#include "indexer/text/quantities.h"

namespace trawl {

Phrase describe_stats(const SearchStats& stats, uint64_t open_us) {
  Phrase text =
      fmt::format("trigram query  {}\nengine         {}\n", stats.trigram_query, stats.engine);
  for (const SegmentStats& segment : stats.segments) {
    text += fmt::format("segment {}  {} of {} ({})  {}\n", segment.id, segment.candidates,
                        count_text(segment.units, "unit"), count_text(segment.chunks, "chunk"),
                        segment.plan);
  }
  text +=
      fmt::format("candidates     {}, {} after ", count_text(stats.candidate_documents, "document"),
                  count_text(stats.candidate_files, "file")) +
      Term::kRepositoryExpression + " and " + Term::kPathExpression + "\n";
  text += fmt::format("verified       {}, {}\n", count_text(stats.verified_units, "unit"),
                      count_text(stats.verified_bytes, "byte"));
  text += fmt::format("found          {} in {}\n", count_text(stats.lines, "line"),
                      count_text(stats.files, "file"));
  text += fmt::format("time           open {} us, plan {} us, candidates {} us, verify {} us\n",
                      open_us, stats.plan_us, stats.candidates_us, stats.verify_us);
  return text;
}

}  // namespace trawl
