// Candidates → matching lines: reads the bytes of chunks and runs the real pattern on them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/chunk.h"
#include "indexer/match/matcher.h"
#include "query/candidate_files.h"
#include "query/index_reader.h"

namespace trawl {

// Decompresses chunks of one snapshot's segments. It keeps the frame it decompressed last, since
// several chunks may share one. One object, one thread; the dictionaries must outlive it.
class ChunkReader {
 public:
  // `dictionaries` by segment of the reader.
  ChunkReader(const IndexReader* reader, std::vector<const Dictionary*> dictionaries);

  // The chunk's bytes, valid until the next call.
  Result<std::string_view> read(SegmentOrdinal segment, const ChunkRecord& chunk);

 private:
  // Sets content_ to the frame's.
  Status load(SegmentOrdinal segment, FrameNumber frame);

  const IndexReader* reader_;
  std::vector<const Dictionary*> dictionaries_;
  std::unordered_map<const Dictionary*, FrameDecompressor> decompressors_;
  std::optional<std::pair<SegmentOrdinal, FrameNumber>> loaded_;
  PointCursor frames_;
  std::shared_ptr<const std::string> kept_;
  std::string_view content_;  // of the frame, in kept_ or in its decompressor
};

// Matching lines with their text: `text` is that of all lines, one behind the other.
struct VerifiedLines {
  struct Line {
    uint64_t number;  // 1-based, in the document
    uint64_t offset;  // of its first byte in the document
    uint32_t length;
    bool ends_with_newline;
  };
  std::string text;
  std::vector<Line> lines;
  uint64_t bytes_read = 0;  // of chunks
};

// Which matching lines count.
struct LineSelection {
  bool ignore_comments = false;      // drop lines whose first non-blank is the marker
  std::string comment_marker = "#";  // not empty

  bool selects(std::string_view line) const;
};

// One object, one thread.
class Verifier {
 public:
  static Result<Verifier> create(const Matcher& matcher, LineSelection selection,
                                 ChunkReader reader);

  // Appends the matching lines of a unit, what is verified as a whole: a chunk, or the pieces of
  // one giant line. Such a line is read as a whole only if the pattern matches in a run of pieces
  // that begin with those that a match may begin in. REQUIRES: not empty.
  Status verify(SegmentOrdinal segment, std::span<const CandidateChunk> unit, VerifiedLines* lines);

 private:
  Verifier(LineScanner scanner, LineSelection selection, ChunkReader reader);
  // The bytes of the chunks, one behind the other; valid until the next call.
  Result<std::string_view> read(SegmentOrdinal segment, std::span<const CandidateChunk> chunks,
                                VerifiedLines* lines);
  // Whether a run of the unit's pieces matches.
  Result<bool> matches_some_run(SegmentOrdinal segment, std::span<const CandidateChunk> unit,
                                VerifiedLines* lines);

  LineScanner scanner_;
  LineSelection selection_;
  ChunkReader reader_;
  std::string joined_;
  std::vector<LineMatch> matches_;
};

}  // namespace trawl
