// Verifies sorted candidates in listing order, on all processors when there is enough to do.
//
// Each thread takes the next parts, verifies them, and delivers what is ready at the front, unless
// another thread is at that: results come out as they are listed, and only what is under way is in
// memory. What goes in is cut to a size, a large file into parts, and the most that its matching
// lines can take is reserved until they are known; a thread that would put more under way than the
// budget waits for room.
//
// It promises what indexer/base/ordered_work.h says: order, a bound on what is under way, the first
// failure. But its threads are the standard library's, not TBB's as in a build: TBB exists only as
// a shared library, and without it `trawl` is linked statically, so that its start takes 1.8 ms
// instead of 3.0 (measured).
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "indexer/base/status.h"
#include "query/read/index_reader.h"
#include "query/search/candidate_files.h"
#include "query/search/file_parts.h"
#include "query/search/prepared_query.h"
#include "query/search/results.h"
#include "query/search/unit_verifier.h"

namespace trawl {

struct VerificationLimits {
  uint64_t memory = 0;  // bytes that may be under way; what is larger goes alone
  uint32_t jobs = 1;    // threads at most, the caller's among them
};

// One verification. All arguments must outlive it.
class ParallelVerification {
 public:
  ParallelVerification(const PreparedQuery& query, const CandidateFiles& candidates,
                       const VerificationLimits& limits, IndexReader* reader, ResultSink* sink);

  // Runs to the end, to the first error or until the sink has enough. What is thrown on any of the
  // threads ends it and comes out here. Called once.
  Status run();
  // What went into the sink.
  const PartSink& delivered() const { return sink_; }

 private:
  // Parts on their way, with what is taken for them from the budget.
  struct Token {
    PartBatch batch;
    uint64_t memory = 0;
    bool is_verified = false;
  };
  using Lock = std::unique_lock<std::mutex>;

  uint32_t thread_count() const;
  void work();
  void work_on_tokens();
  Token* take_next(Lock* lock);
  bool has_room(uint64_t memory) const;
  void verify(std::optional<UnitVerifier>* verifier, PartBatch* batch) const;
  void deliver_what_is_ready(Lock* lock);
  void stop();

  const PreparedQuery& query_;
  const CandidateFiles& candidates_;
  const VerificationLimits limits_;
  const std::shared_ptr<const SnapshotView> view_;
  PartSink sink_;  // of the thread that has set delivering_

  // What follows is shared by the threads, under the mutex.
  std::mutex mutex_;
  std::condition_variable changed_;  // there is room again, or nothing left to wait for
  PartSource source_;
  std::unique_ptr<Token> waiting_;             // the next token, until there is room for it
  std::deque<std::unique_ptr<Token>> tokens_;  // under way, in order
  uint64_t in_flight_ = 0;                     // bytes taken from the budget
  bool delivering_ = false;
  bool stopped_ = false;  // by an error, or by a sink that has enough
  Status status_;         // of the last delivery
  std::exception_ptr thrown_;
};

}  // namespace trawl
