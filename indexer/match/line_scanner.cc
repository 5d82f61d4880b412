// A scan has three steps: Hyperscan's reports become candidates (pattern, line), each at most once
// if reports come in order; the candidates are decided, while lines are counted; the patterns that
// need every line are run over the lines, and the two ascending lists are merged.
//
// A report comes for every end offset, which for [a-z] is nearly every byte, so the handler keeps
// the bounds of the current line and does nothing for a pattern that already has this line. If
// there is only one pattern, its reports come in order, and most of them are redundant in this way,
// then the scan stops at each candidate and starts again at the next line: the rest of the line
// does not matter, and a scan that starts at a line also finds that line if it matches by itself.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <tuple>
#include <utility>

#include "indexer/match/compiled_matcher.h"
#include "indexer/match/matcher.h"
#include "indexer/text/line_count.h"

namespace trawl {
namespace {

constexpr uint64_t kNoLine = UINT64_MAX;

// From this many redundant reports per candidate on, skip the rest of such lines. Measured on 200
// MB of C++ headers: a report takes about 20 ns, starting a scan again takes 250; [a-z] went
// from 3.5 s to 0.9 s, e from 0.97 s to 0.88 s.
constexpr uint64_t kSkipFromReports = 4;
// This many redundant reports are tolerated first, since a text's first few lines say little.
constexpr uint64_t kToleratedReports = 64;

// A line that a pattern may match.
struct Candidate {
  uint64_t begin;
  uint64_t end;
  uint32_t pattern;
  friend auto operator<=>(const Candidate&, const Candidate&) = default;
};

uint64_t line_begin(std::string_view text, uint64_t from, uint64_t position) {
  const void* newline = ::memrchr(text.data() + from, '\n', position - from);
  if (newline == nullptr) return from;
  return static_cast<uint64_t>(static_cast<const char*>(newline) - text.data()) + 1;
}

uint64_t line_end(std::string_view text, uint64_t position) {
  const size_t newline = text.find('\n', position);
  return newline == std::string_view::npos ? text.size() : newline;
}

// Turns reports into candidates.
struct Collector {
  enum class Stop { kNever, kAtNextLine, kDecided };

  std::string_view text;
  const std::vector<CompiledPattern>* patterns;
  std::vector<uint64_t>* last_begin;  // by pattern: the line of its last candidate
  std::vector<Candidate>* candidates;
  bool may_skip;            // only one pattern, and its reports come in order
  bool stop_when_decided;   // at the first report that alone proves a matching line
  uint64_t scan_begin = 0;  // where the running scan began, at a line's start
  uint64_t redundant = 0;   // reports of lines that were candidates already
  bool skipping = false;
  Stop stop = Stop::kNever;
  uint64_t begin = 0;  // the current line
  uint64_t end = 0;

  // Makes the line of `position` the current one; false when no line has it.
  bool move_to(uint64_t position) {
    if (position == text.size() && text.back() == '\n') return false;
    begin = line_begin(text, position > end ? end + 1 : 0, position);
    end = line_end(text, position);
    return true;
  }

  Stop take(uint32_t pattern, uint64_t to) {
    if ((to < begin || to > end) && !move_to(to)) return Stop::kNever;
    if ((*last_begin)[pattern] == begin) {
      ++redundant;
      skipping = may_skip && redundant > kToleratedReports + kSkipFromReports * candidates->size();
    } else {
      (*last_begin)[pattern] = begin;
      candidates->push_back({begin, end, pattern});
      if (stop_when_decided && (*patterns)[pattern].decider == Decider::kHyperscan) {
        return Stop::kDecided;
      }
    }
    return skipping ? Stop::kAtNextLine : Stop::kNever;
  }

  static int on_report(unsigned id, unsigned long long, unsigned long long to, unsigned,
                       void* context) {
    if (id == HyperscanDatabase::kNoId) return 0;
    auto* self = static_cast<Collector*>(context);
    self->stop = self->take(id, self->scan_begin + to);
    return self->stop == Stop::kNever ? 0 : 1;
  }
};

Status at_line(const Status& status, uint64_t line) {
  return status.with_context(in_line(line + 1));
}

}  // namespace

struct LineScanner::Scratch {
  std::shared_ptr<const Matcher::Compiled> compiled;
  std::optional<HyperscanScratch> hyperscan;
  std::optional<Pcre2Searcher> pcre2;
  std::vector<Candidate> candidates;
  std::vector<uint64_t> last_begin;

  Status run(Collector* collector);
  Result<bool> collect(std::string_view text, bool stop_when_decided);
  Result<bool> decide(std::string_view text, const Candidate& candidate);
  Status decide_all(std::string_view text, uint64_t first_line, bool stop_at_first,
                    std::vector<LineMatch>* matches);
  Status run_every_line(std::string_view text, uint64_t first_line, bool stop_at_first,
                        std::vector<LineMatch>* matches);
};

// Scans the collector's text, and skips the rest of a line if the collector says so.
Status LineScanner::Scratch::run(Collector* collector) {
  const std::string_view text = collector->text;
  collector->end = line_end(text, 0);
  while (true) {
    TRAWL_RETURN_IF_ERROR(hyperscan
                              ->scan(*compiled->database, text.substr(collector->scan_begin),
                                     Collector::on_report, collector)
                              .status());
    if (collector->stop != Collector::Stop::kAtNextLine) return {};
    if (text.size() - collector->end <= 1) return {};  // it was the last line
    collector->stop = Collector::Stop::kNever;
    collector->scan_begin = collector->end + 1;
  }
}

// Fills `candidates`, sorted and unique. True when one is proved to match and the caller asked to
// stop then.
Result<bool> LineScanner::Scratch::collect(std::string_view text, bool stop_when_decided) {
  candidates.clear();
  if (!compiled->database || text.empty()) return false;
  last_begin.assign(compiled->patterns.size(), kNoLine);
  Collector collector{text,
                      &compiled->patterns,
                      &last_begin,
                      &candidates,
                      compiled->database->reports_in_order(),
                      stop_when_decided};
  TRAWL_RETURN_IF_ERROR(run(&collector));
  if (!std::is_sorted(candidates.begin(), candidates.end())) {
    std::sort(candidates.begin(), candidates.end());
  }
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  return collector.stop == Collector::Stop::kDecided;
}

Result<bool> LineScanner::Scratch::decide(std::string_view text, const Candidate& candidate) {
  const CompiledPattern& pattern = compiled->patterns[candidate.pattern];
  if (pattern.decider == Decider::kHyperscan) return true;
  TRAWL_ASSIGN_OR_RETURN(
      const std::optional<Span> span,
      pcre2->find(*pattern.program, text.substr(candidate.begin, candidate.end - candidate.begin),
                  0));
  return span.has_value();
}

Status LineScanner::Scratch::decide_all(std::string_view text, uint64_t first_line,
                                        bool stop_at_first, std::vector<LineMatch>* matches) {
  uint64_t line = first_line;
  uint64_t counted = 0;  // `line` is the line that begins here
  for (const Candidate& each : candidates) {
    line += count_lines(text.substr(counted, each.begin - counted));
    counted = each.begin;
    const Result<bool> matching = decide(text, each);
    if (!matching.is_ok()) return at_line(matching.status(), line);
    if (!*matching) continue;
    matches->push_back({each.pattern, line, each.begin, each.end});
    if (stop_at_first) return {};
  }
  return {};
}

// Appends the matches of the patterns in compiled->every_text_line.
Status LineScanner::Scratch::run_every_line(std::string_view text, uint64_t first_line,
                                            bool stop_at_first, std::vector<LineMatch>* matches) {
  if (compiled->every_text_line.empty()) return {};
  uint64_t line = first_line;
  for (uint64_t begin = 0; begin < text.size(); ++line) {
    const uint64_t end = line_end(text, begin);
    for (const uint32_t id : compiled->every_text_line) {
      const CompiledPattern& pattern = compiled->patterns[id];
      if (pattern.decider == Decider::kPcre2) {
        const auto span = pcre2->find(*pattern.program, text.substr(begin, end - begin), 0);
        if (!span.is_ok()) return at_line(span.status(), line);
        if (!(*span).has_value()) continue;
      }
      matches->push_back({id, line, begin, end});
      if (stop_at_first) return {};
    }
    begin = end + 1;
  }
  return {};
}

LineScanner::LineScanner(std::unique_ptr<Scratch> scratch) : scratch_(std::move(scratch)) {}
LineScanner::LineScanner(LineScanner&&) noexcept = default;
LineScanner& LineScanner::operator=(LineScanner&&) noexcept = default;
LineScanner::~LineScanner() = default;

Result<LineScanner> LineScanner::create(const Matcher& matcher) {
  auto scratch = std::make_unique<Scratch>();
  scratch->compiled = matcher.compiled_;
  if (scratch->compiled->database) {
    TRAWL_ASSIGN_OR_RETURN(scratch->hyperscan,
                           HyperscanScratch::create(*scratch->compiled->database));
  }
  if (scratch->compiled->uses_pcre2) {
    TRAWL_ASSIGN_OR_RETURN(scratch->pcre2, Pcre2Searcher::create());
  }
  return LineScanner(std::move(scratch));
}

Status LineScanner::scan(std::string_view text, std::vector<LineMatch>* matches,
                         uint64_t first_line) {
  matches->clear();
  TRAWL_RETURN_IF_ERROR(scratch_->collect(text, false).status());
  TRAWL_RETURN_IF_ERROR(scratch_->decide_all(text, first_line, false, matches));
  const auto decided = static_cast<std::ptrdiff_t>(matches->size());
  TRAWL_RETURN_IF_ERROR(scratch_->run_every_line(text, first_line, false, matches));
  std::inplace_merge(matches->begin(), matches->begin() + decided, matches->end(),
                     [](const LineMatch& a, const LineMatch& b) {
                       return std::tie(a.line, a.pattern) < std::tie(b.line, b.pattern);
                     });
  return {};
}

Result<bool> LineScanner::matches_any(std::string_view text, uint64_t first_line) {
  TRAWL_ASSIGN_OR_RETURN(const bool decided, scratch_->collect(text, true));
  if (decided) return true;
  std::vector<LineMatch> matches;
  TRAWL_RETURN_IF_ERROR(scratch_->decide_all(text, first_line, true, &matches));
  if (matches.empty())
    TRAWL_RETURN_IF_ERROR(scratch_->run_every_line(text, first_line, true, &matches));
  return !matches.empty();
}

}  // namespace trawl
