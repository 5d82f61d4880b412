#include "query/search/parallel_verification.h"

#include <algorithm>
#include <system_error>
#include <thread>
#include <utility>

namespace trawl {
namespace {

// Smaller searches run in one thread, which verifies this much in 2.5 ms (measured: 10.5 MB in 25.8
// ms).
constexpr uint64_t kParallelBytes = 1 << 20;
// The number of batches under way per thread: enough that no thread waits for the one that
// delivers.
constexpr size_t kTokensPerThread = 4;

}  // namespace

ParallelVerification::ParallelVerification(const PreparedQuery& query,
                                           const CandidateFiles& candidates,
                                           const VerificationLimits& limits, IndexReader* reader,
                                           ResultSink* sink)
    : query_(query),
      candidates_(candidates),
      limits_(limits),
      view_(reader->view()),
      sink_(candidates, query.needs(), reader, sink),
      source_(candidates) {}

Status ParallelVerification::run() {
  const uint32_t threads = thread_count();
  std::vector<std::jthread> others;
  try {
    for (uint32_t i = 1; i < threads; ++i) others.emplace_back([this] { work(); });
  } catch (const std::system_error&) {
    // If the system refuses a thread, fewer threads give the same results.
  }
  work();
  others.clear();  // joins all of them
  if (thrown_ != nullptr) std::rethrow_exception(thrown_);
  return status_;
}

uint32_t ParallelVerification::thread_count() const {
  uint64_t bytes = 0;
  for (const CandidateFile& file : candidates_.files) {
    bytes += candidates_.documents[file.document].bytes;
  }
  return bytes < kParallelBytes ? 1 : limits_.jobs;
}

void ParallelVerification::work() {
  try {
    work_on_tokens();
  } catch (...) {
    const Lock lock(mutex_);
    thrown_ = std::current_exception();
    stop();
  }
}

void ParallelVerification::work_on_tokens() {
  std::optional<UnitVerifier> verifier;
  Lock lock(mutex_);
  while (Token* token = take_next(&lock)) {
    lock.unlock();
    verify(&verifier, &token->batch);
    lock.lock();
    // Most content has few matching lines, so the rest of the reservation is given back.
    const uint64_t memory = std::min(token->memory, token->batch.memory());
    in_flight_ -= token->memory - memory;
    token->memory = memory;
    token->is_verified = true;
    changed_.notify_all();
    deliver_what_is_ready(&lock);
  }
}

// Null when no batch is left, or when the sink wants no more.
ParallelVerification::Token* ParallelVerification::take_next(Lock* lock) {
  for (; !stopped_; changed_.wait(*lock)) {
    if (waiting_ == nullptr) {
      auto next = std::make_unique<Token>();
      if (!source_.next(&next->batch)) return nullptr;
      next->memory = next->batch.most_memory;
      waiting_ = std::move(next);
    }
    if (!has_room(waiting_->memory)) continue;
    in_flight_ += waiting_->memory;
    return tokens_.emplace_back(std::move(waiting_)).get();
  }
  return nullptr;
}

bool ParallelVerification::has_room(uint64_t memory) const {
  return tokens_.empty() || (tokens_.size() < kTokensPerThread * limits_.jobs &&
                             in_flight_ + memory <= limits_.memory);
}

void ParallelVerification::verify(std::optional<UnitVerifier>* verifier, PartBatch* batch) const {
  if (!*verifier) {
    Result<UnitVerifier> created =
        UnitVerifier::create(query_.matcher(), query_.lines(), ContentReader(view_));
    if (!created.is_ok()) {
      batch->status = created.status();
      batch->parts.clear();
      return;
    }
    verifier->emplace(std::move(created).value());
  }
  verify_parts(candidates_, &**verifier, batch);
}

void ParallelVerification::deliver_what_is_ready(Lock* lock) {
  if (delivering_) return;  // the delivering thread will see this batch too
  delivering_ = true;
  while (!stopped_ && !tokens_.empty() && tokens_.front()->is_verified) {
    // The batch stays in the queue during delivery, because it still counts as under way.
    const PartBatch& batch = tokens_.front()->batch;
    lock->unlock();
    const Result<bool> more = sink_.deliver(batch);
    lock->lock();
    in_flight_ -= tokens_.front()->memory;
    tokens_.pop_front();
    status_ = more.status();
    if (!more.is_ok() || !*more) stop();
    changed_.notify_all();
  }
  delivering_ = false;
}

void ParallelVerification::stop() {
  stopped_ = true;
  changed_.notify_all();
}

}  // namespace trawl
