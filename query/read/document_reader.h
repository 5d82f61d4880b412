// Whole documents, or lines of them, from content.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "indexer/base/status.h"
#include "query/read/chunk_reader.h"
#include "query/read/index_reader.h"

namespace trawl {

// A line of a document.
struct DocumentLine {
  std::string_view text;  // without its '\n'
  uint64_t offset = 0;    // of its first byte in the document
  bool ends_with_newline = true;
};

// Reads no chunk but those that hold the lines asked for: they are found by bisection. One object,
// one thread. The reader must outlive it.
class DocumentReader {
 public:
  explicit DocumentReader(IndexReader* reader) : reader_(reader) {}

  // Replaces `*text` by the lines `first` to `last` (1-based, both included) of the document, each
  // with its '\n'. Lines behind the last are not there.
  Status lines(const DocumentLocation& location, uint64_t first, uint64_t last, std::string* text);
  // One line; its text stays valid until the next call. Lines of one document that are
  // asked for in ascending order cost one pass over its chunks: what holds the last one is kept.
  Result<DocumentLine> line(const DocumentLocation& location, uint64_t number);

 private:
  // Chunks by their number among the document's; chunk_count where there is none. None before
  // `from` may lie behind the line.
  // The first, from `from` on, that begins with a line behind `line`.
  Result<uint32_t> first_behind(uint32_t from, uint64_t line);
  // The first that holds a part of `line`: a giant one lies in several.
  Result<uint32_t> first_of(uint32_t from, uint64_t line);
  Result<ChunkRecord> chunk(uint32_t index);
  // Appends chunks begin to end - 1.
  Status append(uint32_t begin, uint32_t end, std::string* content);
  Status select(const DocumentLocation& location);
  // Moves unit_offset_ on to the line; false when unit_ does not reach it.
  bool skip_to(uint64_t number);

  IndexReader* reader_;
  std::unique_ptr<ChunkReader> chunks_;
  DocumentLocation location_;
  DocumentRecord document_;
  bool has_unit_ = false;
  std::string unit_;        // the chunk, or the giant line, that held the last line
  uint32_t unit_end_ = 0;   // the first chunk behind it
  uint64_t unit_line_ = 0;  // the line that begins at unit_offset_
  size_t unit_offset_ = 0;
  uint64_t unit_begin_ = 0;  // of unit_ in the document
};

}  // namespace trawl
