// Calls TBB, and passes TBB's calls straight on to token_pipeline.h. In a build with
// ThreadSanitizer this file is compiled without it: TBB reads its own tasks and filters on a thread
// that did not make them, and that is not a race of ours. So only plain pointers belong here.
#include "indexer/base/token_pipeline.h"

#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <new>

namespace trawl {
namespace {

// Waits for TBB's threads at exit. Otherwise the last of them frees TBB's global state at some time
// during exit, while other things are being torn down.
class ThreadsUntilExit {
 public:
  ThreadsUntilExit() = default;
  ~ThreadsUntilExit() { tbb::finalize(handle_, std::nothrow); }
  ThreadsUntilExit(const ThreadsUntilExit&) = delete;
  ThreadsUntilExit& operator=(const ThreadsUntilExit&) = delete;

 private:
  tbb::task_scheduler_handle handle_{tbb::attach{}};
};

tbb::filter<void, void*> chain(std::span<PipelineStage> stages) {
  PipelineStage* source = &stages.front();
  auto filters = tbb::make_filter<void, void*>(tbb::filter_mode::serial_in_order,
                                               [source](tbb::flow_control& control) {
                                                 void* token = source->run(source, nullptr);
                                                 if (token == nullptr) control.stop();
                                                 return token;
                                               });
  for (PipelineStage& stage : stages.subspan(1, stages.size() - 2)) {
    filters = filters &
              tbb::make_filter<void*, void*>(
                  stage.is_serial ? tbb::filter_mode::serial_in_order : tbb::filter_mode::parallel,
                  [&stage](void* token) { return stage.run(&stage, token); });
  }
  return filters;
}

}  // namespace

void run_stages(uint32_t jobs, uint32_t most_tokens, std::span<PipelineStage> stages) {
  static const ThreadsUntilExit threads;
  // With one processor TBB wants no worker once `limit` is gone, but an arena that has had workers
  // is freed by a worker: the wait at exit would never end.
  if (tbb::info::default_concurrency() == 1) jobs = 1;
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, jobs);
  PipelineStage* last = &stages.back();
  const tbb::filter<void, void> filters =
      chain(stages) &
      tbb::make_filter<void*, void>(
          last->is_serial ? tbb::filter_mode::serial_in_order : tbb::filter_mode::parallel,
          [last](void* token) { last->run(last, token); });
  // TBB's own arena never holds more threads than the machine has processors.
  tbb::task_arena arena(static_cast<int>(jobs));
  arena.execute([&] { tbb::parallel_pipeline(most_tokens, filters); });
}

void run_functions(uint32_t jobs, std::span<SideFunction> functions) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, jobs);
  tbb::parallel_for(
      size_t{0}, functions.size(), [&](size_t i) { functions[i].run(&functions[i]); },
      tbb::simple_partitioner());
}

}  // namespace trawl
