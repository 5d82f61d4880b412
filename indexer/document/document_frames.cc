#include "indexer/document/document_frames.h"

#include <string>
#include <string_view>
#include <utility>

namespace trawl {

Status compress_frames(FrameCompressor* compressor, DocumentWork* document) {
  if (document->compressed) return {};
  std::string frames;
  const bool large = document->frames.size() > kLargeDocument;
  // A frame is hardly ever larger than its text. DocumentWorker::collect_grams says why to reserve.
  if (large) frames.reserve(document->frames.size() + document->frames.size() / 64);
  size_t offset = 0;
  for (uint32_t& size : document->frame_sizes) {
    const size_t before = frames.size();
    TRAWL_RETURN_IF_ERROR(
        compressor->compress(std::string_view(document->frames).substr(offset, size), &frames));
    offset += size;
    size = static_cast<uint32_t>(frames.size() - before);
  }
  if (!large) frames.shrink_to_fit();
  document->frames = std::move(frames);
  document->compressed = true;
  return {};
}

}  // namespace trawl
