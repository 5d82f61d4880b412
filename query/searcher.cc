// A search, top to bottom: pattern → trigram query → per segment a plan, its candidates and their
// files → all files sorted → verified in that order, on all processors when there is enough to do.
//
// Verification is a pipeline whose ends are serial and in order, so results come out as they are
// listed and only what is under way is in memory. A source that would put more under way than
// --memory allows hands out empty tokens until there is room (as a build's does, and for the same
// reason).
#include "query/searcher.h"

#include <tbb/enumerable_thread_specific.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <thread>

#include <fmt/format.h>

#include "indexer/base/token_pipeline.h"
#include "indexer/format/format.h"
#include "indexer/pattern/line_proof.h"
#include "query/candidate_files.h"
#include "query/candidates.h"
#include "query/giant_lines.h"
#include "query/planner.h"
#include "query/trigram_query.h"

namespace trawl {
namespace {

// Below this, starting threads costs more than they save: one scans and decompresses it in a few
// milliseconds.
constexpr uint64_t kParallelBytes = 2 << 20;
// What one token verifies: enough to outweigh its scheduling.
constexpr uint64_t kTokenBytes = 256 << 10;
constexpr uint32_t kTokensPerJob = 4;
// Content is held once as a frame, once decompressed, and its matching lines once more.
constexpr uint64_t kBytesInMemory = 3;
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

// Files of the listing from `begin` to `end`, with their verified lines.
struct Token {
  size_t begin = 0;
  size_t end = 0;
  uint64_t bytes = 0;
  std::vector<VerifiedLines> files;
  Status status;
};

// Every unit of a segment: chunks and giant lines.
std::vector<ChunkNumber> all_units(uint32_t chunk_count, const std::vector<ChunkGroup>& groups) {
  std::vector<ChunkNumber> units;
  auto group = groups.begin();
  for (uint32_t chunk = 0; chunk < chunk_count;) {
    units.push_back({chunk});
    if (group != groups.end() && group->first.value == chunk) {
      chunk += group->count;
      ++group;
    } else {
      ++chunk;
    }
  }
  return units;
}

uint32_t count_units(uint32_t chunk_count, const std::vector<ChunkGroup>& groups) {
  for (const ChunkGroup& group : groups) chunk_count -= group.count - 1;
  return chunk_count;
}

// Plans one segment and finds its candidate units.
Result<std::vector<ChunkNumber>> segment_candidates(const TrigramQuery& query, uint64_t most_bytes,
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
        return found ? posting_list_size(entry->second) : 0;
      }));
  stats->plan = debug_string(plan);
  times->plan_us += watch.lap();
  TRAWL_ASSIGN_OR_RETURN(const std::vector<ChunkGroup>* groups, reader->groups(segment));
  if (plan.kind == QueryPlan::Kind::kScan) return all_units(chunk_count, *groups);
  const OpenList open = [&](Gram gram) -> Result<PostingCursor> {
    return PostingCursor(lists[gram]);
  };
  TRAWL_ASSIGN_OR_RETURN(std::vector<ChunkNumber> units,
                         find_candidates(plan, chunk_count, *groups, open));
  if (most_bytes <= kChunkSize)
    TRAWL_RETURN_IF_ERROR(drop_giant_lines(plan, *groups, open, &units));
  times->candidates_us += watch.lap();
  return units;
}

// The verification of sorted candidates: their source, the parallel part and the sink.
class Verification {
 public:
  Verification(const SearchRequest& request, const Matcher& matcher,
               const CandidateFiles& candidates, std::vector<const Dictionary*> dictionaries,
               IndexReader* reader, ResultSink* sink, SearchStats* stats)
      : request_(request),
        matcher_(matcher),
        candidates_(candidates),
        dictionaries_(std::move(dictionaries)),
        reader_(reader),
        sink_(sink),
        stats_(stats) {}

  Status run();

 private:
  bool next(Token* token);
  void verify(Token* token);
  Status verify_file(Verifier* verifier, const CandidateDocument& document,
                     VerifiedLines* lines) const;
  Status deliver(Token* token);
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
  ResultSink* sink_;
  SearchStats* stats_;
  size_t next_ = 0;
  tbb::enumerable_thread_specific<std::optional<Verifier>> verifiers_;
  std::atomic<uint64_t> in_flight_{0};
  std::atomic<bool> stopped_{false};  // by an error, or by a sink that has enough
  Status status_;                     // written by the serial sink alone
};

// Fills the token with the next files; false when there are none left.
bool Verification::next(Token* token) {
  token->begin = token->end = next_;
  while (token->end < candidates_.files.size() && token->bytes < kTokenBytes) {
    token->bytes += candidates_.documents[candidates_.files[token->end].document].bytes;
    ++token->end;
  }
  next_ = token->end;
  return token->begin != token->end;
}

Status Verification::verify_file(Verifier* verifier, const CandidateDocument& document,
                                 VerifiedLines* lines) const {
  for (const CandidateUnit& unit : document.units) {
    TRAWL_RETURN_IF_ERROR(verifier->verify(document.segment, unit, lines));
  }
  return {};
}

void Verification::verify(Token* token) {
  std::optional<Verifier>& verifier = verifiers_.local();
  if (!verifier) {
    Result<Verifier> created =
        Verifier::create(matcher_, request_.lines, ChunkReader(reader_, dictionaries_));
    if (!created.is_ok()) {
      token->status = created.status();
      return;
    }
    verifier.emplace(std::move(created).value());
  }
  token->files.resize(token->end - token->begin);
  for (size_t i = token->begin; i < token->end; ++i) {
    const CandidateDocument& document = candidates_.documents[candidates_.files[i].document];
    token->status = verify_file(&*verifier, document, &token->files[i - token->begin]);
    if (token->status.is_ok()) continue;
    token->end = i + 1;  // what matched before is still printed; deliver() names the file
    return;
  }
}

Status Verification::deliver(Token* token) {
  std::vector<LineResult> results;
  for (size_t i = token->begin; i < token->end; ++i) {
    const CandidateFile& candidate = candidates_.files[i];
    const bool failed = !token->status.is_ok() && i + 1 == token->end;
    if (token->files.empty()) break;
    const VerifiedLines& verified = token->files[i - token->begin];
    stats_->verified_bytes += verified.bytes_read;
    stats_->verified_units += candidates_.documents[candidate.document].units.size();
    if (verified.lines.empty() && !failed) continue;
    TRAWL_ASSIGN_OR_RETURN(const FileRecord* file, reader_->file(candidate.place));
    const std::string path = file->path;
    TRAWL_ASSIGN_OR_RETURN(const SnapshotEntry* entry, reader_->entry(candidate.place.entry));
    if (failed) return token->status.with_context(entry->repository + "/" + path);
    results.clear();
    for (const VerifiedLines::Line& line : verified.lines) {
      results.push_back({line.number, line.offset,
                         std::string_view(verified.text).substr(line.begin, line.end - line.begin),
                         line.ends_with_newline});
    }
    ++stats_->files;
    stats_->lines += results.size();
    FileResult result{entry->repository, path, entry->revision, std::move(results),
                      verified.bytes_read};
    TRAWL_ASSIGN_OR_RETURN(const bool more, sink_->file(result));
    results = std::move(result.lines);
    if (!more) {
      stopped_.store(true);
      break;
    }
  }
  return token->status;
}

Status Verification::run_serial() {
  while (!stopped_.load()) {
    Token token;
    if (!next(&token)) break;
    verify(&token);
    TRAWL_RETURN_IF_ERROR(deliver(&token));
  }
  return {};
}

std::unique_ptr<Token> Verification::take_next() {
  auto token = std::make_unique<Token>();
  if (!stopped_.load() && in_flight_.load() * kBytesInMemory > request_.memory) {
    usleep(kPauseMicroseconds);
  } else if (stopped_.load() || !next(token.get())) {
    return nullptr;
  }
  in_flight_ += token->bytes;
  return token;
}

void Verification::verify_unless_stopped(Token* token) {
  if (!stopped_.load()) verify(token);
}

void Verification::deliver_in_order(Token* token) {
  if (!stopped_.load()) status_ = deliver(token);
  if (!status_.is_ok()) stopped_.store(true);
  in_flight_ -= token->bytes;
}

Status Verification::run_parallel(uint32_t jobs) {
  PipelineStage stages[] = {
      source_stage<Token, &Verification::take_next>(this),
      parallel_stage<&Verification::verify_unless_stopped>(this),
      serial_stage<&Verification::deliver_in_order>(this),
  };
  run_pipeline(jobs, kTokensPerJob * jobs, stages);
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
  const uint64_t most_bytes = prove_line_facts(pattern.root).most_bytes;
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
    TRAWL_ASSIGN_OR_RETURN(const std::vector<ChunkNumber> units,
                           segment_candidates(query, most_bytes, {i}, reader, &segment, &stats));
    TRAWL_ASSIGN_OR_RETURN(const std::vector<ChunkGroup>* groups, reader->groups({i}));
    segment.id = reader->segment({i}).id.hex();
    segment.chunks = reader->segment({i}).chunks;
    segment.units = count_units(segment.chunks, *groups);
    segment.candidates = static_cast<uint32_t>(units.size());
    watch.lap();
    TRAWL_RETURN_IF_ERROR(add_candidates({i}, units, &selection, reader, &candidates));
    stats.candidates_us += watch.lap();
  }
  sort_candidates(&candidates);
  stats.candidate_documents = candidates.candidate_documents;
  stats.candidate_files = candidates.files.size();
  stats.candidates_us += watch.lap();

  if (candidates.files.empty()) return stats;  // TBB takes milliseconds to come up

  std::vector<const Dictionary*> dictionaries(reader->segment_count());
  for (const CandidateDocument& document : candidates.documents) {
    const Dictionary*& dictionary = dictionaries[document.segment.value];
    if (dictionary != nullptr) continue;
    TRAWL_ASSIGN_OR_RETURN(dictionary, reader->dictionary(document.segment));
  }
  Verification verification(request, matcher, candidates, std::move(dictionaries), reader, sink,
                            &stats);
  TRAWL_RETURN_IF_ERROR(verification.run());
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
