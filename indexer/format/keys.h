// Every key of every family is made and parsed here. FORMAT.md shows each as bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/format/gram.h"
#include "indexer/format/ids.h"

namespace trawl {

// meta: a readable name, '/', then binary parts.
std::string manifest_key(uint64_t generation);
std::string manifest_prefix();
std::optional<uint64_t> parse_manifest_key(std::string_view key);
// A block of a snapshot's entries, and a block of a layer's slot table.
std::string entries_key(const EntryBlockId& id);
std::string slots_key(const SlotTableId& id, uint32_t block);
std::string dictionary_key(const DictionaryId& id);
std::string parameters_key(const ParametersId& id);
std::string catalogue_key(const CatalogueDigest& catalogue);
// The two records that differ between equal builds, of each generation: its times, and what its
// build was told to read.
std::string status_key(uint64_t generation);
std::string origin_key(uint64_t generation);

// trees: tree id, block number (u32, big endian).
std::string tree_key(const TreeId& id, uint32_t block);
// trees, of a delta: tree id, a block number that no tree reaches, the base's id, record number.
std::string delta_key(const TreeId& tree, const TreeId& base, uint32_t record);
// places: part id, block number.
std::string places_key(const PartId& part, uint32_t block);
// What the keys of all places of a part begin with.
std::string places_prefix(const PartId& part);
std::optional<uint32_t> parse_places_block(std::string_view key);
// blobs: segment id, hash kind (1 = SHA-1), digest.
std::string blob_key(const SegmentId& segment, const DocumentDigest& digest);
std::optional<DocumentDigest> parse_blob_key(std::string_view key);
// documents, chunks, content: segment id, block or frame number.
std::string document_key(const SegmentId& segment, uint32_t block);
std::string chunk_key(const SegmentId& segment, uint32_t block);
std::string content_key(const SegmentId& segment, FrameNumber frame);
// chunks: the segment's table of groups, after its last block.
std::string group_table_key(const SegmentId& segment);
// postings: segment id, gram kind, gram (3 bytes).
std::string posting_key(const SegmentId& segment, GramKind kind, Gram gram);
std::optional<Gram> parse_posting_key(std::string_view key);
// postings: the group that would hold the gram's list if it is short: its first two bytes.
std::string posting_group_key(const SegmentId& segment, GramKind kind, Gram gram);
// The least gram that could be in the group.
std::optional<Gram> parse_posting_group_key(std::string_view key);
// hits: segment id, rule digest, block number.
std::string hit_key(const SegmentId& segment, const RuleDigest& rule, uint32_t block);
// What the keys of all hits of a rule begin with.
std::string hit_prefix(const SegmentId& segment, const RuleDigest& rule);

// Every key of a segment in its families begins with these bytes.
std::string segment_prefix(const SegmentId& segment);

}  // namespace trawl
