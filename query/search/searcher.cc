// A search, top to bottom: pattern → trigram query → per segment a plan, its candidates and their
// files → all files sorted → verified in that order, on all processors when there is enough to do.
#include "query/search/searcher.h"

#include <algorithm>
#include <new>
#include <optional>
#include <thread>

#include <fmt/format.h>

#include "indexer/base/stop_watch.h"
#include "indexer/pattern/line_proof.h"
#include "query/filter/segment_search.h"
#include "query/filter/trigram_query.h"
#include "query/search/candidate_files.h"
#include "query/search/parallel_verification.h"

namespace trawl {
namespace {

// What verification may hold, as a share of the memory, when candidates alone take nearly all of
// it.
constexpr uint64_t kLeastShare = 4;

uint32_t count_units(uint32_t chunk_count, std::span<const ChunkGroup> groups) {
  for (const ChunkGroup& group : groups) chunk_count -= group.count - 1;
  return chunk_count;
}

// Plans one segment and finds its candidate units.
Result<CandidateUnits> segment_candidates(const TrigramQuery& query, const LineFacts& facts,
                                          SegmentOrdinal segment, IndexReader* reader,
                                          SegmentStats* stats, SearchStats* times) {
  StopWatch watch;
  SegmentSearch search(segment, reader->view().get());
  TRAWL_ASSIGN_OR_RETURN(const QueryPlan plan, search.plan(query));
  stats->plan = debug_string(plan);
  times->plan_us += watch.lap_us();
  TRAWL_ASSIGN_OR_RETURN(CandidateUnits candidates, search.candidates(plan, &facts));
  times->candidates_us += watch.lap_us();
  return candidates;
}

VerificationLimits verification_limits(const SearchRequest& request,
                                       const CandidateFiles& candidates) {
  const uint64_t most_for_candidates = request.memory - request.memory / kLeastShare;
  return {
      .memory = request.memory - std::min(candidates.memory(), most_for_candidates),
      .jobs = request.jobs != 0 ? request.jobs : std::max(1u, std::thread::hardware_concurrency())};
}

Result<SearchStats> run_search(const SearchRequest& request, IndexReader* reader,
                               ResultSink* sink) {
  SearchStats stats;
  StopWatch watch;
  TRAWL_ASSIGN_OR_RETURN(Pattern pattern, parse_pattern(request.pattern, request.options));
  const TrigramQuery query = request.force_scan ? TrigramQuery::all() : trigram_query(pattern.root);
  stats.trigram_query = debug_string(query);
  const LineFacts facts = prove_line_facts(pattern.root);
  std::vector<Pattern> patterns;
  patterns.push_back(std::move(pattern));
  TRAWL_ASSIGN_OR_RETURN(const Matcher matcher, Matcher::compile(std::move(patterns)));
  stats.engine = matcher.engine_description(0);
  TRAWL_ASSIGN_OR_RETURN(
      FileSelection selection,
      FileSelection::create(request.repository_regex, request.path_regex, reader->entry_count()));
  stats.plan_us = watch.lap_us();

  CandidateFiles candidates;
  for (uint32_t i = 0; i < reader->segment_count(); ++i) {
    SegmentStats& segment = stats.segments.emplace_back();
    TRAWL_ASSIGN_OR_RETURN(const CandidateUnits units,
                           segment_candidates(query, facts, {i}, reader, &segment, &stats));
    segment.id = reader->segment({i}).id.hex();
    segment.chunks = reader->segment({i}).chunks;
    segment.units = count_units(segment.chunks, units.groups);
    segment.candidates = static_cast<uint32_t>(units.units.size());
    watch.lap_us();
    const size_t documents_before = candidates.documents.size();
    TRAWL_RETURN_IF_ERROR(add_candidates({i}, units, &selection, reader, &candidates));
    if (candidates.documents.size() != documents_before) {  // loaded before threads ask for it
      TRAWL_RETURN_IF_ERROR(reader->view()->segment({i}).dictionary().status());
    }
    stats.candidates_us += watch.lap_us();
  }
  sort_candidates(&candidates);
  stats.candidate_documents = candidates.candidate_documents;
  stats.candidate_files = candidates.files.size();
  stats.candidates_us += watch.lap_us();

  ParallelVerification verification(matcher, request.lines, candidates,
                                    verification_limits(request, candidates), reader, sink);
  TRAWL_RETURN_IF_ERROR(verification.run());
  stats.verified_units = verification.delivered().units();
  stats.verified_bytes = verification.delivered().bytes();
  stats.files = verification.delivered().counts().files;
  stats.lines = verification.delivered().counts().lines;
  stats.verify_us = watch.lap_us();
  return stats;
}

}  // namespace

Result<SearchStats> search(const SearchRequest& request, IndexReader* reader, ResultSink* sink) {
  try {
    return run_search(request, reader, sink);
  } catch (const std::bad_alloc&) {
    return internal_error("out of memory: lower " + Term::kMemory);
  } catch (const std::exception& error) {
    return internal_error(error.what());
  }
}

Result<std::vector<std::string>> stale_repositories(IndexReader* reader) {
  std::vector<std::string> stale;
  for (uint32_t i = 0; i < reader->entry_count(); ++i) {
    TRAWL_ASSIGN_OR_RETURN(const SnapshotEntry* entry, reader->entry({i}));
    if (!entry->stale_reason.empty())
      stale.push_back(entry->repository + ": " + entry->stale_reason);
  }
  return stale;
}

Phrase describe_stats(const SearchStats& stats) {
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
                      stats.open_us, stats.plan_us, stats.candidates_us, stats.verify_us);
  return text;
}

}  // namespace trawl
