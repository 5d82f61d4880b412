// A small pipeline with a race on demand. It proves that the marks of token_pipeline.h leave races
// visible.
//
//   seeded_race none                  no race: each counter belongs to one serial stage
//   seeded_race parallel              runs of one parallel stage write one counter
//   seeded_race serial_and_parallel   a parallel stage also writes a serial stage's counter
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string_view>

#include "indexer/base/token_pipeline.h"

namespace trawl {
namespace {

constexpr uint32_t kJobs = 4;
constexpr int kTokens = 64;
constexpr useconds_t kStepMicroseconds = 100;
// Up to a second, because a loaded machine may start its threads late.
constexpr int kMaxSteps = 10000;

struct Token {
  int number = 0;
};

class SmallPipeline {
 public:
  explicit SmallPipeline(std::string_view seed)
      : parallel_(seed == "parallel"), serial_and_parallel_(seed == "serial_and_parallel") {}

  // Runs the pipeline and returns the number of tokens that reached its end.
  int run() {
    PipelineStage stages[] = {
        source_stage<Token, &SmallPipeline::next>(this),
        parallel_stage<&SmallPipeline::work>(this),
        serial_stage<&SmallPipeline::count>(this),
    };
    run_pipeline(kJobs, kJobs * 4, stages);
    return delivered_;
  }

 private:
  std::unique_ptr<Token> next() {
    if (source_ == kTokens) return nullptr;
    auto token = std::make_unique<Token>();
    token->number = ++source_;
    return token;
  }

  void work(Token* token) {
    // Waits until two run at a time, but without ordering them, because the serial stages in
    // between would order them otherwise.
    running_.fetch_add(1, std::memory_order_relaxed);
    for (int i = 0; i < kMaxSteps && running_.load(std::memory_order_relaxed) < 2; ++i) {
      usleep(kStepMicroseconds);
    }
    if (parallel_) ++worked_;
    if (serial_and_parallel_ && token->number % 2 == 0) ++delivered_;
  }

  void count(Token*) { ++delivered_; }

  bool parallel_, serial_and_parallel_;
  int source_ = 0;
  int worked_ = 0;
  int delivered_ = 0;
  std::atomic<int> running_{0};
};

}  // namespace
}  // namespace trawl

int main(int argc, char** argv) {
  trawl::SmallPipeline pipeline(argc > 1 ? argv[1] : "none");
  std::printf("%d tokens\n", pipeline.run());
  return 0;
}
