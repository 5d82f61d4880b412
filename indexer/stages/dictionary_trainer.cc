#include "indexer/stages/dictionary_trainer.h"

#include <algorithm>
#include <string_view>

namespace trawl {
namespace {
// (measured, ARCHITECTURE of the format) zstd's own default for dictionaries.
constexpr size_t kDictionarySize = 112 << 10;
// What zstd learns from is the repetition between small samples; the head of a chunk is one.
constexpr size_t kSampleSize = 4 << 10;
}  // namespace

void DictionaryTrainer::add(const DocumentWork& document) {
  size_t offset = 0;
  for (const uint32_t size : document.frame_sizes) {
    if (has_enough()) return;
    for (size_t begin = 0; begin < size; begin += kSampleSize) {
      const size_t length = std::min<size_t>(kSampleSize, size - begin);
      samples_.append(document.frames, offset + begin, length);
      sizes_.push_back(length);
    }
    offset += size;
  }
}

std::shared_ptr<const Dictionary> DictionaryTrainer::train() const {
  std::vector<std::string_view> samples;
  samples.reserve(sizes_.size());
  size_t offset = 0;
  for (const size_t size : sizes_) {
    samples.emplace_back(std::string_view(samples_).substr(offset, size));
    offset += size;
  }
  return std::make_shared<const Dictionary>(train_dictionary(samples, kDictionarySize));
}

Status compress_frames(FrameCompressor* compressor, DocumentWork* document) {
  if (document->compressed) return {};
  std::string frames;
  const bool large = document->frames.size() > kLargeDocument;
  // A frame is hardly ever larger than its text. See collect_grams.
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
