// Chooses the engine of each pattern. Why that choice keeps every matching line:
//
// A line matches if the pattern matches the line's own bytes, alone. Scanning each line alone is
// slow, so the whole text is scanned once and reports are turned into lines. Let a line take the
// positions [b, e] of the text, where e is the place of its '\n' or the text's end. Every position
// is in exactly one line, except the one after a last '\n', which is in none.
//
// 1. No line is lost. Let the line alone match at [i, j). In the text the pattern then matches at
//    [b+i, b+j): it meets the same bytes, and each assertion holds there if it held in the line
//    alone. '^' holds at b, which is the text's start or follows a '\n'; '$' at e, which is the
//    text's end or stands before a '\n'; \b and \B see '\n' where the line alone has nothing, and
//    both are non-word. Hyperscan, without start offsets and without SINGLEMATCH, reports every end
//    of every match (and with ALLOWEMPTY those of empty ones), so a report's end b+j lies in the
//    line.
// 2. No line is added, if no match of the pattern can hold a '\n': the match [s, t) of a report
//    then lies in one line, and by the argument of 1 in reverse it is a match of that line alone.
//    An end just after a '\n' is an empty match, of the next line.
// 3. Parsing takes '\n' out of every class and refuses it elsewhere, and Hyperscan does not run
//    what the tree does not model. A pattern without this proof runs on PCRE2: a[^x]*b, if the
//    class held '\n', would report a line of "a\nb", which does not match.
//
// PCRE2 decides line by line what Hyperscan refuses, and what would take too long to compile. If
// possible, Hyperscan still picks the candidates, with the expression of line_filter.h, for which 1
// holds likewise.
#include "indexer/match/matcher.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "indexer/match/compiled_matcher.h"
#include "indexer/match/line_filter.h"

namespace trawl {
namespace {

// Bytes of bounded repeats that Hyperscan may spell out for one pattern. Measured compile times at
// this size: x.{0,200}y 15 ms, x[a-f]{200}y 18 ms, (foo|ba){40} 13 ms; they grow faster than the
// size does, to 200 ms at x.{0,1000}y and 3 s at x.{0,10000}y.
constexpr uint64_t kMaxRepeatedPositions = 200;

// Moves the pattern to PCRE2, after a filter if there is one that has not just been refused itself.
Status move_to_pcre2(std::string refusal, CompiledPattern* compiled) {
  const bool filter_refused = compiled->decider == Decider::kFilteredPcre2;
  if (!filter_refused) {
    TRAWL_ASSIGN_OR_RETURN(compiled->program, Pcre2Program::compile(compiled->pattern));
    compiled->refusal = std::move(refusal);
  }
  const bool filtered = !filter_refused && !line_filter(compiled->pattern.root).empty();
  compiled->decider = filtered ? Decider::kFilteredPcre2 : Decider::kPcre2;
  return {};
}

// Makes the choice that does not depend on Hyperscan's answer.
Result<CompiledPattern> choose(Pattern pattern) {
  CompiledPattern compiled;
  compiled.pattern = std::move(pattern);
  compiled.facts = prove_line_facts(compiled.pattern.root);
  if (compiled.facts.matches_every_line) {
    compiled.decider = Decider::kEveryLine;
    return compiled;
  }
  if (compiled.pattern.hyperscan.empty()) {
    TRAWL_RETURN_IF_ERROR(move_to_pcre2(compiled.pattern.hyperscan_refusal, &compiled));
    return compiled;
  }
  if (compiled.facts.may_consume_newline) {
    TRAWL_RETURN_IF_ERROR(move_to_pcre2("may match a newline", &compiled));
    return compiled;
  }
  const uint64_t repeated = repeated_positions(compiled.pattern.root);
  if (repeated > kMaxRepeatedPositions) {
    const Status moved =
        move_to_pcre2(fmt::format("repeats of {} bytes, more than the {} that compile quickly",
                                  repeated, kMaxRepeatedPositions),
                      &compiled);
    if (moved.is_ok()) return compiled;
    // Too large for PCRE2 as well, for example (ab){5000}: a slow compile is better than none.
  }
  compiled.decider = Decider::kHyperscan;
  return compiled;
}

// The expression that Hyperscan gets for a pattern; none when it has no part in it.
std::optional<HyperscanExpression> expression_of(const CompiledPattern& compiled, size_t id) {
  const Pattern& pattern = compiled.pattern;
  const auto number = static_cast<uint32_t>(id);
  if (compiled.decider == Decider::kHyperscan) {
    return HyperscanExpression{pattern.hyperscan, pattern.caseless, number};
  }
  if (compiled.decider != Decider::kFilteredPcre2) return std::nullopt;
  // The tree has the folding applied, so the filter is never caseless.
  return HyperscanExpression{line_filter(pattern.root), false, number};
}

std::vector<HyperscanExpression> expressions_of(const std::vector<CompiledPattern>& patterns) {
  std::vector<HyperscanExpression> expressions;
  for (size_t i = 0; i < patterns.size(); ++i) {
    if (auto expression = expression_of(patterns[i], i)) {
      expressions.push_back(std::move(*expression));
    }
  }
  return expressions;
}

// Asks about each pattern alone. A set is refused because of one pattern at a time, and with 1,000
// patterns each try takes seconds (measured: 58 s with 20 refused ones among them).
Status move_refused(std::vector<CompiledPattern>* patterns) {
  for (size_t i = 0; i < patterns->size(); ++i) {
    CompiledPattern& pattern = (*patterns)[i];
    while (const auto expression = expression_of(pattern, i)) {
      TRAWL_ASSIGN_OR_RETURN(auto outcome, HyperscanDatabase::compile({*expression}));
      if (outcome.database) break;
      TRAWL_RETURN_IF_ERROR(move_to_pcre2(outcome.refusal, &pattern));
    }
  }
  return {};
}

// Compiles what is on Hyperscan, moving patterns off it until it accepts the rest.
Result<std::unique_ptr<HyperscanDatabase>> compile_database(
    std::vector<CompiledPattern>* patterns) {
  for (bool is_first = true;; is_first = false) {
    const std::vector<HyperscanExpression> expressions = expressions_of(*patterns);
    if (expressions.empty()) return std::unique_ptr<HyperscanDatabase>();
    TRAWL_ASSIGN_OR_RETURN(auto outcome, HyperscanDatabase::compile(expressions));
    if (outcome.database) return std::move(outcome.database);
    if (is_first && expressions.size() > 1) {
      TRAWL_RETURN_IF_ERROR(move_refused(patterns));
      continue;
    }
    for (size_t i = 0; i < expressions.size(); ++i) {
      // A refusal that blames none of them, for example because the set is too large, moves all.
      if (outcome.refused != HyperscanDatabase::kNoExpression && outcome.refused != i) continue;
      TRAWL_RETURN_IF_ERROR(move_to_pcre2(outcome.refusal, &(*patterns)[expressions[i].id]));
    }
  }
}

}  // namespace

Matcher::Matcher(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
Matcher::Matcher(Matcher&&) noexcept = default;
Matcher& Matcher::operator=(Matcher&&) noexcept = default;
Matcher::~Matcher() = default;

Result<Matcher> Matcher::compile(std::vector<Pattern> patterns) {
  auto compiled = std::make_shared<Compiled>();
  for (Pattern& pattern : patterns) {
    TRAWL_ASSIGN_OR_RETURN(CompiledPattern chosen, choose(std::move(pattern)));
    compiled->patterns.push_back(std::move(chosen));
  }
  TRAWL_ASSIGN_OR_RETURN(compiled->database, compile_database(&compiled->patterns));
  for (size_t i = 0; i < compiled->patterns.size(); ++i) {
    const CompiledPattern& each = compiled->patterns[i];
    if (each.program) compiled->uses_pcre2 = true;
    if (each.decider == Decider::kEveryLine || each.decider == Decider::kPcre2) {
      compiled->every_text_line.push_back(static_cast<uint32_t>(i));
    }
  }
  return Matcher(std::move(compiled));
}

size_t Matcher::pattern_count() const {
  return compiled_->patterns.size();
}

const LineFacts& Matcher::line_facts(size_t pattern) const {
  return compiled_->patterns[pattern].facts;
}

std::string Matcher::engine_description(size_t pattern) const {
  const CompiledPattern& compiled = compiled_->patterns[pattern];
  switch (compiled.decider) {
    case Decider::kEveryLine:
      return "every line";
    case Decider::kHyperscan:
      return "hyperscan";
    case Decider::kFilteredPcre2:
      return "hyperscan filter, pcre2: " + compiled.refusal;
    case Decider::kPcre2:
      return "pcre2: " + compiled.refusal;
  }
  return "";
}

}  // namespace trawl
