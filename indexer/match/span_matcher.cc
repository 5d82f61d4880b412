// Iterates like ripgrep: the search continues where the last match ended. An empty match there does
// not count; the search then starts one byte later. a* on "baac" gives [0,0) [1,3) [4,4).
//
// Each pattern keeps its next match, and is searched for again only when the walk has passed the
// start of that match: so a pattern that is rare in a long line is not searched for at every match
// of another. An empty match that was returned is kept too, so the search after it starts one byte
// later, as in ripgrep: a\K on "aa" gives only [1,1).
#include "indexer/match/span_matcher.h"

#include <utility>
#include <vector>

#include "indexer/match/pcre2_engine.h"

namespace trawl {

struct SpanPatterns::Programs {
  std::vector<Pcre2Program> of_patterns;
};

SpanPatterns::SpanPatterns(std::shared_ptr<const Programs> programs)
    : programs_(std::move(programs)) {}

Result<SpanPatterns> SpanPatterns::compile(std::span<const Pattern> patterns) {
  auto programs = std::make_shared<Programs>();
  for (const Pattern& pattern : patterns) {
    TRAWL_ASSIGN_OR_RETURN(Pcre2Program program, Pcre2Program::compile(pattern));
    programs->of_patterns.push_back(std::move(program));
  }
  return SpanPatterns(std::move(programs));
}

struct SpanMatcher::State {
  // What is known about one pattern: its first match that begins at `from` or later.
  struct Part {
    bool is_known = false;  // whether `span` was searched for
    std::optional<Span> span;
  };

  SpanPatterns patterns;
  Pcre2Searcher searcher;
  std::vector<Part> parts;  // by pattern
  std::string_view line;
  size_t from = 0;                   // where the search continues
  std::optional<uint64_t> last_end;  // of the match before

  // The first match of any pattern.
  Result<std::optional<Span>> first();
};

SpanMatcher::SpanMatcher(std::unique_ptr<State> state) : state_(std::move(state)) {}
SpanMatcher::SpanMatcher(SpanMatcher&&) noexcept = default;
SpanMatcher& SpanMatcher::operator=(SpanMatcher&&) noexcept = default;
SpanMatcher::~SpanMatcher() = default;

Result<SpanMatcher> SpanMatcher::create(const SpanPatterns& patterns) {
  TRAWL_ASSIGN_OR_RETURN(Pcre2Searcher searcher, Pcre2Searcher::create());
  auto state = std::make_unique<State>(State{patterns, std::move(searcher), {}, {}, 0, {}});
  state->parts.resize(patterns.programs_->of_patterns.size());
  return SpanMatcher(std::move(state));
}

void SpanMatcher::begin(std::string_view line) {
  state_->line = line;
  state_->from = 0;
  state_->last_end.reset();
  for (State::Part& part : state_->parts) part.is_known = false;
}

Result<std::optional<Span>> SpanMatcher::State::first() {
  std::optional<Span> first;
  for (size_t i = 0; i < parts.size(); ++i) {
    Part& part = parts[i];
    const bool is_passed = part.span && part.span->begin < from;
    if (!part.is_known || is_passed) {
      TRAWL_ASSIGN_OR_RETURN(part.span,
                             searcher.find(patterns.programs_->of_patterns[i], line, from));
      part.is_known = true;
    }
    if (part.span && (!first || part.span->begin < first->begin)) first = part.span;
  }
  return first;
}

Result<std::optional<Span>> SpanMatcher::next() {
  State& walk = *state_;
  while (walk.from <= walk.line.size()) {
    TRAWL_ASSIGN_OR_RETURN(const std::optional<Span> span, walk.first());
    if (!span) break;
    if (span->begin == span->end && walk.last_end == span->end) {
      ++walk.from;
      continue;
    }
    walk.from = span->end;
    walk.last_end = span->end;
    return span;
  }
  walk.from = walk.line.size() + 1;
  return std::optional<Span>();
}

Result<bool> SpanMatcher::matches(std::string_view line) {
  for (const Pcre2Program& program : state_->patterns.programs_->of_patterns) {
    TRAWL_ASSIGN_OR_RETURN(const std::optional<Span> span, state_->searcher.find(program, line, 0));
    if (span) return true;
  }
  return false;
}

}  // namespace trawl
