// Verifies sorted candidates in listing order, on all processors if there is enough to do.
//
// Each thread takes the next parts, verifies them, and then delivers the verified parts at the
// front of the queue unless another thread is delivering. So results come out in listing order, and
// only parts under way are in memory. Large files are cut into parts of limited size. The memory
// that a part's matching lines can take at most is reserved until they are known. A thread that
// would exceed the budget waits for room.
//
// The promises are those of indexer/base/ordered_work.h: order, a bound on what is under way, and
// the first failure. But the threads come from the standard library and not from TBB as in a build.
// TBB exists only as a shared library; without it `trawl` is linked statically and starts in 1.8 ms
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
  uint64_t memory = 0;  // bytes that may be under way; a larger batch runs alone
  uint32_t jobs = 1;    // most threads, including the caller's
};

// One verification. All arguments must outlive it.
class ParallelVerification {
 public:
  ParallelVerification(const PreparedQuery& query, const CandidateFiles& candidates,
                       const VerificationLimits& limits, IndexReader* reader, ResultSink* sink);

  // Runs to the end, to the first error, or until the sink has enough. An exception on any thread
  // ends the run and is thrown again here. Call it only once.
  Status run();
  // What was delivered to the sink.
  const PartSink& delivered() const { return sink_; }

 private:
  // A batch under way, with the memory taken for it from the budget.
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
  PartSink sink_;  // used by the thread that has set delivering_

  // The threads share the members below, under the mutex.
  std::mutex mutex_;
  std::condition_variable changed_;  // signals that there is room again, or that the run ends
  PartSource source_;
  std::unique_ptr<Token> waiting_;             // the next batch, while there is no room for it
  std::deque<std::unique_ptr<Token>> tokens_;  // under way, in order
  uint64_t in_flight_ = 0;                     // bytes taken from the budget
  bool delivering_ = false;
  bool stopped_ = false;  // after an error, or when the sink has enough
  Status status_;         // result of the last delivery
  std::exception_ptr thrown_;
};

}  // namespace trawl
