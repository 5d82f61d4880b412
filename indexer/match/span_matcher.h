// Where in a line a pattern matches: PCRE2 with JIT, leftmost-first, for columns and JSON
// submatches.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/pattern/regex_syntax.h"

namespace trawl {

struct Span {
  uint64_t begin = 0;  // bytes from the line's begin
  uint64_t end = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

// One compiled pattern with its match data. One object, one thread.
class SpanMatcher {
 public:
  static Result<SpanMatcher> compile(const Pattern& pattern);
  SpanMatcher(SpanMatcher&&) noexcept;
  SpanMatcher& operator=(SpanMatcher&&) noexcept;
  ~SpanMatcher();

  // Replaces `*spans` by all non-overlapping matches of one line (without its '\n'), leftmost
  // first; after an empty match the search moves on by one byte, and an empty match where the last
  // one ended is none, both as in ripgrep. kInvalidArgument, naming the pattern, when the match
  // limit was reached.
  Status find_all(std::string_view line, std::vector<Span>* spans);
  // True when the line has a match.
  Result<bool> matches(std::string_view line);

 private:
  struct State;
  std::unique_ptr<State> state_;
  explicit SpanMatcher(std::unique_ptr<State> state);
};

}  // namespace trawl
