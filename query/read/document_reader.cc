#include "query/read/document_reader.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace trawl {
namespace {

// What stays allocated for the next unit; a giant line's worth does not.
constexpr size_t kKeptContent = size_t{1} << 20;

// The number of bytes that the first `count` lines of `text` take.
size_t length_of_lines(std::string_view text, uint64_t count) {
  size_t offset = 0;
  for (; count > 0 && offset < text.size(); --count) {
    const size_t newline = text.find('\n', offset);
    offset = newline == std::string_view::npos ? text.size() : newline + 1;
  }
  return offset;
}

}  // namespace

Status DocumentReader::select(const DocumentLocation& location) {
  if (chunks_ == nullptr) {
    std::vector<const Dictionary*> dictionaries(reader_->segment_count());
    for (uint32_t i = 0; i < dictionaries.size(); ++i) {
      TRAWL_ASSIGN_OR_RETURN(dictionaries[i], reader_->dictionary({i}));
    }
    chunks_ = std::make_unique<ChunkReader>(reader_, std::move(dictionaries));
  }
  has_unit_ = false;
  location_ = location;
  TRAWL_ASSIGN_OR_RETURN(document_, reader_->document(location.segment, location.document));
  return {};
}

Result<ChunkRecord> DocumentReader::chunk(uint32_t index) {
  return reader_->chunk(location_.segment, {document_.first_chunk.value + index});
}

// Gallops before it bisects: mostly the chunk is the next one, and its block the one just read.
Result<uint32_t> DocumentReader::first_behind(uint32_t from, uint64_t line) {
  const uint32_t count = document_.chunk_count;
  uint32_t low = from;  // chunks before it are not behind the line, those from `high` on are
  uint32_t high = std::min(from, count);
  for (uint32_t step = 1; high < count; step *= 2) {
    TRAWL_ASSIGN_OR_RETURN(const ChunkRecord record, chunk(high));
    if (record.first_line > line) break;
    low = high + 1;
    high = step < count - low ? low + step : count;
  }
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    TRAWL_ASSIGN_OR_RETURN(const ChunkRecord record, chunk(middle));
    if (record.first_line > line) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

Result<uint32_t> DocumentReader::first_of(uint32_t from, uint64_t line) {
  TRAWL_ASSIGN_OR_RETURN(const uint32_t behind, first_behind(from, line));
  if (behind == from) return behind;
  TRAWL_ASSIGN_OR_RETURN(const ChunkRecord last, chunk(behind - 1));
  return first_behind(from, last.first_line - 1);
}

Status DocumentReader::append(uint32_t begin, uint32_t end, std::string* content) {
  for (uint32_t i = begin; i < end; ++i) {
    TRAWL_ASSIGN_OR_RETURN(const ChunkRecord record, chunk(i));
    TRAWL_ASSIGN_OR_RETURN(const std::string_view piece, chunks_->read(location_.segment, record));
    content->append(piece);
  }
  return {};
}

Status DocumentReader::lines(const DocumentLocation& location, uint64_t first, uint64_t last,
                             std::string* text) {
  text->clear();
  TRAWL_RETURN_IF_ERROR(select(location));
  TRAWL_ASSIGN_OR_RETURN(const uint32_t begin, first_of(0, first));
  if (begin == document_.chunk_count) return {};
  TRAWL_ASSIGN_OR_RETURN(const ChunkRecord first_chunk, chunk(begin));
  TRAWL_ASSIGN_OR_RETURN(const uint32_t end, first_behind(begin, last));
  TRAWL_RETURN_IF_ERROR(append(begin, end, text));
  if (first_chunk.first_line > first) return corruption("a document whose first line is not 1");
  text->erase(0, length_of_lines(*text, first - first_chunk.first_line));
  text->resize(length_of_lines(*text, last - first + 1));
  return {};
}

bool DocumentReader::skip_to(uint64_t number) {
  const size_t length =
      length_of_lines(std::string_view(unit_).substr(unit_offset_), number - unit_line_);
  unit_offset_ += length;
  unit_line_ = number;
  return unit_offset_ < unit_.size();
}

Result<DocumentLine> DocumentReader::line(const DocumentLocation& location, uint64_t number) {
  if (!has_unit_ || location.segment != location_.segment ||
      location.document != location_.document || number < unit_line_) {
    TRAWL_RETURN_IF_ERROR(select(location));
    unit_end_ = 0;
  }
  if (!has_unit_ || !skip_to(number)) {
    has_unit_ = false;
    TRAWL_ASSIGN_OR_RETURN(const uint32_t begin, first_of(unit_end_, number));
    TRAWL_ASSIGN_OR_RETURN(unit_end_, first_behind(begin, number));
    unit_.clear();
    if (unit_.capacity() > kKeptContent) unit_.shrink_to_fit();
    TRAWL_RETURN_IF_ERROR(append(begin, unit_end_, &unit_));
    if (unit_.empty()) return corruption("a hit on a line that its document does not have");
    TRAWL_ASSIGN_OR_RETURN(const ChunkRecord first_chunk, chunk(begin));
    unit_line_ = first_chunk.first_line;
    unit_begin_ = first_chunk.offset;
    unit_offset_ = 0;
    if (!skip_to(number)) return corruption("a hit on a line that its document does not have");
    has_unit_ = true;
  }
  const std::string_view rest = std::string_view(unit_).substr(unit_offset_);
  const size_t end = rest.find('\n');
  return DocumentLine{rest.substr(0, end), unit_begin_ + unit_offset_,
                      end != std::string_view::npos};
}

}  // namespace trawl
