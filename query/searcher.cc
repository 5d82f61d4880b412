// A search, top to bottom: pattern → trigram query → per segment a plan, its candidates and their
// files → all files sorted → verified in that order, on all processors when there is enough to do.
//
// Verification is a pipeline whose ends are serial and in order, so results come out as they are
// listed and only what is under way is in memory. What goes in is cut to a size, a large file into
// parts, and the most that its matching lines can take is reserved until they are known. A source
// that would put more under way than --memory allows hands out empty tokens until there is room (as
// a build's does, and for the same reason).
#include "query/searcher.h"

#include <tbb/enumerable_thread_specific.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <thread>

#include <fmt/format.h>

#include "indexer/base/token_pipeline.h"
#include "indexer/format/format.h"
#include "indexer/pattern/line_proof.h"
#include "query/candidate_files.h"
#include "query/candidates.h"
#include "query/file_parts.h"
#include "query/giant_lines.h"
#include "query/planner.h"
#include "query/trigram_query.h"

namespace trawl {
namespace {

// Below this, starting threads costs more than they save: one scans and decompresses it in a few
// milliseconds.
constexpr uint64_t kParallelBytes = 2 << 20;
constexpr uint32_t kBatchesPerJob = 4;
// What verification may hold, as a share of --memory, when candidates alone take nearly all of it.
constexpr uint64_t kLeastShare = 4;
constexpr useconds_t kPauseMicroseconds = 100;

class StopWatch {
 public:
  uint64_t lap() {
    const auto now = std::chrono::steady_clock::now();
    const auto elapsed =
        std::chrono::duration_cast<std::chrono::microseconds>(now - begin_).count();
    begin_ = now;
    return static_cast<uint64_t>(elapsed);
  }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

// A batch of file parts on its way, with what is taken for it from the memory budget.
struct Token {
  PartBatch batch;
  uint64_t memory = 0;
};

uint32_t count_units(uint32_t chunk_count, const std::vector<ChunkGroup>& groups) {
  for (const ChunkGroup& group : groups) chunk_count -= group.count - 1;
  return chunk_count;
}

// Plans one segment and finds its candidate units.
Result<CandidateUnits> segment_candidates(const TrigramQuery& query, const LineFacts& facts,
                                          SegmentOrdinal segment, IndexReader* reader,
                                          SegmentStats* stats, SearchStats* times) {
  StopWatch watch;
  const uint32_t chunk_count = reader->segment(segment).chunks;
  // Lists are read to learn their length, and kept for their content.
  std::map<Gram, std::string> lists;
  TRAWL_ASSIGN_OR_RETURN(
      const QueryPlan plan, plan_query(query, chunk_count, [&](Gram gram) -> Result<uint32_t> {
        const auto [entry, is_new] = lists.try_emplace(gram);
        if (!is_new) return posting_list_size(entry->second);
        TRAWL_ASSIGN_OR_RETURN(const bool found,
                               reader->posting_list(segment, gram, &entry->second));
        if (!found) return 0;
        const uint32_t size = posting_list_size(entry->second);
        // Taken for the length, it would rule the segment out.
        if (size == 0) return corruption("a posting list is damaged: run trawl-index check");
        return size;
      }));
  stats->plan = debug_string(plan);
  times->plan_us += watch.lap();
  TRAWL_ASSIGN_OR_RETURN(const std::vector<ChunkGroup>* groups, reader->groups(segment));
  const OpenList open = [&](Gram gram) -> Result<PostingCursor> {
    return PostingCursor(lists[gram]);
  };
  CandidateUnits candidates;
  TRAWL_ASSIGN_OR_RETURN(candidates.units, find_candidates(plan, chunk_count, *groups, open));
  if (facts.most_bytes <= kChunkSize) {
    TRAWL_RETURN_IF_ERROR(
        narrow_giant_lines(plan, *groups, open, &candidates.units, &candidates.excluded));
    // A piece may be verified without the one before it only if nobody looks there.
    if (facts.may_look_back) candidates.excluded.clear();
  }
  times->candidates_us += watch.lap();
  return candidates;
}

// The verification of sorted candidates: their source, the parallel part and the sink.
class Verification {
 public:
  Verification(const SearchRequest& request, const Matcher& matcher,
               const CandidateFiles& candidates, std::vector<const Dictionary*> dictionaries,
               IndexReader* reader, ResultSink* sink)
      : request_(request),
        matcher_(matcher),
        candidates_(candidates),
        dictionaries_(std::move(dictionaries)),
        reader_(reader),
        budget_(request.memory -
                std::min(candidates.memory(), request.memory - request.memory / kLeastShare)),
        source_(candidates),
        sink_(candidates, reader, sink) {}

  Status run();
  const DeliveredCounts& counts() const { return sink_.counts(); }

 private:
  void verify(std::optional<Verifier>* verifier, PartBatch* batch);
  Status deliver(const PartBatch& batch);
  Status run_serial();
  Status run_parallel(uint32_t jobs);
  std::unique_ptr<Token> take_next();
  void verify_unless_stopped(Token* token);
  void deliver_in_order(Token* token);

  const SearchRequest& request_;
  const Matcher& matcher_;
  const CandidateFiles& candidates_;
  std::vector<const Dictionary*> dictionaries_;
  IndexReader* reader_;
  const uint64_t budget_;  // bytes that may be under way
  PartSource source_;
  PartSink sink_;
  std::unique_ptr<Token> waiting_;  // the next token, until there is room for it
  // One a thread. Made for the parallel run alone, since TBB takes milliseconds to come up.
  std::optional<tbb::enumerable_thread_specific<std::optional<Verifier>>> verifiers_;
  std::atomic<uint64_t> in_flight_{0};
  std::atomic<bool> stopped_{false};  // by an error, or by a sink that has enough
  Status status_;                     // written by the serial sink alone
};

void Verification::verify(std::optional<Verifier>* verifier, PartBatch* batch) {
  if (!*verifier) {
    Result<Verifier> created =
        Verifier::create(matcher_, request_.lines, ChunkReader(reader_, dictionaries_));
    if (!created.is_ok()) {
      batch->status = created.status();
      batch->parts.clear();
      return;
    }
    verifier->emplace(std::move(created).value());
  }
  verify_parts(candidates_, &**verifier, batch);
}

Status Verification::deliver(const PartBatch& batch) {
  TRAWL_ASSIGN_OR_RETURN(const bool more, sink_.deliver(batch));
  if (!more) stopped_.store(true);
  return {};
}

Status Verification::run_serial() {
  std::optional<Verifier> verifier;
  while (!stopped_.load()) {
    PartBatch batch;
    if (!source_.next(&batch)) break;
    verify(&verifier, &batch);
    TRAWL_RETURN_IF_ERROR(deliver(batch));
  }
  return {};
}

std::unique_ptr<Token> Verification::take_next() {
  if (waiting_ == nullptr) {
    waiting_ = std::make_unique<Token>();
    if (stopped_.load() || !source_.next(&waiting_->batch)) return nullptr;
  }
  const uint64_t memory = waiting_->batch.most_memory;
  const uint64_t in_flight = in_flight_.load();
  // What is larger than the budget goes alone.
  if (in_flight != 0 && in_flight + memory > budget_ && !stopped_.load()) {
    usleep(kPauseMicroseconds);
    return std::make_unique<Token>();
  }
  waiting_->memory = memory;
  in_flight_ += memory;
  return std::move(waiting_);
}

void Verification::verify_unless_stopped(Token* token) {
  if (!stopped_.load()) verify(&verifiers_->local(), &token->batch);
  // Most content has few matching lines: what was reserved for more is free again.
  const uint64_t memory = std::min(token->memory, token->batch.memory());
  in_flight_ -= token->memory - memory;
  token->memory = memory;
}

void Verification::deliver_in_order(Token* token) {
  if (!stopped_.load()) status_ = deliver(token->batch);
  if (!status_.is_ok()) stopped_.store(true);
  in_flight_ -= token->memory;
}

Status Verification::run_parallel(uint32_t jobs) {
  PipelineStage stages[] = {
      source_stage<Token, &Verification::take_next>(this),
      parallel_stage<&Verification::verify_unless_stopped>(this),
      serial_stage<&Verification::deliver_in_order>(this),
  };
  verifiers_.emplace();
  run_pipeline(jobs, kBatchesPerJob * jobs, stages);
  return status_;
}

Status Verification::run() {
  uint64_t bytes = 0;
  for (const CandidateFile& file : candidates_.files)
    bytes += candidates_.documents[file.document].bytes;
  const uint32_t jobs =
      request_.jobs != 0 ? request_.jobs : std::max(1u, std::thread::hardware_concurrency());
  return jobs == 1 || bytes < kParallelBytes ? run_serial() : run_parallel(jobs);
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
  stats.plan_us = watch.lap();

  CandidateFiles candidates;
  for (uint32_t i = 0; i < reader->segment_count(); ++i) {
    SegmentStats& segment = stats.segments.emplace_back();
    TRAWL_ASSIGN_OR_RETURN(const CandidateUnits units,
                           segment_candidates(query, facts, {i}, reader, &segment, &stats));
    TRAWL_ASSIGN_OR_RETURN(const std::vector<ChunkGroup>* groups, reader->groups({i}));
    segment.id = reader->segment({i}).id.hex();
    segment.chunks = reader->segment({i}).chunks;
    segment.units = count_units(segment.chunks, *groups);
    segment.candidates = static_cast<uint32_t>(units.units.size());
    watch.lap();
    TRAWL_RETURN_IF_ERROR(add_candidates({i}, units, &selection, reader, &candidates));
    stats.candidates_us += watch.lap();
  }
  sort_candidates(&candidates);
  stats.candidate_documents = candidates.candidate_documents;
  stats.candidate_files = candidates.files.size();
  stats.candidates_us += watch.lap();

  std::vector<const Dictionary*> dictionaries(reader->segment_count());
  for (const CandidateDocument& document : candidates.documents) {
    const Dictionary*& dictionary = dictionaries[document.segment.value];
    if (dictionary != nullptr) continue;
    TRAWL_ASSIGN_OR_RETURN(dictionary, reader->dictionary(document.segment));
  }
  Verification verification(request, matcher, candidates, std::move(dictionaries), reader, sink);
  TRAWL_RETURN_IF_ERROR(verification.run());
  stats.verified_units = verification.counts().units;
  stats.verified_bytes = verification.counts().bytes;
  stats.files = verification.counts().files;
  stats.lines = verification.counts().lines;
  stats.verify_us = watch.lap();
  return stats;
}

}  // namespace

Result<SearchStats> search(const SearchRequest& request, IndexReader* reader, ResultSink* sink) {
  try {
    return run_search(request, reader, sink);
  } catch (const std::bad_alloc&) {
    return internal_error("out of memory: lower --memory");
  } catch (const std::exception& error) {  // TBB's own, such as no threads
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

std::string describe_stats(const SearchStats& stats) {
  std::string text =
      fmt::format("trigram query  {}\nengine         {}\n", stats.trigram_query, stats.engine);
  for (const SegmentStats& segment : stats.segments) {
    text += fmt::format("segment {}  {} of {} units ({} chunks)  {}\n", segment.id,
                        segment.candidates, segment.units, segment.chunks, segment.plan);
  }
  text += fmt::format("candidates     {} documents, {} files after --repo and --path\n",
                      stats.candidate_documents, stats.candidate_files);
  text += fmt::format("verified       {} units, {} bytes\n", stats.verified_units,
                      stats.verified_bytes);
  text += fmt::format("found          {} lines in {} files\n", stats.lines, stats.files);
  text += fmt::format("time           open {} us, plan {} us, candidates {} us, verify {} us\n",
                      stats.open_us, stats.plan_us, stats.candidates_us, stats.verify_us);
  return text;
}

}  // namespace trawl
