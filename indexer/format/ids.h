// Distinct types for every number and digest that names something, so that none can be mistaken for
// another.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace trawl {

// A dense number inside one segment or snapshot.
template <class Tag>
struct Number {
  uint32_t value = 0;
  friend auto operator<=>(const Number&, const Number&) = default;
};

using DocumentNumber = Number<struct DocumentTag>;  // within a segment, from 0
using ChunkNumber = Number<struct ChunkTag>;        // within a segment, from 0, in document order
using FrameNumber = Number<struct FrameTag>;        // within a segment, from 0
using EntryNumber = Number<struct EntryTag>;  // within a snapshot, from 0, by repository and ref
using FileRank = Number<struct RankTag>;      // within a tree, from 0, in path order

// A segment by its position in a list of segments: those of a snapshot, or of a build.
using SegmentOrdinal = Number<struct SegmentOrdinalTag>;

// Where a document is; compares in the order of storage.
struct DocumentLocation {
  SegmentOrdinal segment;
  DocumentNumber document;
  friend auto operator<=>(const DocumentLocation&, const DocumentLocation&) = default;
};

// A fixed number of bytes derived from content.
template <class Tag, size_t kSize>
struct Digest {
  static constexpr size_t kBytes = kSize;
  std::array<uint8_t, kSize> bytes{};

  std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), kSize}; }
  std::string hex() const;
  // REQUIRES: view.size() == kSize.
  static Digest from_view(std::string_view view);
  friend auto operator<=>(const Digest&, const Digest&) = default;
};

using SegmentId = Digest<struct SegmentTag, 16>;
using TreeId = Digest<struct TreeTag, 16>;
using SnapshotId = Digest<struct SnapshotTag, 16>;
using EntryBlockId = Digest<struct EntryBlockTag, 16>;
using PartId = Digest<struct PartTag, 16>;
using SlotTableId = Digest<struct SlotTableTag, 16>;
using RuleDigest = Digest<struct RuleTag, 16>;
using CatalogueDigest = Digest<struct CatalogueTag, 16>;
using ParametersId = Digest<struct ParametersTag, 16>;
using DictionaryId = Digest<struct DictionaryTag, 16>;
using DocumentDigest = Digest<struct BlobTag, 20>;  // git blob id, hash kind 1 (SHA-1)

template <class Tag, size_t kSize>
std::string Digest<Tag, kSize>::hex() const {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * kSize);
  for (const uint8_t byte : bytes) {
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
  }
  return text;
}

template <class Tag, size_t kSize>
Digest<Tag, kSize> Digest<Tag, kSize>::from_view(std::string_view view) {
  Digest digest;
  for (size_t i = 0; i < kSize; ++i) digest.bytes[i] = static_cast<uint8_t>(view[i]);
  return digest;
}

}  // namespace trawl

template <class Tag, size_t kSize>
struct std::hash<trawl::Digest<Tag, kSize>> {
  size_t operator()(const trawl::Digest<Tag, kSize>& digest) const noexcept {
    size_t value = 0;  // the bytes of a cryptographic digest are a good hash already
    for (size_t i = 0; i < sizeof value; ++i) value = value << 8 | digest.bytes[i];
    return value;
  }
};
