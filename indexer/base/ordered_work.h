// Work in pieces that are begun and handed over in order; what takes long in between is done by
// all threads that are idle.
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
//   Result<bool> begin(Piece*)         fills the next piece; false: there is none
//   Status work(Piece*)                may run on several threads at once
//   Status hand_over(const Piece&)     in the order in which pieces were begun
// of which begin() runs beside hand_over(), each on one thread at a time. After a failure no piece
// is handed over any more. Pieces are kept and used again. One object, one run.
template <class Owner, class Piece>
class OrderedWork {
 public:
  explicit OrderedWork(Owner* owner) : owner_(owner) {}

  // On up to `jobs` threads with this one among them; the first failure, if any.
  Status run(uint32_t jobs);

 private:
  // Pieces under way at once, whatever the number of threads: they take memory.
  static constexpr uint32_t kMaxPieces = 3;

  struct Token {
    std::unique_ptr<Piece> piece;
    Status status;
  };

  std::unique_ptr<Token> begin();
  void work(Token* token) {
    if (token->status.is_ok()) token->status = owner_->work(token->piece.get());
  }
  void hand_over(Token* token);
  std::unique_ptr<Piece> free_piece();

  Owner* owner_;
  std::mutex mutex_;  // guards what follows
  std::vector<std::unique_ptr<Piece>> free_;
  Status status_;
};

// Null once something failed.
template <class Owner, class Piece>
std::unique_ptr<Piece> OrderedWork<Owner, Piece>::free_piece() {
  const std::lock_guard lock(mutex_);
  if (!status_.is_ok()) return nullptr;
  if (free_.empty()) return std::make_unique<Piece>();
  std::unique_ptr<Piece> piece = std::move(free_.back());
  free_.pop_back();
  return piece;
}

template <class Owner, class Piece>
auto OrderedWork<Owner, Piece>::begin() -> std::unique_ptr<Token> {
  std::unique_ptr<Piece> piece = free_piece();
  if (piece == nullptr) return nullptr;
  const Result<bool> begun = owner_->begin(piece.get());
  if (begun.is_ok() && !*begun) return nullptr;
  return std::make_unique<Token>(std::move(piece), begun.status());
}

template <class Owner, class Piece>
void OrderedWork<Owner, Piece>::hand_over(Token* token) {
  // Of this stage alone, but for the look that free_piece takes.
  Status status = status_;
  if (status.is_ok()) status = token->status;
  if (status.is_ok()) status = owner_->hand_over(*token->piece);
  const std::lock_guard lock(mutex_);
  status_ = std::move(status);
  free_.push_back(std::move(token->piece));
}

template <class Owner, class Piece>
Status OrderedWork<Owner, Piece>::run(uint32_t jobs) {
  PipelineStage stages[] = {
      source_stage<Token, &OrderedWork::begin>(this),
      parallel_stage<&OrderedWork::work>(this),
      serial_stage<&OrderedWork::hand_over>(this),
  };
  run_pipeline(jobs, std::min(jobs + 1, kMaxPieces), stages);
  return status_;
}

}  // namespace trawl
