#include "query/search/unit_verifier.h"

#include <algorithm>
#include <utility>

namespace trawl {

UnitVerifier::UnitVerifier(LineScanner scanner, LineSelection selection, ContentReader content)
    : scanner_(std::move(scanner)),
      selection_(std::move(selection)),
      content_(std::move(content)) {}

Result<UnitVerifier> UnitVerifier::create(const Matcher& matcher, LineSelection selection,
                                          ContentReader content) {
  TRAWL_ASSIGN_OR_RETURN(LineScanner scanner, LineScanner::create(matcher));
  return UnitVerifier(std::move(scanner), std::move(selection), std::move(content));
}

Result<std::string_view> UnitVerifier::read(SegmentOrdinal segment,
                                            std::span<const CandidateChunk> chunks,
                                            VerifiedLines* lines) {
  for (const CandidateChunk& chunk : chunks) lines->bytes_read += chunk.length;
  return content_.join(segment, chunks);
}

// A run is scanned as if it were a line. It extends from a chunk in which a match may start to the
// neighbour after the last such chunk. So it holds all that an engine looks at for such a match, or
// ends where the line ends. If the line matches, a run matches too. The reverse need not hold (^
// matches at a cut, and a cut can shorten an atomic group), so only "no" is final.
Result<bool> UnitVerifier::matches_some_run(SegmentOrdinal segment,
                                            std::span<const CandidateChunk> unit,
                                            VerifiedLines* lines) {
  for (size_t begin = 0; begin < unit.size(); ++begin) {
    if (!unit[begin].may_begin_match) continue;
    size_t end = begin + 1;
    while (end < unit.size() && unit[end - 1].may_begin_match) ++end;
    TRAWL_ASSIGN_OR_RETURN(const std::string_view run,
                           read(segment, unit.subspan(begin, end - begin), lines));
    TRAWL_ASSIGN_OR_RETURN(const bool matches,
                           scanner_.matches_any(run, unit.front().first_line - 1));
    if (matches) return true;
    begin = end - 1;
  }
  return false;
}

Status UnitVerifier::verify(SegmentOrdinal segment, std::span<const CandidateChunk> unit,
                            VerifiedLines* lines) {
  const bool is_narrowed = std::any_of(
      unit.begin(), unit.end(), [](const CandidateChunk& chunk) { return !chunk.may_begin_match; });
  if (is_narrowed) {
    TRAWL_ASSIGN_OR_RETURN(const bool matches, matches_some_run(segment, unit, lines));
    if (!matches) return {};
  }
  TRAWL_ASSIGN_OR_RETURN(const std::string_view content, read(segment, unit, lines));
  const ChunkRecord& first = unit.front();
  TRAWL_RETURN_IF_ERROR(scanner_.scan(content, &matches_, first.first_line - 1));
  for (const LineMatch& match : matches_) {
    const std::string_view text = content.substr(match.begin, match.end - match.begin);
    if (!selection_.selects(text)) continue;
    lines->lines.add({static_cast<uint32_t>(match.line + 1), match.end < content.size(),
                      first.offset + match.begin, text});
  }
  return {};
}

}  // namespace trawl
