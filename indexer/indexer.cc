// The pipeline of a build, top to bottom as the data flows:
//
//   enumerate (serial) → read (parallel) → number (serial) → work (parallel) → assemble (serial)
//     → write segments (parallel) → publish → merge segments → publish
//
// Only the first stage bounds memory. While more bytes are in flight than the budget allows, it
// hands out empty tokens instead of files: a stage that waited for memory could wait for a token
// that needs its thread, but an empty token only takes its turn. A batch is charged the worst case
// of its files until its documents are processed, then what is held of them. The serial stages run
// in order, so that their numbers do not depend on the number of threads; everything else is a
// function of one batch.
#include "indexer/indexer.h"

#include <tbb/enumerable_thread_specific.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <memory>
#include <mutex>
#include <utility>

#include "indexer/base/stop_watch.h"
#include "indexer/base/token_pipeline.h"
#include "indexer/base/without_exceptions.h"
#include "indexer/build/batch_reader.h"
#include "indexer/build/dictionary_trainer.h"
#include "indexer/build/enumerator.h"
#include "indexer/build/live_index.h"
#include "indexer/build/numberer.h"
#include "indexer/build/snapshot_publication.h"
#include "indexer/build_limits.h"
#include "indexer/document/document_worker.h"
#include "indexer/heap.h"
#include "indexer/merge/index_merger.h"
#include "indexer/segment/manifest_rules.h"
#include "indexer/segment/segment_assembler.h"
#include "indexer/snapshot_replacement.h"
#include "indexer/store/next_generation.h"

namespace trawl {
namespace {

// Shares of the memory. A segment closes at this share of text, or at half as much held of it
// (frames, grams, hits): about 0.6 of the text for source code, up to 2.6 for text without
// repetition. While it is written, it takes half as much again. Measured on the 2024.2 release at
// 1G: an eighth gave four segments, two fifths give two at the same speed, and each segment costs
// every search.
constexpr double kSegmentShare = 0.4;
// Closed segments that are not written yet; with more, reading pauses. One is written while the
// next is filled.
constexpr uint64_t kClosedShare = 3;
// Files in flight. Each is charged kMaxHeldOfText times its text, the worst case, until it is
// processed. A file that alone exceeds this share waits until nothing else is in flight, and what
// is made of it but for its frames goes to temporary files.
constexpr uint64_t kInFlightShare = 8;
constexpr double kMaxHeldOfText = 2.6;
uint64_t worst_case(uint64_t file_bytes) {
  return static_cast<uint64_t>(kMaxHeldOfText * static_cast<double>(file_bytes));
}
// The tables of known documents and of places.
constexpr uint64_t kTablesShare = 8;
constexpr uint32_t kTokensPerJob = 4;
constexpr useconds_t kPauseMicroseconds = 200;

// A batch on its way, or the segments that it closed.
struct Token {
  SourceBatch batch;
  bool is_last = false;  // holds no batch, and closes the last segment
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
  Pipeline(const BuildOptions& options, const RuleMatcher* matcher, LiveDocuments* live,
           Numberer* numberer, SegmentAssembler* assembler, SegmentSink* segments, uint32_t jobs,
           uint64_t previous_text_bytes)
      : options_(options),
        matcher_(matcher),
        enumerator_(&options.repositories, &options.exclude),
        live_(live),
        numberer_(numberer),
        assembler_(assembler),
        segments_(segments),
        jobs_(jobs),
        previous_text_bytes_(previous_text_bytes) {
    for (const Repository& repository : options.repositories) {
      if (!repository.is_outside) ++repositories_in_all_;
    }
  }

  Status run();

 private:
  std::unique_ptr<Token> enumerate();
  bool has_room(const SourceBatch& batch) const;
  // The size of a file from which on it alone exceeds what may be in flight.
  uint64_t least_spilled() const {
    return static_cast<uint64_t>(static_cast<double>(in_flight_share()) / kMaxHeldOfText);
  }
  uint64_t in_flight_share() const { return options_.memory / kInFlightShare; }
  // Sets the bytes of the budget that a batch holds from now on.
  void charge(uint64_t bytes, SourceBatch* batch);
  void read(Token* token);
  void number(Token* token);
  void work(Token* token);
  void assemble(Token* token);
  void write(Token* token);
  Status write_segment(const Segment& segment);

  // Runs a stage of the pipeline, unless the build has failed.
  template <void (Pipeline::*kStage)(Token*)>
  void unless_failed(Token* token);

  const BuildOptions& options_;
  const RuleMatcher* matcher_;
  Enumerator enumerator_;
  LiveDocuments* live_;
  Numberer* numberer_;
  SegmentAssembler* assembler_;
  SegmentSink* segments_;
  uint32_t jobs_;
  uint64_t previous_text_bytes_;
  uint64_t repositories_in_all_ = 0;
  double repository_share_ = 0;
  tbb::enumerable_thread_specific<Worker> workers_;
  std::unique_ptr<Token> next_;         // enumerated, and waiting for room
  bool ended_ = false;                  // the last token was handed out
  std::atomic<uint64_t> in_flight_{0};  // bytes of batches
  std::atomic<uint64_t> closed_{0};     // bytes held of closed segments
  Failure failure_;
};

std::unique_ptr<Token> Pipeline::enumerate() {
  if (failure_.stopped() || ended_) return nullptr;
  if (next_ == nullptr) {
    next_ = std::make_unique<Token>();
    if (!enumerator_.next(&next_->batch)) {
      ended_ = next_->is_last = true;
      return std::move(next_);
    }
    next_->batch.bytes = worst_case(next_->batch.bytes);
  }
  if (!has_room(next_->batch)) {
    usleep(kPauseMicroseconds);
    return std::make_unique<Token>();
  }
  in_flight_ += next_->batch.bytes;
  return std::exchange(next_, nullptr);
}

bool Pipeline::has_room(const SourceBatch& batch) const {
  const uint64_t most = in_flight_share();
  if (batch.bytes > most) return in_flight_.load() == 0 && closed_.load() == 0;
  return in_flight_.load() <= most && closed_.load() <= options_.memory / kClosedShare;
}

void Pipeline::charge(uint64_t bytes, SourceBatch* batch) {
  in_flight_ += bytes;
  in_flight_ -= std::exchange(batch->bytes, bytes);
}

// Files may be larger than listed, above all those listed with 0 bytes; files that are not text are
// not held.
void Pipeline::read(Token* token) {
  SourceBatch& batch = token->batch;
  const uint64_t files = batch.items.size() * kFileOverhead;
  const Result<uint64_t> text_bytes = read_batch(options_.max_file_size, live_, &batch);
  if (!text_bytes.is_ok()) return failure_.set(text_bytes.status());
  charge(worst_case(files + *text_bytes), &batch);
}

void Pipeline::number(Token* token) {
  if (!token->batch.items.empty()) repository_share_ = token->batch.repository_share;
  failure_.set(numberer_->number(&token->batch));
  if (!options_.progress || failure_.stopped()) return;
  BuildProgress progress;
  progress.counts = numberer_->counts();
  progress.repositories_in_all = repositories_in_all_;
  progress.repository_share = repository_share_;
  progress.previous_text_bytes = previous_text_bytes_;
  options_.progress(progress);
}

void Pipeline::work(Token* token) {
  if (token->batch.works.empty()) return;
  Worker& worker = workers_.local();
  if (!worker) {
    Result<DocumentWorker> created =
        DocumentWorker::create(matcher_, {least_spilled(), segments_->pending_directory()});
    if (!created.is_ok()) return failure_.set(created.status());
    worker.emplace(std::move(created).value());
  }
  const std::shared_ptr<const Dictionary> dictionary = assembler_->dictionary();
  uint64_t held = 0;
  for (DocumentWork& document : token->batch.works) {
    failure_.set(worker->work(dictionary, &document));
    held += document.held_bytes();
  }
  charge(held, &token->batch);
}

void Pipeline::assemble(Token* token) {
  failure_.set(token->is_last ? assembler_->finish(&token->closed)
                              : assembler_->add(std::move(token->batch.works), &token->closed));
  for (const Segment& segment : token->closed) closed_ += segment.held_bytes;
}

void Pipeline::write(Token* token) {
  in_flight_ -= token->batch.bytes;
  if (token->closed.empty()) return;
  uint64_t held = 0;
  for (Segment& segment : token->closed) {
    if (!failure_.stopped()) failure_.set(write_segment(segment));
    held += std::exchange(segment, {}).held_bytes;
  }
  return_freed_memory();
  closed_ -= held;
}

Status Pipeline::write_segment(const Segment& segment) {
  TRAWL_ASSIGN_OR_RETURN(WrittenSegment written,
                         trawl::write_segment(segment, assembler_->parameters(),
                                              segments_->pending_directory(), jobs_));
  segments_->add(std::move(written));
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
  return failure_.status();
}

// Trains a dictionary on its own thread while the pipeline fills; if there is only one thread, it
// is trained when the first document needs it.
FutureDictionary train_beside(const BuildOptions& options, uint32_t jobs) {
  const auto policy = jobs > 1 ? std::launch::async : std::launch::deferred;
  return std::async(policy, [&options] {
    return train_dictionary(
        sample_corpus(options.repositories, options.exclude, options.max_file_size));
  });
}

// "name: why" for each repository that could not be read.
std::vector<std::string> unreadable_of(const std::vector<SnapshotEntry>& entries) {
  std::vector<std::string> unreadable;
  for (const SnapshotEntry& entry : entries) {
    if (entry.stale_reason.empty()) continue;
    unreadable.push_back(entry.repository + ": " + entry.stale_reason);
  }
  return unreadable;
}

// Reads everything and publishes the snapshot. Frees its memory before it returns.
Status build_snapshot(const BuildOptions& options, uint32_t jobs, const StopWatch& watch,
                      IndexWriter* writer, BuildSummary* summary) {
  NextGeneration next(writer);
  // If options.prepare has published these rules, this changes nothing. But an index whose segments
  // all cover them, or that has no segments, gets their names and texts with the snapshot.
  TRAWL_RETURN_IF_ERROR(put_rules({options.rules, options.catalogues}, &next));
  TRAWL_ASSIGN_OR_RETURN(std::vector<Rule> rules, rules_of(next.manifest()));
  rules = distinct_rules(std::move(rules));
  // All rules are compiled together here. Files of rules were compiled one rule at a time, because
  // only that shows which rule is wrong; filling in compiled only the rules that segments lacked.
  std::optional<RuleMatcher> matcher;
  if (!rules.empty()) {
    TRAWL_ASSIGN_OR_RETURN(matcher, RuleMatcher::compile(rules));
  }
  std::vector<RuleDigest> digests;  // by a hit's rule
  for (const Rule& rule : rules) digests.push_back(rule.digest);

  TRAWL_ASSIGN_OR_RETURN(const LiveIndex live, LiveIndex::open(*writer, options.snapshot, rules));
  LiveDocuments documents(&live);
  TRAWL_ASSIGN_OR_RETURN(
      Numberer numberer,
      Numberer::create(&options.repositories, &live, &documents, writer->pending_directory(),
                       options.memory / kTablesShare, options.replace));
  const auto segment_bytes =
      static_cast<uint64_t>(kSegmentShare * static_cast<double>(options.memory));
  SegmentAssembler assembler(live.dictionary() != nullptr ? ready_dictionary(live.dictionary())
                                                          : train_beside(options, jobs),
                             std::move(digests), segment_bytes);
  SegmentSink sink(writer);
  const uint64_t before = live.previous() != nullptr ? live.previous()->text_bytes : 0;
  Pipeline pipeline(options, matcher ? &*matcher : nullptr, &documents, &numberer, &assembler,
                    &sink, jobs, before);
  TRAWL_RETURN_IF_ERROR(pipeline.run());
  TRAWL_RETURN_IF_ERROR(check_text_lost(options, live.previous(), numberer.counts()));

  BuiltSnapshot built{
      options.snapshot, numberer.take(),   sink.take(), segment_bytes, assembler.used_dictionary(),
      options.origin,   options.parameters};
  built.parameters.max_file_size = options.max_file_size;
  summary->new_segments = static_cast<uint32_t>(built.segments.size());
  summary->counts = built.files.counts;
  summary->unreadable = unreadable_of(built.files.entries);
  summary->emptied = built.files.emptied;
  TRAWL_ASSIGN_OR_RETURN(
      const PublishedSnapshot published,
      publish_snapshot(live, std::move(built), std::move(next), watch.elapsed_ms()));
  summary->generation = published.generation;
  summary->counts.documents = published.documents;
  return {};
}

// The snapshot is already published, and stays as it is if this fails.
Status merge(const BuildOptions& options, uint32_t jobs, const StopWatch& watch,
             IndexWriter* writer, BuildSummary* summary) {
  MergeOptions merging;
  merging.memory = options.memory;
  merging.jobs = jobs;
  merging.milliseconds = [&watch] { return watch.elapsed_ms(); };
  merging.progress = [&](const MergeCounts& counts, double share) {
    if (!options.progress) return;
    BuildProgress progress;
    progress.counts = summary->counts;
    progress.merging = counts;
    progress.merged_share = share;
    options.progress(progress);
  };
  return merge_segments(writer, merging, &summary->merged);
}

// What to do when memory ran out.
Phrase memory_advice() {
  return "lower " + Term::kMemory + " or " + Term::kJobs;
}

Status build(const BuildOptions& options, BuildSummary* summary) {
  StopWatch watch;
  TRAWL_RETURN_IF_ERROR(check_options(options));
  TRAWL_ASSIGN_OR_RETURN(const uint32_t jobs, thread_count(options));
  keep_heap_within(options.memory);
  TRAWL_ASSIGN_OR_RETURN(IndexWriter writer, IndexWriter::open(options.index_directory));
  TRAWL_RETURN_IF_ERROR(check_repositories_lost(options, writer));
  if (options.prepare) {
    TRAWL_RETURN_IF_ERROR(options.prepare(&writer));
    watch = StopWatch();
  }
  TRAWL_RETURN_IF_ERROR(build_snapshot(options, jobs, watch, &writer, summary));
  return_freed_memory();
  summary->merge_failure = without_exceptions(
      memory_advice(), [&] { return merge(options, jobs, watch, &writer, summary); });
  summary->max_file_size = options.max_file_size;
  summary->index_bytes = writer.store_bytes();
  summary->left = writer.left_files();
  for (const SegmentFacts& segment : writer.manifest().segments) {
    summary->index_text_bytes += segment.text_bytes;
  }
  summary->milliseconds = watch.elapsed_ms();
  return {};
}

}  // namespace

Result<BuildSummary> build_index(const BuildOptions& options) {
  BuildSummary summary;
  TRAWL_RETURN_IF_ERROR(
      without_exceptions(memory_advice(), [&] { return build(options, &summary); }));
  return summary;
}

}  // namespace trawl
