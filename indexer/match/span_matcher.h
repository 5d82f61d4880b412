// Where in a line a pattern matches: PCRE2 with JIT, leftmost-first, for columns and JSON
// submatches.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "indexer/base/status.h"
#include "indexer/match/span.h"
#include "indexer/pattern/regex_syntax.h"

namespace trawl {

// How far the walk over the matches of one line has come.
struct SpanPosition {
  size_t from = 0;                   // where the search goes on
  std::optional<uint64_t> last_end;  // of the match before
};

// One compiled pattern with its match data. One object, one thread.
class SpanMatcher {
 public:
  static Result<SpanMatcher> compile(const Pattern& pattern);
  SpanMatcher(SpanMatcher&&) noexcept;
  SpanMatcher& operator=(SpanMatcher&&) noexcept;
  ~SpanMatcher();

  // The next of all non-overlapping matches of one line (without its '\n'), leftmost first; none
  // behind the last. After an empty match the search moves on by one byte, and an empty match where
  // the last one ended is none, both as in ripgrep. One at a time, since a line may have as many as
  // bytes. kInvalidArgument, naming the pattern, when the match limit was reached.
  Result<std::optional<Span>> next(std::string_view line, SpanPosition* position);
  // True when the line has a match.
  Result<bool> matches(std::string_view line);

 private:
  struct State;
  std::unique_ptr<State> state_;
  explicit SpanMatcher(std::unique_ptr<State> state);
};

}  // namespace trawl
