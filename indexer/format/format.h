// The contract for what is on disk: version, column families, limits. FORMAT.md beside this file
// has the bytes of every record. A change of anything here or in a record bumps kFormatVersion.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace trawl {

// History: 1 = first format; 2 = groups of posting lists, frames without magic number;
// 3 = catalogues and scopes of rules, texts of hits by rule; 4 = texts of all hits but long lines;
// 5 = entries of a snapshot that are not repositories; 6 = what git sources, archives and histories
// need, places in layers that snapshots share.
inline constexpr uint32_t kFormatVersion = 6;
// The oldest version that is still read.
inline constexpr uint32_t kOldestFormatVersion = 6;

// Column families. The numbers are stored in manifests: explicit, never reused.
enum class Family : uint8_t {
  kMeta = 0,
  kTrees = 1,
  kPlaces = 2,
  kBlobs = 3,
  kDocuments = 4,
  kChunks = 5,
  kContent = 6,
  kPostings = 7,
  kHits = 8,
};
inline constexpr size_t kFamilyCount = 9;
// The names RocksDB knows them by, in the order of their numbers.
inline constexpr std::array<const char*, kFamilyCount> kFamilyNames = {
    "meta", "trees", "places", "blobs", "documents", "chunks", "content", "postings", "hits"};
inline constexpr std::array<Family, kFamilyCount> kAllFamilies = {
    Family::kMeta,   Family::kTrees,   Family::kPlaces,   Family::kBlobs, Family::kDocuments,
    Family::kChunks, Family::kContent, Family::kPostings, Family::kHits};

// A chunk ends at the last line end within this many bytes: small chunks cost postings, large ones
// cost decompression of candidates (see the table in FORMAT.md).
inline constexpr size_t kChunkSize = 8 << 10;
// A line longer than this is cut into chunks of kChunkSize that form a group.
inline constexpr size_t kGiantLine = 32 << 10;
// The most content that a reader accepts in a frame; more is damage. A build writes a frame for
// each chunk, so this is 32 times the longest, which leaves room for later builds that pack
// several.
inline constexpr size_t kMaxFrameContent = 1 << 20;

// Records per block of the packed families; one point read fetches a block.
inline constexpr uint32_t kDocumentsPerBlock = 256;
inline constexpr uint32_t kChunksPerBlock = 256;
inline constexpr uint32_t kPlacesPerBlock = 256;
inline constexpr uint32_t kFilesPerBlock = 64;
inline constexpr uint32_t kEditsPerBlock = 64;
inline constexpr uint32_t kEntriesPerBlock = 256;
inline constexpr uint32_t kHitsPerBlock = 256;
inline constexpr uint32_t kSlotsPerBlock = 4096;

// Chunk numbers per block of a posting list.
inline constexpr uint32_t kPostingBlock = 128;
// A list ranges over fewer than 2^32 values, so that differences fit 32 bits.
inline constexpr uint32_t kMaxPostingNumber = UINT32_MAX - 1;

// A hit's text longer than this is not stored with it but read from content when it is listed.
inline constexpr size_t kMaxHitText = 4 << 10;

}  // namespace trawl
