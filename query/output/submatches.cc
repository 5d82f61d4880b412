// Each pattern keeps its next match, and is searched for again only when the walk has passed where
// that begins: so a pattern that is rare in a long line is not looked for at every match of
// another.
#include "query/output/submatches.h"

#include <utility>

namespace trawl {

Result<Submatches> Submatches::compile(std::span<const Pattern> patterns) {
  std::vector<Part> parts;
  for (const Pattern& pattern : patterns) {
    TRAWL_ASSIGN_OR_RETURN(SpanMatcher matcher, SpanMatcher::compile(pattern));
    parts.push_back({std::move(matcher), false, {}});
  }
  return Submatches(std::move(parts));
}

void Submatches::begin(std::string_view line) {
  line_ = line;
  from_ = 0;
  last_end_.reset();
  for (Part& part : parts_) part.is_known = false;
}

Result<std::optional<Span>> Submatches::first() {
  std::optional<Span> first;
  for (Part& part : parts_) {
    const bool is_passed = part.span && part.span->begin < from_;
    if (!part.is_known || is_passed) {
      SpanPosition position{from_, {}};
      TRAWL_ASSIGN_OR_RETURN(part.span, part.matcher.next(line_, &position));
      part.is_known = true;
    }
    if (part.span && (!first || part.span->begin < first->begin)) first = part.span;
  }
  return first;
}

Result<std::optional<Span>> Submatches::next() {
  while (from_ <= line_.size()) {
    TRAWL_ASSIGN_OR_RETURN(const std::optional<Span> span, first());
    if (!span) break;
    if (span->begin == span->end && last_end_ == span->end) {
      ++from_;
      continue;
    }
    from_ = span->end;
    last_end_ = span->end;
    return span;
  }
  from_ = line_.size() + 1;
  return std::optional<Span>();
}

}  // namespace trawl
