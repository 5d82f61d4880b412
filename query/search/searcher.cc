// A search, from start to end: prepare the query → plan each segment and find its candidates and
// their files → sort all files → verify them in that order, on all processors if there is enough to
// do.
#include "query/search/searcher.h"

#include <algorithm>
#include <span>
#include <thread>
#include <utility>

#include "indexer/base/stop_watch.h"
#include "indexer/base/without_exceptions.h"
#include "query/filter/segment_search.h"
#include "query/filter/trigram_query.h"
#include "query/search/candidate_files.h"
#include "query/search/file_selection.h"
#include "query/search/parallel_verification.h"

namespace trawl {
namespace {

// Verification gets at least 1 / kLeastShare of the memory, even when the candidates alone take
// nearly all of it.
constexpr uint64_t kLeastShare = 4;

uint32_t count_units(uint32_t chunk_count, std::span<const ChunkGroup> groups) {
  for (const ChunkGroup& group : groups) chunk_count -= group.count - 1;
  return chunk_count;
}

// Plans one segment and finds its candidate units.
Result<CandidateUnits> segment_candidates(const TrigramQuery& trigrams, const LineFacts& facts,
                                          SegmentOrdinal segment, IndexReader* reader,
                                          SearchStats* stats) {
  StopWatch watch;
  SegmentStats& of_segment = stats->segments.emplace_back();
  SegmentSearch search(segment, reader->view().get());
  TRAWL_ASSIGN_OR_RETURN(const QueryPlan plan, search.plan(trigrams));
  of_segment.plan = debug_string(plan);
  stats->plan_us += watch.lap_us();
  TRAWL_ASSIGN_OR_RETURN(CandidateUnits candidates, search.candidates(plan, &facts));
  of_segment.id = reader->segment(segment).id.hex();
  of_segment.chunks = reader->segment(segment).chunks;
  of_segment.units = count_units(of_segment.chunks, candidates.groups);
  of_segment.candidates = static_cast<uint32_t>(candidates.units.size());
  stats->candidates_us += watch.lap_us();
  return candidates;
}

// The candidates of all segments, in listing order.
Result<CandidateFiles> find_candidate_files(const PreparedQuery& query,
                                            const TrigramQuery& trigrams, IndexReader* reader,
                                            SearchStats* stats) {
  StopWatch watch;
  TRAWL_ASSIGN_OR_RETURN(FileSelection selection,
                         FileSelection::create(query.files(), reader->entry_count()));
  stats->plan_us += watch.lap_us();
  CandidateFiles candidates;
  for (uint32_t i = 0; i < reader->segment_count(); ++i) {
    TRAWL_ASSIGN_OR_RETURN(const CandidateUnits units,
                           segment_candidates(trigrams, query.facts(), {i}, reader, stats));
    watch.lap_us();
    const size_t documents_before = candidates.documents.size();
    TRAWL_RETURN_IF_ERROR(add_candidates({i}, units, &selection, reader, &candidates));
    if (candidates.documents.size() != documents_before) {  // load it before threads ask for it
      TRAWL_RETURN_IF_ERROR(reader->view()->segment({i}).dictionary().status());
    }
    stats->candidates_us += watch.lap_us();
  }
  sort_candidates(&candidates);
  stats->candidate_documents = candidates.candidate_documents;
  stats->candidate_files = candidates.files.size();
  stats->candidates_us += watch.lap_us();
  return candidates;
}

VerificationLimits verification_limits(const SearchOptions& options,
                                       const CandidateFiles& candidates) {
  const uint64_t most_for_candidates = options.memory - options.memory / kLeastShare;
  return {
      .memory = options.memory - std::min(candidates.memory(), most_for_candidates),
      .jobs = options.jobs != 0 ? options.jobs : std::max(1u, std::thread::hardware_concurrency())};
}

Result<SearchStats> run_search(const PreparedQuery& query, const SearchOptions& options,
                               IndexReader* reader, ResultSink* sink) {
  SearchStats stats;
  const TrigramQuery trigrams = options.force_scan ? TrigramQuery::all() : query.trigram_query();
  stats.trigram_query = debug_string(trigrams);
  stats.engine = query.matcher().engine_description(0);
  TRAWL_ASSIGN_OR_RETURN(const CandidateFiles candidates,
                         find_candidate_files(query, trigrams, reader, &stats));
  StopWatch watch;
  ParallelVerification verification(query, candidates, verification_limits(options, candidates),
                                    reader, sink);
  TRAWL_RETURN_IF_ERROR(verification.run());
  stats.verified_units = verification.delivered().units();
  stats.verified_bytes = verification.delivered().bytes();
  stats.files = verification.delivered().counts().files;
  stats.lines = verification.delivered().counts().lines;
  stats.verify_us = watch.lap_us();
  return stats;
}

// What the user can do when memory runs out.
Phrase memory_advice() {
  return "lower " + Term::kMemory;
}

}  // namespace

Result<SearchStats> search(const PreparedQuery& query, const SearchOptions& options,
                           IndexReader* reader, ResultSink* sink) {
  return without_exceptions(memory_advice(),
                            [&] { return run_search(query, options, reader, sink); });
}

Result<SearchStats> search(const Query& query, const SearchOptions& options, IndexReader* reader,
                           ResultSink* sink) {
  return without_exceptions(memory_advice(), [&]() -> Result<SearchStats> {
    StopWatch watch;
    TRAWL_ASSIGN_OR_RETURN(const PreparedQuery prepared, PreparedQuery::prepare(query));
    const uint64_t prepare_us = watch.lap_us();
    TRAWL_ASSIGN_OR_RETURN(SearchStats stats, run_search(prepared, options, reader, sink));
    stats.plan_us += prepare_us;
    return stats;
  });
}

Result<std::vector<StaleRepository>> stale_repositories(IndexReader* reader) {
  std::vector<StaleRepository> stale;
  // Mostly there are none, and then no entry is read.
  const uint32_t expected = reader->snapshot().stale_entries;
  for (uint32_t i = 0; i < reader->entry_count() && stale.size() < expected; ++i) {
    TRAWL_ASSIGN_OR_RETURN(const SnapshotEntry* entry, reader->entry({i}));
    if (!entry->stale_reason.empty()) stale.push_back({entry->repository, entry->stale_reason});
  }
  return stale;
}

}  // namespace trawl
