// Runs pipelines of stages over tokens, and functions side by side, on TBB's threads. Builds use
// it, a search does not: see ordered_work.h.
//
// Debian's TBB is not compiled with ThreadSanitizer, and the code of its headers reads what another
// thread has written before any line of ours runs. So that code is compiled only in
// token_pipeline.cc, without ThreadSanitizer like the rest of TBB, and everything here that TBB
// calls is marked with what TBB guarantees: a token's stages follow each other, a serial stage's
// runs follow each other, and the caller's work comes before all runs and continues after them.
// Nothing orders two runs of parallel stages.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "indexer/base/thread_handover.h"

namespace trawl {

// A stage is a method of an owner; serial ones take the tokens one by one, in order.
struct PipelineStage {
  // Runs the method on a token, which the last stage deletes. The first stage gets no token and
  // returns the next one, null at the end.
  void* (*run)(PipelineStage* stage, void* token);
  void* owner;
  bool is_serial;
  bool is_last = false;
};

// One of several functions that run side by side.
struct SideFunction {
  void (*run)(SideFunction* side);
  const void* function;
};

// TBB itself; only run_pipeline and run_side_by_side call these.
void run_stages(uint32_t jobs, uint32_t most_tokens, std::span<PipelineStage> stages);
void run_functions(uint32_t jobs, std::span<SideFunction> functions);

// Marks one run of a stage or function. Its state has two addresses: one for what is handed over to
// the runs, and one for what they hand over to the caller.
class MarkedRun {
 public:
  MarkedRun(void* start, void* end, bool is_serial)
      : start_(start), end_(end), is_serial_(is_serial) {}
  ~MarkedRun() {
    if (is_serial_) hand_over(start_);
    hand_over(end_);
  }
  MarkedRun(const MarkedRun&) = delete;
  MarkedRun& operator=(const MarkedRun&) = delete;

 private:
  void* start_;
  void* end_;
  bool is_serial_;
};

template <class Owner, class Token>
constexpr Owner* stage_owner(void (Owner::*)(Token*));
template <class Owner, class Token>
constexpr Token* stage_token(void (Owner::*)(Token*));

// The method is void(Token*).
template <auto kMethod>
void* run_stage(PipelineStage* stage, void* raw_token) {
  using Owner = decltype(stage_owner(kMethod));
  using Token = decltype(stage_token(kMethod));
  take_over(stage);
  take_over(raw_token);
  const MarkedRun marked(stage, &stage->owner, stage->is_serial);
  const auto token = static_cast<Token>(raw_token);
  (static_cast<Owner>(stage->owner)->*kMethod)(token);
  if (stage->is_last) {
    delete token;
    return nullptr;
  }
  hand_over(token);
  return token;
}

template <class Owner, class Token, std::unique_ptr<Token> (Owner::*kMethod)()>
void* run_source(PipelineStage* stage, void*) {
  take_over(stage);
  const MarkedRun marked(stage, &stage->owner, true);
  Token* token = (static_cast<Owner*>(stage->owner)->*kMethod)().release();
  if (token != nullptr) hand_over(token);
  return token;
}

// The first stage: its method is std::unique_ptr<Token>(), null at the end.
template <class Token, auto kMethod, class Owner>
PipelineStage source_stage(Owner* owner) {
  return {&run_source<Owner, Token, kMethod>, owner, true};
}
template <auto kMethod, class Owner>
PipelineStage serial_stage(Owner* owner) {
  return {&run_stage<kMethod>, owner, true};
}
template <auto kMethod, class Owner>
PipelineStage parallel_stage(Owner* owner) {
  return {&run_stage<kMethod>, owner, false};
}

// Runs all tokens of the first stage through the others, on `jobs` threads including this one, with
// at most `most_tokens` under way. REQUIRES: two stages or more. An exception from a method ends
// the pipeline and is thrown from here; the tokens under way are then lost.
inline void run_pipeline(uint32_t jobs, uint32_t most_tokens, std::span<PipelineStage> stages) {
  stages.back().is_last = true;
  for (PipelineStage& stage : stages) hand_over(&stage);
  run_stages(jobs, most_tokens, stages);
  for (PipelineStage& stage : stages) take_over(&stage.owner);
}

template <class Function>
void run_function(SideFunction* side) {
  take_over(side);
  const MarkedRun marked(side, &side->function, false);
  (*static_cast<const Function*>(side->function))();
}

// Calls the functions on up to `jobs` threads, including this one, and waits for all.
template <class... Functions>
void run_side_by_side(uint32_t jobs, const Functions&... functions) {
  SideFunction sides[] = {{&run_function<Functions>, &functions}...};
  for (SideFunction& side : sides) hand_over(&side);
  run_functions(jobs, sides);
  for (SideFunction& side : sides) take_over(&side.function);
}

}  // namespace trawl
