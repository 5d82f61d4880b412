// Whole documents, or lines of them, from content.
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

// Reads no chunk but those that hold the lines asked for: they are found by bisection. One object,
// one thread. The reader must outlive it.
class DocumentReader {
 public:
  explicit DocumentReader(IndexReader* reader) : reader_(reader), content_(reader->view()) {}

  // Calls `visit` with the lines `first` to `last` (1-based, both included) of the document, each
  // with its '\n': with some whole lines at a time, as many as a unit has, in order. The text is
  // valid during the call. Lines after the document's last are left out. Fails as `visit` does.
  Status for_each_unit(const DocumentLocation& location, uint64_t first, uint64_t last,
                       const std::function<Status(std::string_view)>& visit);
  // Replaces `*text` by these lines.
  Status lines(const DocumentLocation& location, uint64_t first, uint64_t last, std::string* text);
  // One line; its text stays valid until the next call. Lines of one document that are asked for in
  // ascending order cost one pass over its chunks: what holds the last one is kept.
  Result<Line> line(const DocumentLocation& location, uint64_t number);

 private:
  // Chunks by their number among the document's; chunk_count where there is none. None before
  // `from` may lie after the line.
  // The first, from `from` on, that begins with a line after `line`.
  Result<uint32_t> first_after(uint32_t from, uint64_t line);
  // The first that holds a part of `line`: a giant one lies in several.
  Result<uint32_t> first_of(uint32_t from, uint64_t line);
  Result<ChunkRecord> chunk(uint32_t index);
  // The unit of chunks begin to end - 1.
  Result<Unit> unit(uint32_t begin, uint32_t end);
  Status select(const DocumentLocation& location);
  // Makes unit_ the one that holds the line; unit_end_ is where the one before ended.
  Status load_unit_of(uint64_t number);
  // Moves unit_offset_ on to the line; false when unit_ does not reach it.
  bool skip_to(uint64_t number);

  IndexReader* reader_;
  ContentReader content_;
  DocumentLocation location_;
  DocumentRecord document_;
  bool has_unit_ = false;
  Unit unit_;               // that held the last line
  uint32_t unit_end_ = 0;   // the first chunk after it
  uint64_t unit_line_ = 0;  // the line that begins at unit_offset_
  size_t unit_offset_ = 0;
};

}  // namespace trawl
