// Where in a line any of several patterns matches, as ripgrep tells it of several -e: leftmost
// first, without overlaps; of two that begin at one byte the earlier pattern's.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/match/span_matcher.h"
#include "indexer/pattern/regex_syntax.h"

namespace trawl {

// Walks over one line at a time. One object, one thread.
class Submatches {
 public:
  // REQUIRES: there is a pattern. Errors name the pattern.
  static Result<Submatches> compile(std::span<const Pattern> patterns);

  // Begins with a line (without its '\n'), which must stay valid.
  void begin(std::string_view line);
  // The next match; none behind the last. Empty matches and errors are as SpanMatcher::next's.
  Result<std::optional<Span>> next();

 private:
  // A pattern, and its first match that begins at `from_` or later.
  struct Part {
    SpanMatcher matcher;
    bool is_known = false;  // whether `span` was searched for
    std::optional<Span> span;
  };

  explicit Submatches(std::vector<Part> parts) : parts_(std::move(parts)) {}
  // The first match of any pattern.
  Result<std::optional<Span>> first();

  std::vector<Part> parts_;
  std::string_view line_;
  size_t from_ = 0;
  std::optional<uint64_t> last_end_;  // of the match before
};

}  // namespace trawl
