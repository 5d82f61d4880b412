// The pipeline of a build, top to bottom as the data flows:
//
//   enumerate (serial) → read (parallel) → number (serial) → work (parallel) → assemble (serial)
//     → write segments (parallel) → publish
//
// Memory is bounded at the first stage alone. While more bytes are under way than the budget
// allows, it hands out empty tokens instead of files: a stage that waited for memory could wait for
// a token that needs its thread, an empty token only takes its turn. The serial stages run in
// order, so that what they number does not depend on the number of threads; all else is a function
// of one batch.
#include "indexer/indexer.h"

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

#include "indexer/base/token_pipeline.h"
#include "indexer/stages/document_worker.h"
#include "indexer/stages/enumerator.h"
#include "indexer/stages/numberer.h"
#include "indexer/stages/segment_assembler.h"
#include "indexer/stages/snapshot_builder.h"
#include "indexer/store/publication.h"

namespace trawl {
namespace {

// Shares of --memory. A closed segment of S bytes of text costs about 0.6 S until it is written and
// another 0.3 S while it is (FORMAT.md has what it holds); one is open, one being written, one
// waiting.
constexpr uint64_t kSegmentShare = 8;
// Files under way are held as text, then as frames and grams.
constexpr uint64_t kInFlightShare = 8;
// The tables of known documents and of places.
constexpr uint64_t kTablesShare = 8;
constexpr uint32_t kTokensPerJob = 4;
// Closed segments that wait for a writer; with more, reading pauses.
constexpr uint32_t kMaxUnwritten = 1;
constexpr useconds_t kPauseMicroseconds = 200;

// A batch on its way, or the segments it closed.
struct Token {
  SourceBatch batch;
  std::vector<Segment> closed;
};

// The first failure stops the build: later stages pass their tokens on untouched.
class Failure {
 public:
  void set(Status status) {
    if (status.is_ok()) return;
    const std::lock_guard lock(mutex_);
    if (status_.is_ok()) status_ = std::move(status);
    stopped_.store(true, std::memory_order_release);
  }
  bool stopped() const { return stopped_.load(std::memory_order_acquire); }
  Status status() const {
    const std::lock_guard lock(mutex_);
    return status_;
  }

 private:
  mutable std::mutex mutex_;
  Status status_;
  std::atomic<bool> stopped_{false};
};

using Worker = std::optional<DocumentWorker>;

class Pipeline {
 public:
  Pipeline(const BuildOptions& options, const Matcher* matcher, Numberer* numberer,
           SegmentAssembler* assembler, SegmentSink* segments, uint32_t jobs,
           uint64_t previous_text_bytes)
      : options_(options),
        matcher_(matcher),
        enumerator_(&options.repositories, &options.exclude),
        numberer_(numberer),
        assembler_(assembler),
        segments_(segments),
        jobs_(jobs),
        previous_text_bytes_(previous_text_bytes) {}

  Status run();

 private:
  std::unique_ptr<Token> enumerate();
  void read(Token* token);
  void number(Token* token);
  void work(Token* token);
  void assemble(Token* token);
  void write(Token* token);
  Status write_segment(const Segment& segment);

  // A stage of the pipeline, which does nothing once the build has failed.
  template <void (Pipeline::*kStage)(Token*)>
  void unless_failed(Token* token);

  const BuildOptions& options_;
  const Matcher* matcher_;
  Enumerator enumerator_;
  Numberer* numberer_;
  SegmentAssembler* assembler_;
  SegmentSink* segments_;
  uint32_t jobs_;
  uint64_t previous_text_bytes_;
  tbb::enumerable_thread_specific<Worker> workers_;
  std::atomic<uint64_t> in_flight_{0};  // bytes of batches under way
  std::atomic<uint32_t> unwritten_{0};  // closed segments
  Failure failure_;
};

std::unique_ptr<Token> Pipeline::enumerate() {
  auto token = std::make_unique<Token>();
  const bool full =
      in_flight_.load() > options_.memory / kInFlightShare || unwritten_.load() > kMaxUnwritten;
  if (full && !failure_.stopped()) {
    usleep(kPauseMicroseconds);
  } else if (failure_.stopped() || !enumerator_.next(&token->batch)) {
    return nullptr;
  }
  in_flight_ += token->batch.bytes;
  return token;
}

void Pipeline::read(Token* token) {
  read_batch(options_.max_file_size, &token->batch);
}

void Pipeline::number(Token* token) {
  failure_.set(numberer_->number(&token->batch));
  if (!options_.progress || failure_.stopped()) return;
  BuildProgress progress;
  progress.counts = numberer_->counts();
  progress.repositories_in_all = options_.repositories.size();
  progress.previous_text_bytes = previous_text_bytes_;
  options_.progress(progress);
}

void Pipeline::work(Token* token) {
  if (token->batch.works.empty()) return;
  Worker& worker = workers_.local();
  if (!worker) {
    Result<DocumentWorker> created = DocumentWorker::create(matcher_);
    if (!created.is_ok()) return failure_.set(created.status());
    worker.emplace(std::move(created).value());
  }
  const std::shared_ptr<const Dictionary> dictionary = assembler_->dictionary();
  for (DocumentWork& document : token->batch.works) {
    failure_.set(worker->work(dictionary, &document));
  }
}

void Pipeline::assemble(Token* token) {
  failure_.set(assembler_->add(std::move(token->batch.works), &token->closed));
  unwritten_ += static_cast<uint32_t>(token->closed.size());
}

void Pipeline::write(Token* token) {
  in_flight_ -= token->batch.bytes;
  for (const Segment& segment : token->closed) {
    if (!failure_.stopped()) failure_.set(write_segment(segment));
    --unwritten_;
  }
}

// The families side by side: postings cost the most time, content the most bytes.
Status Pipeline::write_segment(const Segment& segment) {
  SegmentFiles files(segment, assembler_->parameters(), segments_->pending_directory());
  Status postings, content, rest;
  run_side_by_side(
      jobs_, [&] { postings = files.write_postings(); }, [&] { content = files.write_content(); },
      [&] { rest = files.write_tables(); });
  for (const Status& status : {postings, content, rest}) TRAWL_RETURN_IF_ERROR(status);
  segments_->add(files.take());
  return {};
}

template <void (Pipeline::*kStage)(Token*)>
void Pipeline::unless_failed(Token* token) {
  if (!failure_.stopped()) (this->*kStage)(token);
}

Status Pipeline::run() {
  PipelineStage stages[] = {
      source_stage<Token, &Pipeline::enumerate>(this),
      parallel_stage<&Pipeline::unless_failed<&Pipeline::read>>(this),
      serial_stage<&Pipeline::unless_failed<&Pipeline::number>>(this),
      parallel_stage<&Pipeline::unless_failed<&Pipeline::work>>(this),
      serial_stage<&Pipeline::unless_failed<&Pipeline::assemble>>(this),
      parallel_stage<&Pipeline::write>(this),
  };
  run_pipeline(jobs_, kTokensPerJob * jobs_, stages);
  TRAWL_RETURN_IF_ERROR(failure_.status());
  Token last;
  TRAWL_RETURN_IF_ERROR(assembler_->finish(&last.closed));
  unwritten_ += static_cast<uint32_t>(last.closed.size());
  write(&last);
  return failure_.status();
}

Status check_options(const BuildOptions& options) {
  if (options.memory < kLeastMemory) {
    return invalid_argument("--memory must be at least " + std::to_string(kLeastMemory >> 20) +
                            "M");
  }
  // A file is in memory whole while it is worked out.
  if (options.max_file_size > options.memory / 4) {
    return invalid_argument(
        "--max-file-size must be at most a quarter of --memory: raise --memory");
  }
  if (options.max_file_size > kLargestFile) {
    return invalid_argument("--max-file-size must be below 4G: offsets in a file have 32 bits");
  }
  if (options.snapshot.empty()) return invalid_argument("--snapshot must not be empty");
  return {};
}

// Each distinct rule once, in the order of their digests: which texts of a document's hits are kept
// depends on the order, and must follow from what the segment's id is made of.
Result<std::optional<Matcher>> compile_rules(const std::vector<Rule>& rules,
                                             std::vector<RuleDigest>* digests) {
  std::map<RuleDigest, Pattern> distinct;
  for (const Rule& rule : rules) distinct.emplace(rule.digest, rule.pattern);
  if (distinct.empty()) return std::optional<Matcher>();
  std::vector<Pattern> patterns;
  for (auto& [digest, pattern] : distinct) {
    digests->push_back(digest);
    patterns.push_back(std::move(pattern));
  }
  TRAWL_ASSIGN_OR_RETURN(Matcher matcher, Matcher::compile(std::move(patterns)));
  return std::optional<Matcher>(std::move(matcher));
}

Result<BuildSummary> build(const BuildOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  TRAWL_RETURN_IF_ERROR(check_options(options));
  const uint32_t jobs =
      options.jobs != 0 ? options.jobs : std::max(1u, std::thread::hardware_concurrency());

  std::vector<RuleDigest> digests;
  TRAWL_ASSIGN_OR_RETURN(const std::optional<Matcher> matcher,
                         compile_rules(options.rules, &digests));
  TRAWL_ASSIGN_OR_RETURN(IndexWriter writer, IndexWriter::open(options.index_directory));
  SnapshotBuilder snapshot(&writer, options.snapshot, options.rules,
                           options.memory / kSegmentShare);
  TRAWL_ASSIGN_OR_RETURN(std::shared_ptr<const Dictionary> dictionary, snapshot.live_dictionary());
  TRAWL_ASSIGN_OR_RETURN(
      Numberer numberer,
      Numberer::create(snapshot.numberer_input(&options.repositories), writer.pending_directory(),
                       options.memory / kTablesShare));
  SegmentAssembler assembler(dictionary, digests, options.memory / kSegmentShare);

  SegmentSink sink(writer.pending_directory());
  const uint64_t before = snapshot.previous() != nullptr ? snapshot.previous()->text_bytes : 0;
  Pipeline pipeline(options, matcher ? &*matcher : nullptr, &numberer, &assembler, &sink, jobs,
                    before);
  TRAWL_RETURN_IF_ERROR(pipeline.run());

  const auto elapsed = [begin] {
    return static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(
                                     std::chrono::steady_clock::now() - begin)
                                     .count());
  };
  BuildSummary summary;
  std::vector<WrittenSegment> segments = sink.take();
  summary.new_segments = static_cast<uint32_t>(segments.size());
  TRAWL_ASSIGN_OR_RETURN(summary.generation, snapshot.publish(std::move(segments), &numberer,
                                                              assembler.dictionary(), elapsed()));
  summary.counts = numberer.counts();
  summary.counts.documents = snapshot.document_count();
  summary.index_bytes = writer.store_bytes();
  summary.milliseconds = elapsed();
  for (const SnapshotEntry& entry : numberer.entries()) {
    if (!entry.stale_reason.empty()) {
      summary.unreadable.push_back(entry.repository + ": " + entry.stale_reason);
    }
  }
  return summary;
}

}  // namespace

Result<BuildSummary> build_index(const BuildOptions& options) {
  try {
    return build(options);
  } catch (const std::bad_alloc&) {
    return internal_error("out of memory: lower --memory or --jobs");
  } catch (const std::exception& error) {  // TBB's own, such as no threads
    return internal_error(error.what());
  }
}

}  // namespace trawl
