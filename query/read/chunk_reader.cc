#include "query/read/chunk_reader.h"

#include <utility>

namespace trawl {
namespace {
// What a frame may decompress to: more is damage, not content.
constexpr size_t kMaxFrameContent = size_t{1} << 20;
}  // namespace

ChunkReader::ChunkReader(const IndexReader* reader, std::vector<const Dictionary*> dictionaries)
    : reader_(reader), dictionaries_(std::move(dictionaries)), frames_(reader->frames()) {}

Result<std::string_view> ChunkReader::read(SegmentOrdinal segment, const ChunkRecord& chunk) {
  const std::pair wanted(segment, chunk.frame);
  if (loaded_ != wanted) {
    loaded_.reset();
    TRAWL_RETURN_IF_ERROR(load(segment, chunk.frame));
    loaded_ = wanted;
  }
  if (chunk.frame_offset > content_.size() || chunk.length > content_.size() - chunk.frame_offset) {
    return corruption("a chunk lies beyond its frame: run trawl-index check");
  }
  return content_.substr(chunk.frame_offset, chunk.length);
}

Status ChunkReader::load(SegmentOrdinal segment, FrameNumber frame) {
  kept_ = reader_->kept_content(segment, frame);
  if (kept_ != nullptr) {
    content_ = *kept_;
    return {};
  }
  TRAWL_ASSIGN_OR_RETURN(const std::string_view bytes, reader_->frame(segment, frame, &frames_));
  const Dictionary* dictionary = dictionaries_[segment.value];
  FrameDecompressor& decompressor =
      decompressors_.try_emplace(dictionary, dictionary).first->second;
  TRAWL_RETURN_IF_ERROR(decompressor.decompress(bytes, kMaxFrameContent, &content_)
                            .with_context("frame " + std::to_string(frame.value)));
  reader_->keep_content(segment, frame, content_);
  return {};
}

}  // namespace trawl
