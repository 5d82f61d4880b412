#include "query/read/content_reader.h"

#include <fmt/format.h>

#include "indexer/format/format.h"
#include "indexer/format/keys.h"

namespace trawl {
namespace {
// The memory that is kept for the next unit. A giant line's memory is given back, because every
// thread would keep that much.
constexpr size_t kKeptContent = size_t{1} << 20;
}  // namespace

ContentReader::ContentReader(std::shared_ptr<const SnapshotView> view)
    : view_(std::move(view)), frames_(view_->generation().store().points(Family::kContent)) {}

Result<std::string_view> ContentReader::chunk(SegmentOrdinal segment, const ChunkRecord& chunk) {
  const std::pair wanted(segment, chunk.frame);
  if (loaded_ != wanted) {
    loaded_.reset();
    TRAWL_RETURN_IF_ERROR(load(segment, chunk.frame));
    loaded_ = wanted;
  }
  const std::optional<std::string_view> bytes = chunk_bytes(chunk, content_);
  if (bytes) return *bytes;
  return corruption("a chunk lies beyond its frame: run " + Term::kIndexCheck);
}

Status ContentReader::load(SegmentOrdinal ordinal, FrameNumber frame) {
  const OpenSegment& segment = view_->segment(ordinal);
  const std::string key = content_key(segment.facts().id, frame);
  RecordCache* const cache = view_->generation().cache();
  kept_ = cache != nullptr ? cache->find<std::string>(Family::kContent, key) : nullptr;
  if (kept_ != nullptr) {
    content_ = *kept_;
    return {};
  }
  TRAWL_RETURN_IF_ERROR(decompress(segment, key, frame));
  if (cache != nullptr) {
    cache->keep(Family::kContent, key, std::make_shared<const std::string>(content_),
                sizeof(std::string) + content_.size());
  }
  return {};
}

Status ContentReader::decompress(const OpenSegment& segment, std::string_view key,
                                 FrameNumber frame) {
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string_view> bytes, frames_.find(key));
  if (!bytes) {
    return corruption(fmt::format("frame {} of segment {} is missing: run ", frame.value,
                                  segment.facts().id.hex()) +
                      Term::kIndexCheck);
  }
  TRAWL_ASSIGN_OR_RETURN(const Dictionary* dictionary, segment.dictionary());
  FrameDecompressor& decompressor =
      decompressors_.try_emplace(dictionary, dictionary).first->second;
  return decompressor.decompress(*bytes, kMaxFrameContent, &content_)
      .with_context("frame " + std::to_string(frame.value));
}

void ContentReader::begin_joining() {
  joined_.clear();
  if (joined_.capacity() > kKeptContent) joined_.shrink_to_fit();
}

Status ContentReader::append(SegmentOrdinal segment, const ChunkRecord& chunk) {
  TRAWL_ASSIGN_OR_RETURN(const std::string_view text, this->chunk(segment, chunk));
  joined_.append(text);
  return {};
}

Result<Unit> ContentReader::unit(SegmentOrdinal segment, ChunkNumber first, uint32_t count,
                                 IndexReader* records) {
  Unit unit;
  unit.chunk_count = count;
  TRAWL_ASSIGN_OR_RETURN(unit.first, records->chunk(segment, first));
  if (count == 1) {
    TRAWL_ASSIGN_OR_RETURN(unit.content, chunk(segment, unit.first));
    return unit;
  }
  begin_joining();
  for (uint32_t i = 0; i < count; ++i) {
    TRAWL_ASSIGN_OR_RETURN(const ChunkRecord each, records->chunk(segment, {first.value + i}));
    TRAWL_RETURN_IF_ERROR(append(segment, each));
  }
  unit.content = joined_;
  return unit;
}

}  // namespace trawl
