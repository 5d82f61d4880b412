#include "indexer/document/chunker.h"

#include <algorithm>
#include <cstring>

#include "indexer/format/format.h"
#include "indexer/text/line_count.h"

namespace trawl {
namespace {

// The length of the line that begins at `text`, its '\n' included.
size_t line_length(std::string_view text) {
  const void* newline = std::memchr(text.data(), '\n', text.size());
  if (newline == nullptr) return text.size();
  return static_cast<size_t>(static_cast<const char*>(newline) - text.data()) + 1;
}

// The length of the next chunk of whole lines, or 0 when a giant line comes first.
size_t lines_length(std::string_view text) {
  if (text.size() <= kChunkSize) return text.size();
  const void* newline = memrchr(text.data(), '\n', kChunkSize);
  if (newline != nullptr)
    return static_cast<size_t>(static_cast<const char*>(newline) - text.data()) + 1;
  const size_t length = line_length(text);
  return length <= kGiantLine ? length : 0;
}

}  // namespace

uint32_t chunk_document(std::string_view document, std::vector<ChunkExtent>* chunks) {
  chunks->clear();
  uint64_t offset = 0;
  uint32_t line = 1;
  while (offset < document.size()) {
    const std::string_view rest = document.substr(offset);
    const size_t length = lines_length(rest);
    if (length != 0) {
      chunks->push_back({offset, static_cast<uint32_t>(length), line, 0});
      line += static_cast<uint32_t>(count_lines(rest.substr(0, length)));
      offset += length;
      continue;
    }
    const size_t giant = line_length(rest);
    const size_t count = (giant + kChunkSize - 1) / kChunkSize;
    for (size_t i = 0; i < count; ++i) {
      const size_t begin = i * kChunkSize;
      chunks->push_back({offset + begin, static_cast<uint32_t>(std::min(kChunkSize, giant - begin)),
                         line, i == 0 ? static_cast<uint32_t>(count) : 0});
    }
    offset += giant;
    ++line;
  }
  return line - 1;
}

}  // namespace trawl
