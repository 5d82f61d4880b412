// A search first runs on JIT code, which counts its steps but not the bytes that a repeated class
// takes, and keeps its backtracking on a stack of its own. If that stack is too small, for example
// for (?:a|b)* on a line of a megabyte, the interpreter repeats the search, with its backtracking
// on the heap. Only if that reaches a limit too is there no answer, and that is an error, never "no
// match".
#include "indexer/match/pcre2_engine.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <fmt/format.h>
#include <pcre2.h>

#include <string>
#include <utility>

#include "indexer/text/quantities.h"

namespace trawl {
namespace {

// Backtracking steps for one search. Measured: (a|aa)+$ on 40 "a" and a "b" stops after 0.35 s at
// this limit, while x.{0,10000}y on a megabyte of "x" needs fewer than 10 million.
constexpr uint32_t kMatchLimit = 100'000'000;
// Heap of the interpreter in KiB: (a|b)* on a line of a megabyte fits, and a runaway search does
// not take the machine's memory.
constexpr uint32_t kHeapLimitKib = 1U << 20;
constexpr size_t kJitStackStart = size_t{32} << 10;
constexpr size_t kJitStackMax = size_t{8} << 20;

struct FreePcre2 {
  void operator()(pcre2_code* code) const { pcre2_code_free(code); }
  void operator()(pcre2_compile_context* context) const { pcre2_compile_context_free(context); }
  void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
  void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
  void operator()(pcre2_jit_stack* stack) const { pcre2_jit_stack_free(stack); }
};

template <class T>
using Owned = std::unique_ptr<T, FreePcre2>;

PCRE2_SPTR units(std::string_view text) {
  // PCRE2 refuses a null pointer, which an empty view may have.
  return reinterpret_cast<PCRE2_SPTR>(text.data() == nullptr ? "" : text.data());
}

std::string error_text(int error) {
  PCRE2_UCHAR buffer[256];
  if (pcre2_get_error_message(error, buffer, sizeof buffer) < 0)
    return fmt::format("error {}", error);
  return reinterpret_cast<const char*>(buffer);
}

}  // namespace

struct Pcre2Program::Code {
  std::string text;  // the pattern as the user wrote it, for messages
  Owned<pcre2_code> code;
};

struct Pcre2Searcher::State {
  Owned<pcre2_match_context> context;
  Owned<pcre2_jit_stack> stack;
  Owned<pcre2_match_data> data;
};

Result<Pcre2Program> Pcre2Program::compile(const Pattern& pattern) {
  const Owned<pcre2_compile_context> context(pcre2_compile_context_create(nullptr));
  if (!context) return internal_error("PCRE2: out of memory");
  pcre2_set_newline(context.get(), PCRE2_NEWLINE_LF);
  const uint32_t options = PCRE2_NEVER_UTF | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C |
                           PCRE2_DOLLAR_ENDONLY | (pattern.caseless ? PCRE2_CASELESS : 0U);
  int error = 0;
  PCRE2_SIZE offset = 0;
  Owned<pcre2_code> code(pcre2_compile(units(pattern.pcre2), pattern.pcre2.size(), options, &error,
                                       &offset, context.get()));
  if (!code) {
    return invalid_argument(
               fmt::format("{} at byte {} of `{}`", error_text(error), offset, pattern.pcre2))
        .with_context(in_pattern(pattern.text));
  }
  // Without JIT, pcre2_match interprets: that is slower, but gives the same answer.
  pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE);
  return Pcre2Program(std::make_shared<Code>(Code{pattern.text, std::move(code)}));
}

Pcre2Searcher::Pcre2Searcher(std::unique_ptr<State> state) : state_(std::move(state)) {}
Pcre2Searcher::Pcre2Searcher(Pcre2Searcher&&) noexcept = default;
Pcre2Searcher& Pcre2Searcher::operator=(Pcre2Searcher&&) noexcept = default;
Pcre2Searcher::~Pcre2Searcher() = default;

Result<Pcre2Searcher> Pcre2Searcher::create() {
  auto state = std::make_unique<State>();
  state->context.reset(pcre2_match_context_create(nullptr));
  // One pair of offsets is enough, because nobody asks for groups.
  state->data.reset(pcre2_match_data_create(1, nullptr));
  if (!state->context || !state->data) return internal_error("PCRE2: out of memory");
  pcre2_set_match_limit(state->context.get(), kMatchLimit);
  pcre2_set_heap_limit(state->context.get(), kHeapLimitKib);
  // Null on platforms without JIT; the assignment then expects null.
  state->stack.reset(pcre2_jit_stack_create(kJitStackStart, kJitStackMax, nullptr));
  pcre2_jit_stack_assign(state->context.get(), nullptr, state->stack.get());
  return Pcre2Searcher(std::move(state));
}

Result<std::optional<Span>> Pcre2Searcher::find(const Pcre2Program& program, std::string_view line,
                                                size_t from) {
  const auto search = [&](uint32_t options) {
    return pcre2_match(program.code_->code.get(), units(line), line.size(), from, options,
                       state_->data.get(), state_->context.get());
  };
  int found = search(0);
  if (found == PCRE2_ERROR_JIT_STACKLIMIT) found = search(PCRE2_NO_JIT);
  if (found == PCRE2_ERROR_NOMATCH) return std::optional<Span>();
  if (found >= 0) {
    const PCRE2_SIZE* offsets = pcre2_get_ovector_pointer(state_->data.get());
    return std::optional<Span>(Span{offsets[0], offsets[1]});
  }
  const std::string& text = program.code_->text;
  if (found == PCRE2_ERROR_MATCHLIMIT || found == PCRE2_ERROR_DEPTHLIMIT ||
      found == PCRE2_ERROR_HEAPLIMIT) {
    const std::string what = fmt::format(
        "{} on a line of {}, so whether it matches is unknown; "
        "a pattern without repeats inside repeats needs fewer steps, and ",
        error_text(found), count_text(line.size(), "byte"));
    return invalid_argument(what + Term::kFileChoice + " can leave the file out")
        .with_context(in_pattern(text));
  }
  return internal_error("PCRE2: " + error_text(found)).with_context(in_pattern(text));
}

}  // namespace trawl
