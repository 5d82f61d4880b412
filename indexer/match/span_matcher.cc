// Like ripgrep's iteration: the search goes on where the last match ended, and an empty match there
// does not count but moves the begin of the search on by one byte. a* on "baac" gives [0,0) [1,3)
// [4,4).
#include "indexer/match/span_matcher.h"

#include <utility>

#include "indexer/match/pcre2_engine.h"

namespace trawl {

struct SpanMatcher::State {
  Pcre2Program program;
  Pcre2Searcher searcher;
};

SpanMatcher::SpanMatcher(std::unique_ptr<State> state) : state_(std::move(state)) {}
SpanMatcher::SpanMatcher(SpanMatcher&&) noexcept = default;
SpanMatcher& SpanMatcher::operator=(SpanMatcher&&) noexcept = default;
SpanMatcher::~SpanMatcher() = default;

Result<SpanMatcher> SpanMatcher::compile(const Pattern& pattern) {
  TRAWL_ASSIGN_OR_RETURN(Pcre2Program program, Pcre2Program::compile(pattern));
  TRAWL_ASSIGN_OR_RETURN(Pcre2Searcher searcher, Pcre2Searcher::create());
  return SpanMatcher(std::make_unique<State>(State{std::move(program), std::move(searcher)}));
}

Result<std::optional<Span>> SpanMatcher::next(std::string_view line, SpanPosition* position) {
  while (position->from <= line.size()) {
    TRAWL_ASSIGN_OR_RETURN(const std::optional<Span> span,
                           state_->searcher.find(state_->program, line, position->from));
    if (!span) break;
    if (span->begin == span->end && position->last_end == span->end) {
      ++position->from;
      continue;
    }
    position->from = span->end;
    position->last_end = span->end;
    return span;
  }
  position->from = line.size() + 1;
  return std::optional<Span>();
}

Result<bool> SpanMatcher::matches(std::string_view line) {
  TRAWL_ASSIGN_OR_RETURN(const std::optional<Span> span,
                         state_->searcher.find(state_->program, line, 0));
  return span.has_value();
}

}  // namespace trawl
