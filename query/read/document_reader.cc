#include "query/read/document_reader.h"

#include <algorithm>

namespace trawl {
namespace {

// The length in bytes of the first `count` lines of `text`.
size_t length_of_lines(std::string_view text, uint64_t count) {
  size_t offset = 0;
  for (; count > 0 && offset < text.size(); --count) {
    const size_t newline = text.find('\n', offset);
    offset = newline == std::string_view::npos ? text.size() : newline + 1;
  }
  return offset;
}

Status no_such_line() {
  return corruption("a hit on a line that its document does not have");
}

}  // namespace

Status DocumentReader::select(const DocumentLocation& location) {
  has_unit_ = false;
  location_ = location;
  TRAWL_ASSIGN_OR_RETURN(document_, reader_->document(location.segment, location.document));
  return {};
}

Result<ChunkRecord> DocumentReader::chunk(uint32_t index) {
  return reader_->chunk(location_.segment, {document_.first_chunk.value + index});
}

Result<Unit> DocumentReader::unit(uint32_t begin, uint32_t end) {
  return content_.unit(location_.segment, {document_.first_chunk.value + begin}, end - begin,
                       reader_);
}

// Gallops before it bisects, because the wanted chunk is mostly the next one, in the block just
// read.
Result<uint32_t> DocumentReader::first_after(uint32_t from, uint64_t line) {
  const uint32_t count = document_.chunk_count;
  uint32_t low = from;  // chunks before `low` are not after the line, those from `high` on are
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
  TRAWL_ASSIGN_OR_RETURN(const uint32_t after, first_after(from, line));
  if (after == from) return after;
  TRAWL_ASSIGN_OR_RETURN(const ChunkRecord last, chunk(after - 1));
  return first_after(from, last.first_line - 1);
}

Status DocumentReader::for_each_unit(const DocumentLocation& location, uint64_t first,
                                     uint64_t last,
                                     const std::function<Status(std::string_view)>& visit) {
  TRAWL_RETURN_IF_ERROR(select(location));
  TRAWL_ASSIGN_OR_RETURN(const uint32_t begin, first_of(0, first));
  TRAWL_ASSIGN_OR_RETURN(const uint32_t end, first_after(begin, last));
  for (uint32_t at = begin; at < end;) {
    TRAWL_ASSIGN_OR_RETURN(const ChunkRecord head, chunk(at));
    const uint64_t line = at == begin ? first : head.first_line;
    if (head.first_line > line) return corruption("a document whose first line is not 1");
    TRAWL_ASSIGN_OR_RETURN(const uint32_t next, first_after(at, head.first_line));
    TRAWL_ASSIGN_OR_RETURN(const Unit unit, this->unit(at, next));
    std::string_view text = unit.content;
    text.remove_prefix(length_of_lines(text, line - head.first_line));
    if (next == end) text = text.substr(0, length_of_lines(text, last - line + 1));
    if (!text.empty()) TRAWL_RETURN_IF_ERROR(visit(text));
    at = next;
  }
  return {};
}

Status DocumentReader::lines(const DocumentLocation& location, uint64_t first, uint64_t last,
                             std::string* text) {
  text->clear();
  return for_each_unit(location, first, last, [text](std::string_view some) -> Status {
    text->append(some);
    return {};
  });
}

bool DocumentReader::skip_to(uint64_t number) {
  unit_offset_ += length_of_lines(unit_.content.substr(unit_offset_), number - unit_line_);
  unit_line_ = number;
  return unit_offset_ < unit_.content.size();
}

Status DocumentReader::load_unit_of(uint64_t number) {
  TRAWL_ASSIGN_OR_RETURN(const uint32_t begin, first_of(unit_end_, number));
  TRAWL_ASSIGN_OR_RETURN(unit_end_, first_after(begin, number));
  if (unit_end_ <= begin) return no_such_line();
  TRAWL_ASSIGN_OR_RETURN(unit_, unit(begin, unit_end_));
  unit_line_ = unit_.first.first_line;
  unit_offset_ = 0;
  return skip_to(number) ? Status() : no_such_line();
}

Result<Line> DocumentReader::line(const DocumentLocation& location, uint64_t number) {
  if (!has_unit_ || location != location_ || number < unit_line_) {
    TRAWL_RETURN_IF_ERROR(select(location));
    unit_end_ = 0;
  }
  if (!has_unit_ || !skip_to(number)) {
    has_unit_ = false;
    TRAWL_RETURN_IF_ERROR(load_unit_of(number));
    has_unit_ = true;
  }
  const std::string_view rest = unit_.content.substr(unit_offset_);
  const size_t end = rest.find('\n');
  return Line{static_cast<uint32_t>(number), end != std::string_view::npos,
              unit_.first.offset + unit_offset_, rest.substr(0, end)};
}

}  // namespace trawl
