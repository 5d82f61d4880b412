// Reads whole documents, or some of their lines, from content.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "indexer/base/status.h"
#include "query/read/content_reader.h"
#include "query/read/index_reader.h"
#include "query/read/line.h"

namespace trawl {

// Finds the chunks with the wanted lines by bisection and reads no other content. One object, one
// thread. The reader must outlive it.
class DocumentReader {
 public:
  explicit DocumentReader(IndexReader* reader) : reader_(reader), content_(reader->view()) {}

  // Calls `visit` with the lines `first` to `last` (1-based, both included) of the document, in
  // order, each with its '\n'. Each call gets the wanted lines of one unit; the text is valid
  // during the call. Line numbers beyond the document's last line are ignored. Returns the error of
  // `visit` if it fails.
  Status for_each_unit(const DocumentLocation& location, uint64_t first, uint64_t last,
                       const std::function<Status(std::string_view)>& visit);
  // Replaces `*text` with these lines.
  Status lines(const DocumentLocation& location, uint64_t first, uint64_t last, std::string* text);
  // One line, whose text is valid until the next call. Reading lines of one document in ascending
  // order passes over its chunks only once, because the unit of the last line is kept.
  Result<Line> line(const DocumentLocation& location, uint64_t number);

 private:
  // The two functions below give the index of a chunk within the document, or chunk_count if there
  // is none. No chunk before `from` may start after the line.
  //
  // The first chunk, from `from` on, that starts with a line after `line`.
  Result<uint32_t> first_after(uint32_t from, uint64_t line);
  // The first chunk with a part of `line`; a giant line has several.
  Result<uint32_t> first_of(uint32_t from, uint64_t line);
  Result<ChunkRecord> chunk(uint32_t index);
  // The unit of chunks `begin` to `end` - 1.
  Result<Unit> unit(uint32_t begin, uint32_t end);
  Status select(const DocumentLocation& location);
  // Makes unit_ the unit with the line. The unit before it ends at unit_end_.
  Status load_unit_of(uint64_t number);
  // Moves unit_offset_ forward to the line; false if the line is not in unit_.
  bool skip_to(uint64_t number);

  IndexReader* reader_;
  ContentReader content_;
  DocumentLocation location_;
  DocumentRecord document_;
  bool has_unit_ = false;
  Unit unit_;               // has the last line
  uint32_t unit_end_ = 0;   // the first chunk after it
  uint64_t unit_line_ = 0;  // number of the line at unit_offset_
  size_t unit_offset_ = 0;
};

}  // namespace trawl
