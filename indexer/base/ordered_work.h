// Work in batches that are begun and handed over in order; all idle threads share the slow part in
// between.
//
// Each ordered pipeline of the project promises this: batches are handed over in the order in which
// they were begun; the work under way at once is bounded, by a number of batches or of bytes; the
// first batch in order that fails ends the run, nothing after it is handed over, and its status is
// the result. Builds run on TBB (token_pipeline.h). A search keeps the same promise without TBB:
// query/search/parallel_verification.h says why.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/base/token_pipeline.h"

namespace trawl {

// An Owner has
//   Result<bool> begin(Batch*)         fills the next batch; false: there is none
//   Status work(Batch*)                may run on several threads at once
//   Status hand_over(const Batch&)     in the order in which batches were begun
// begin() may run at the same time as hand_over(), each on one thread at a time. After a failure no
// more batches are handed over. Batches are reused. One object, one run.
template <class Owner, class Batch>
class OrderedWork {
 public:
  explicit OrderedWork(Owner* owner) : owner_(owner) {}

  // Runs on up to `jobs` threads, this one included; returns the first failure, if any.
  Status run(uint32_t jobs);

 private:
  // Batches under way at once, however many threads there are, because batches take memory.
  static constexpr uint32_t kMaxBatches = 3;

  struct Token {
    std::unique_ptr<Batch> batch;
    Status status;
  };

  std::unique_ptr<Token> begin();
  void work(Token* token) {
    if (token->status.is_ok()) token->status = owner_->work(token->batch.get());
  }
  void hand_over(Token* token);
  std::unique_ptr<Batch> free_batch();

  Owner* owner_;
  std::mutex mutex_;  // guards the members below
  std::vector<std::unique_ptr<Batch>> free_;
  Status status_;
};

// Null once something has failed.
template <class Owner, class Batch>
std::unique_ptr<Batch> OrderedWork<Owner, Batch>::free_batch() {
  const std::lock_guard lock(mutex_);
  if (!status_.is_ok()) return nullptr;
  if (free_.empty()) return std::make_unique<Batch>();
  std::unique_ptr<Batch> batch = std::move(free_.back());
  free_.pop_back();
  return batch;
}

template <class Owner, class Batch>
auto OrderedWork<Owner, Batch>::begin() -> std::unique_ptr<Token> {
  std::unique_ptr<Batch> batch = free_batch();
  if (batch == nullptr) return nullptr;
  const Result<bool> begun = owner_->begin(batch.get());
  if (begun.is_ok() && !*begun) return nullptr;
  return std::make_unique<Token>(Token{std::move(batch), begun.status()});
}

template <class Owner, class Batch>
void OrderedWork<Owner, Batch>::hand_over(Token* token) {
  // Read without the lock: only this stage writes it, and free_batch just reads it.
  Status status = status_;
  if (status.is_ok()) status = token->status;
  if (status.is_ok()) status = owner_->hand_over(*token->batch);
  const std::lock_guard lock(mutex_);
  status_ = std::move(status);
  free_.push_back(std::move(token->batch));
}

template <class Owner, class Batch>
Status OrderedWork<Owner, Batch>::run(uint32_t jobs) {
  PipelineStage stages[] = {
      source_stage<Token, &OrderedWork::begin>(this),
      parallel_stage<&OrderedWork::work>(this),
      serial_stage<&OrderedWork::hand_over>(this),
  };
  run_pipeline(jobs, std::min(jobs + 1, kMaxBatches), stages);
  return status_;
}

}  // namespace trawl
