// Names are found in the whole document first. Then it is scanned a few whole lines at a time, so
// that what a scan holds for each match is bounded, whatever the rules are: with a hit of each of
// ten rules on each line of two bytes, it is two hundred times the text.
#include "indexer/document/hit_collector.h"

#include <algorithm>

namespace trawl {
namespace {

// Nearly all documents are smaller. Starting a scan takes less than a microsecond, so smaller
// pieces would do too.
constexpr size_t kScannedAtOnce = 64 << 10;

// What hits that go to a temporary file hold in memory before.
constexpr uint64_t kHeldBytes = 64 << 10;

// The first lines of the text, as many as are scanned at once; at least one.
std::string_view first_lines(std::string_view text) {
  if (text.size() <= kScannedAtOnce) return text;
  size_t end = text.rfind('\n', kScannedAtOnce - 1);
  if (end == std::string_view::npos) end = text.find('\n', kScannedAtOnce);
  return end == std::string_view::npos ? text : text.substr(0, end + 1);
}

}  // namespace

Status for_each_hit_line(std::string_view text, const std::vector<LineMatch>& matches,
                         const std::function<Status(const HitLine&)>& visit) {
  std::vector<uint32_t> rules;
  for (size_t i = 0; i < matches.size();) {
    const LineMatch& match = matches[i];
    rules.clear();
    for (; i < matches.size() && matches[i].line == match.line; ++i) {
      rules.push_back(matches[i].pattern);
    }
    HitLine line{static_cast<uint32_t>(match.line + 1), {}, rules};
    const size_t length = match.end - match.begin;
    if (length <= kMaxHitText) line.text = text.substr(match.begin, length);
    TRAWL_RETURN_IF_ERROR(visit(line));
  }
  return {};
}

Status scan_hits(std::string_view document, RuleScanner* scanner, std::vector<LineMatch>* matches,
                 const std::function<Status(const HitLine&)>& visit) {
  TRAWL_ASSIGN_OR_RETURN(const std::vector<NameOnLine> names, scanner->find_names(document));
  uint64_t first_line = 0;
  while (!document.empty()) {
    const std::string_view lines = first_lines(document);
    document.remove_prefix(lines.size());
    TRAWL_RETURN_IF_ERROR(scanner->scan_part(lines, first_line, names, matches));
    TRAWL_RETURN_IF_ERROR(for_each_hit_line(lines, *matches, visit));
    if (document.empty()) break;
    first_line += static_cast<uint64_t>(std::count(lines.begin(), lines.end(), '\n'));
  }
  return {};
}

Status collect_hits(std::string_view document, RuleScanner* scanner,
                    std::vector<LineMatch>* matches, DocumentHits* hits) {
  hits->clear();
  const auto add = [hits](const HitLine& line) -> Status {
    hits->add(line);
    return hits->bytes() < kHeldBytes ? Status() : hits->flush();
  };
  TRAWL_RETURN_IF_ERROR(scan_hits(document, scanner, matches, add));
  return hits->finish();
}

}  // namespace trawl
