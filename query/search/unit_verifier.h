// Candidates → matching lines: reads the bytes of chunks and runs the real pattern on them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/chunk.h"
#include "indexer/match/matcher.h"
#include "query/language/line_selection.h"
#include "query/read/content_reader.h"
#include "query/search/candidate_files.h"
#include "query/search/line_buffer.h"

namespace trawl {

// The result of verification.
struct VerifiedLines {
  LineBuffer lines;
  uint64_t bytes_read = 0;  // length of the chunks that were read
};

// One object, one thread.
class UnitVerifier {
 public:
  static Result<UnitVerifier> create(const Matcher& matcher, LineSelection selection,
                                     ContentReader content);

  // Appends the matching lines of a unit: one chunk, or the chunks of one giant line. A giant line
  // is read as a whole only if the pattern matches in one of its runs, which start with chunks that
  // may begin a match. REQUIRES: `unit` is not empty.
  Status verify(SegmentOrdinal segment, std::span<const CandidateChunk> unit, VerifiedLines* lines);

 private:
  UnitVerifier(LineScanner scanner, LineSelection selection, ContentReader content);
  // The text of the chunks, valid until the next call. Their length is added to bytes_read.
  Result<std::string_view> read(SegmentOrdinal segment, std::span<const CandidateChunk> chunks,
                                VerifiedLines* lines);
  // Whether any run of the unit's chunks matches.
  Result<bool> matches_some_run(SegmentOrdinal segment, std::span<const CandidateChunk> unit,
                                VerifiedLines* lines);

  LineScanner scanner_;
  LineSelection selection_;
  ContentReader content_;
  std::vector<LineMatch> matches_;
};

}  // namespace trawl
