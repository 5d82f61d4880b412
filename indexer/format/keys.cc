#include "indexer/format/keys.h"

#include "indexer/format/coding.h"
#include "indexer/format/hash_kind.h"

namespace trawl {
namespace {

constexpr std::string_view kManifest = "manifest/";
constexpr auto kSha1 = static_cast<uint8_t>(HashKind::kSha1);
// Sorts after every block number in use: a segment has fewer than 2^32 chunks, so fewer blocks.
constexpr uint32_t kGroupTableBlock = UINT32_MAX;
// After the last block of any tree.
constexpr uint32_t kDeltaMark = UINT32_MAX;

std::string key_of(std::string_view id, uint32_t number) {
  std::string key(id);
  put_u32_be(&key, number);
  return key;
}

}  // namespace

std::string manifest_prefix() {
  return std::string(kManifest);
}

std::string manifest_key(uint64_t generation) {
  std::string key(kManifest);
  put_u64_be(&key, generation);
  return key;
}

std::optional<uint64_t> parse_manifest_key(std::string_view key) {
  if (key.substr(0, kManifest.size()) != kManifest) return std::nullopt;
  Decoder decoder(key.substr(kManifest.size()), "manifest key");
  const uint64_t generation = decoder.u64_be();
  if (!decoder.finish().is_ok()) return std::nullopt;
  return generation;
}

std::string entries_key(const EntryBlockId& id) {
  return "entries/" + std::string(id.view());
}

std::string slots_key(const SlotTableId& id, uint32_t block) {
  return "slots/" + key_of(id.view(), block);
}

std::string dictionary_key(const DictionaryId& id) {
  return "dictionary/" + std::string(id.view());
}

std::string parameters_key(const ParametersId& id) {
  return "parameters/" + std::string(id.view());
}

std::string catalogue_key(const CatalogueDigest& catalogue) {
  return "catalogue/" + std::string(catalogue.view());
}

std::string status_key(uint64_t generation) {
  std::string key = "status/";
  put_u64_be(&key, generation);
  return key;
}

std::string origin_key(uint64_t generation) {
  std::string key = "origin/";
  put_u64_be(&key, generation);
  return key;
}

std::string tree_key(const TreeId& id, uint32_t block) {
  return key_of(id.view(), block);
}

std::string delta_key(const TreeId& tree, const TreeId& base, uint32_t record) {
  return key_of(tree.view(), kDeltaMark) + key_of(base.view(), record);
}

std::string places_key(const PartId& part, uint32_t block) {
  return key_of(part.view(), block);
}

std::string places_prefix(const PartId& part) {
  return std::string(part.view());
}

std::optional<uint32_t> parse_places_block(std::string_view key) {
  if (key.size() < PartId::kBytes) return std::nullopt;
  Decoder decoder(key.substr(PartId::kBytes), "places key");
  const uint32_t block = decoder.u32_be();
  if (!decoder.finish().is_ok()) return std::nullopt;
  return block;
}

std::string blob_key(const SegmentId& segment, const DocumentDigest& digest) {
  std::string key(segment.view());
  put_u8(&key, kSha1);
  key.append(digest.view());
  return key;
}

std::optional<DocumentDigest> parse_blob_key(std::string_view key) {
  constexpr size_t kBefore = SegmentId::kBytes + 1;
  if (key.size() != kBefore + DocumentDigest::kBytes) return std::nullopt;
  if (static_cast<uint8_t>(key[SegmentId::kBytes]) != kSha1) return std::nullopt;
  return DocumentDigest::from_view(key.substr(kBefore));
}

std::string document_key(const SegmentId& segment, uint32_t block) {
  return key_of(segment.view(), block);
}

std::string chunk_key(const SegmentId& segment, uint32_t block) {
  return key_of(segment.view(), block);
}

std::string content_key(const SegmentId& segment, FrameNumber frame) {
  return key_of(segment.view(), frame.value);
}

std::string group_table_key(const SegmentId& segment) {
  return key_of(segment.view(), kGroupTableBlock);
}

std::string posting_key(const SegmentId& segment, GramKind kind, Gram gram) {
  std::string key(segment.view());
  put_u8(&key, static_cast<uint8_t>(kind));
  key.append(gram.bytes());
  return key;
}

std::string posting_group_key(const SegmentId& segment, GramKind kind, Gram gram) {
  std::string key = posting_key(segment, kind, gram);
  key.pop_back();
  return key;
}

std::optional<Gram> parse_posting_group_key(std::string_view key) {
  return parse_posting_key(std::string(key) + '\0');
}

std::optional<Gram> parse_posting_key(std::string_view key) {
  constexpr size_t kBefore = SegmentId::kBytes + 1;
  if (key.size() != kBefore + 3) return std::nullopt;
  const auto byte = [&](size_t i) {
    return static_cast<uint32_t>(static_cast<uint8_t>(key[kBefore + i]));
  };
  return Gram{byte(0) << 16 | byte(1) << 8 | byte(2)};
}

std::string hit_key(const SegmentId& segment, const RuleDigest& rule, uint32_t block) {
  return std::string(segment.view()) + key_of(rule.view(), block);
}

std::string hit_prefix(const SegmentId& segment, const RuleDigest& rule) {
  return std::string(segment.view()).append(rule.view());
}

std::string segment_prefix(const SegmentId& segment) {
  return std::string(segment.view());
}

}  // namespace trawl
