// Finds where in a line patterns match: PCRE2 with JIT, leftmost-first, for columns and JSON
// submatches.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "indexer/base/status.h"
#include "indexer/match/span.h"
#include "indexer/pattern/regex_syntax.h"

namespace trawl {

// Patterns compiled for SpanMatcher. Immutable, shared between threads, cheap to copy.
class SpanPatterns {
 public:
  // REQUIRES: there is a pattern. Errors name the pattern.
  static Result<SpanPatterns> compile(std::span<const Pattern> patterns);

 private:
  friend class SpanMatcher;
  struct Programs;
  std::shared_ptr<const Programs> programs_;
  explicit SpanPatterns(std::shared_ptr<const Programs> programs);
};

// Finds where any of the patterns matches, one line at a time, like ripgrep with several -e:
// leftmost first, without overlaps; of two matches that begin at the same byte, the earlier
// pattern's. One object, one thread.
class SpanMatcher {
 public:
  static Result<SpanMatcher> create(const SpanPatterns& patterns);
  SpanMatcher(SpanMatcher&&) noexcept;
  SpanMatcher& operator=(SpanMatcher&&) noexcept;
  ~SpanMatcher();

  // Starts with a line (without its '\n'), which must stay valid.
  void begin(std::string_view line);
  // The next match of the line; nullopt after the last. After an empty match the search moves on by
  // one byte, and an empty match where the last one ended does not count, both as in ripgrep.
  // Matches come one at a time because a line may have as many as it has bytes. kInvalidArgument,
  // naming the pattern, when the match limit was reached.
  Result<std::optional<Span>> next();
  // True when the line has a match. It does not disturb begin() and next().
  Result<bool> matches(std::string_view line);

 private:
  struct State;
  std::unique_ptr<State> state_;
  explicit SpanMatcher(std::unique_ptr<State> state);
};

}  // namespace trawl
