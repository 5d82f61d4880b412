// PCRE2 in two types: a compiled program that threads share, and the space in which one thread
// searches. Byte mode: no UTF, no Unicode properties; '\n' is the only newline; a subject is one
// line without it.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "indexer/base/status.h"
#include "indexer/match/span.h"
#include "indexer/pattern/regex_syntax.h"

namespace trawl {

// A pattern compiled, with JIT where the platform has it. Immutable, shared between threads, cheap
// to copy.
class Pcre2Program {
 public:
  // kInvalidArgument with the pattern, the reason and its byte offset.
  static Result<Pcre2Program> compile(const Pattern& pattern);

 private:
  friend class Pcre2Searcher;
  struct Code;
  std::shared_ptr<const Code> code_;
  explicit Pcre2Program(std::shared_ptr<const Code> code) : code_(std::move(code)) {}
};

// What a search needs beside the program: match data, limits, a JIT stack. One object, one thread;
// it serves any number of programs, one after another.
class Pcre2Searcher {
 public:
  static Result<Pcre2Searcher> create();
  Pcre2Searcher(Pcre2Searcher&&) noexcept;
  Pcre2Searcher& operator=(Pcre2Searcher&&) noexcept;
  ~Pcre2Searcher();

  // The first match that begins at or after `from`, leftmost-first; nullopt when there is none.
  // Look-behinds see the bytes before `from`. kInvalidArgument naming the pattern when a limit was
  // reached. REQUIRES: from <= line.size().
  Result<std::optional<Span>> find(const Pcre2Program& program, std::string_view line, size_t from);

 private:
  struct State;
  std::unique_ptr<State> state_;
  explicit Pcre2Searcher(std::unique_ptr<State> state);
};

}  // namespace trawl
