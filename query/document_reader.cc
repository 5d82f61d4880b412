#include "query/document_reader.h"

#include <algorithm>
#include <string_view>

namespace trawl {
namespace {

// The lines of `text` from `first` to `last`, where `text` begins with line `begin`.
std::string_view select_lines(std::string_view text, uint64_t begin, uint64_t first,
                              uint64_t last) {
  const auto skip = [](std::string_view rest, uint64_t count) {
    size_t offset = 0;
    for (; count > 0 && offset < rest.size(); --count) {
      const size_t newline = rest.find('\n', offset);
      offset = newline == std::string_view::npos ? rest.size() : newline + 1;
    }
    return offset;
  };
  text.remove_prefix(skip(text, first - begin));
  return text.substr(0, skip(text, last - first + 1));
}

}  // namespace

Status DocumentReader::lines(const DocumentLocation& location, uint64_t first, uint64_t last,
                             std::string* text) {
  text->clear();
  if (chunks_ == nullptr) {
    std::vector<const Dictionary*> dictionaries(reader_->segment_count());
    for (uint32_t i = 0; i < dictionaries.size(); ++i) {
      TRAWL_ASSIGN_OR_RETURN(dictionaries[i], reader_->dictionary({i}));
    }
    chunks_ = std::make_unique<ChunkReader>(reader_, std::move(dictionaries));
  }
  TRAWL_ASSIGN_OR_RETURN(const DocumentRecord document,
                         reader_->document(location.segment, location.document));
  std::string content;
  uint64_t begin = 0;  // the line that `content` begins with
  for (uint32_t i = 0; i < document.chunk_count; ++i) {
    TRAWL_ASSIGN_OR_RETURN(const ChunkRecord chunk,
                           reader_->chunk(location.segment, {document.first_chunk.value + i}));
    if (chunk.first_line > last) break;
    // A chunk that begins later makes this one's lines known not to reach `first`, but for a giant
    // line, whose pieces all begin with its own number.
    if (chunk.first_line <= first && chunk.first_line != begin) {
      content.clear();
      begin = chunk.first_line;
    }
    TRAWL_ASSIGN_OR_RETURN(const std::string_view piece, chunks_->read(location.segment, chunk));
    content.append(piece);
  }
  if (begin != 0) text->assign(select_lines(content, begin, first, last));
  return {};
}

Status DocumentReader::line(const DocumentLocation& location, uint64_t number, std::string* text) {
  TRAWL_RETURN_IF_ERROR(lines(location, number, number, text));
  if (text->empty()) return corruption("a hit on a line that its document does not have");
  if (text->back() == '\n') text->pop_back();
  return {};
}

}  // namespace trawl
