// The manifest is written field by field in the order of its structs. Counts are varints, ids their
// bytes.
#include "indexer/format/manifest.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "indexer/format/coding.h"

namespace trawl {
namespace {

constexpr std::string_view kGenerationMagic = "trawl-gen";

void put_files(std::string* out, const std::vector<FileFacts>& files) {
  put_varint(out, files.size());
  for (const FileFacts& file : files) {
    put_u8(out, static_cast<uint8_t>(file.family));
    put_varint(out, file.entries);
    put_varint(out, file.bytes);
    put_string(out, file.smallest_key);
    put_string(out, file.largest_key);
  }
}

// A vector of `count` elements, each of which takes at least `least` of the bytes that remain.
template <class T>
std::vector<T> counted(Decoder* decoder, size_t least) {
  return std::vector<T>(decoder->varint_at_most(decoder->remaining() / least));
}

// One byte that says whether an id follows.
template <class Id>
void put_optional_id(std::string* out, const std::optional<Id>& id) {
  put_u8(out, id.has_value() ? 1 : 0);
  if (id) out->append(id->view());
}

template <class Id>
std::optional<Id> take_optional_id(Decoder* decoder) {
  const uint8_t has_id = decoder->u8();
  if (has_id > 1) decoder->fail();
  if (has_id != 1) return std::nullopt;
  return take_id<Id>(decoder);
}

std::vector<FileFacts> take_files(Decoder* decoder) {
  auto files = counted<FileFacts>(decoder, 5);
  for (FileFacts& file : files) {
    const uint8_t family = decoder->u8();
    if (family >= kFamilyCount) decoder->fail();
    if (!decoder->is_ok()) break;
    file.family = static_cast<Family>(family);
    file.entries = decoder->varint();
    file.bytes = decoder->varint();
    file.smallest_key = decoder->string();
    file.largest_key = decoder->string();
  }
  return files;
}

void put_segment(std::string* out, const SegmentFacts& segment) {
  out->append(segment.id.view());
  out->append(segment.dictionary.view());
  put_varint(out, segment.documents);
  put_varint(out, segment.chunks);
  put_varint(out, segment.frames);
  put_varint(out, segment.groups);
  put_varint(out, segment.unindexed);
  put_varint(out, segment.text_bytes);
  put_varint(out, segment.facts_version);
  put_varint(out, segment.rules.size());
  for (const RuleDigest& rule : segment.rules) out->append(rule.view());
  put_files(out, segment.files);
}

SegmentFacts take_segment(Decoder* decoder) {
  SegmentFacts segment;
  segment.id = take_id<SegmentId>(decoder);
  segment.dictionary = take_id<DictionaryId>(decoder);
  segment.documents = decoder->varint32();
  segment.chunks = decoder->varint32();
  segment.frames = decoder->varint32();
  segment.groups = decoder->varint32();
  segment.unindexed = decoder->varint32();
  segment.text_bytes = decoder->varint();
  segment.facts_version = decoder->varint32();
  segment.rules = counted<RuleDigest>(decoder, RuleDigest::kBytes);
  for (RuleDigest& rule : segment.rules) rule = take_id<RuleDigest>(decoder);
  segment.files = take_files(decoder);
  return segment;
}

// A part names its segment by its place in the snapshot's list.
void put_layer(std::string* out, const LayerFacts& layer, const std::vector<SegmentId>& segments) {
  put_varint(out, layer.slots);
  put_optional_id(out, layer.table);
  put_varint(out, layer.parts.size());
  for (const PartFacts& part : layer.parts) {
    const auto segment = std::find(segments.begin(), segments.end(), part.segment);
    put_varint(out, static_cast<uint64_t>(segment - segments.begin()));
    out->append(part.id.view());
    put_varint(out, part.blocks);
    put_varint(out, part.places);
  }
}

LayerFacts take_layer(Decoder* decoder, const std::vector<SegmentId>& segments) {
  LayerFacts layer;
  layer.slots = decoder->varint32();
  layer.table = take_optional_id<SlotTableId>(decoder);
  layer.parts = counted<PartFacts>(decoder, PartId::kBytes);
  for (PartFacts& part : layer.parts) {
    const uint64_t segment = decoder->varint();
    if (segment >= segments.size()) decoder->fail();
    if (!decoder->is_ok()) break;
    part.segment = segments[segment];
    part.id = take_id<PartId>(decoder);
    part.blocks = decoder->varint32();
    part.places = decoder->varint();
  }
  return layer;
}

void put_snapshot(std::string* out, const SnapshotFacts& snapshot) {
  put_string(out, snapshot.name);
  out->append(snapshot.id.view());
  put_varint(out, snapshot.published);
  put_varint(out, snapshot.entries);
  put_varint(out, snapshot.files);
  put_varint(out, snapshot.text_files);
  put_varint(out, snapshot.text_bytes);
  put_varint(out, snapshot.as_of);
  put_varint(out, snapshot.stale_entries);
  out->append(snapshot.parameters.view());
  put_varint(out, snapshot.entry_blocks.size());
  for (const EntryBlockId& block : snapshot.entry_blocks) out->append(block.view());
  put_varint(out, snapshot.segments.size());
  for (const SegmentId& segment : snapshot.segments) out->append(segment.view());
  put_varint(out, snapshot.layers.size());
  for (const LayerFacts& layer : snapshot.layers) put_layer(out, layer, snapshot.segments);
}

SnapshotFacts take_snapshot(Decoder* decoder) {
  SnapshotFacts snapshot;
  snapshot.name = decoder->string();
  snapshot.id = take_id<SnapshotId>(decoder);
  snapshot.published = decoder->varint();
  snapshot.entries = decoder->varint32();
  snapshot.files = decoder->varint();
  snapshot.text_files = decoder->varint();
  snapshot.text_bytes = decoder->varint();
  snapshot.as_of = decoder->varint();
  snapshot.stale_entries = decoder->varint32();
  snapshot.parameters = take_id<ParametersId>(decoder);
  snapshot.entry_blocks = counted<EntryBlockId>(decoder, EntryBlockId::kBytes);
  for (EntryBlockId& block : snapshot.entry_blocks) block = take_id<EntryBlockId>(decoder);
  snapshot.segments = counted<SegmentId>(decoder, SegmentId::kBytes);
  for (SegmentId& segment : snapshot.segments) segment = take_id<SegmentId>(decoder);
  snapshot.layers = std::vector<LayerFacts>(decoder->varint_at_most(kMaxLayers));
  for (LayerFacts& layer : snapshot.layers) layer = take_layer(decoder, snapshot.segments);
  return snapshot;
}

void put_rule(std::string* out, const RuleFacts& rule) {
  put_string(out, rule.name);
  put_string(out, rule.expression);
  out->append(rule.digest.view());
  put_u8(out, static_cast<uint8_t>(rule.characters));
  put_strings(out, rule.scope.languages);
  put_strings(out, rule.scope.include);
  put_strings(out, rule.scope.exclude);
}

RuleFacts take_rule(Decoder* decoder) {
  RuleFacts rule;
  rule.name = decoder->string();
  rule.expression = decoder->string();
  rule.digest = take_id<RuleDigest>(decoder);
  const uint8_t characters = decoder->u8();
  if (characters > static_cast<uint8_t>(RuleCharacters::kUnicode)) decoder->fail();
  rule.characters = static_cast<RuleCharacters>(characters);
  rule.scope.languages = take_strings(decoder);
  rule.scope.include = take_strings(decoder);
  rule.scope.exclude = take_strings(decoder);
  return rule;
}

}  // namespace

std::string encode_manifest(const Manifest& manifest) {
  std::string out;
  put_varint(&out, manifest.generation);
  put_optional_id(&out, manifest.dictionary);
  put_varint(&out, manifest.segment_bytes);
  put_varint(&out, manifest.segments.size());
  for (const SegmentFacts& segment : manifest.segments) put_segment(&out, segment);
  put_varint(&out, manifest.snapshots.size());
  for (const SnapshotFacts& snapshot : manifest.snapshots) put_snapshot(&out, snapshot);
  put_varint(&out, manifest.rules.size());
  for (const RuleFacts& rule : manifest.rules) put_rule(&out, rule);
  put_varint(&out, manifest.catalogues.size());
  for (const CatalogueFacts& catalogue : manifest.catalogues) {
    put_string(&out, catalogue.name);
    out.append(catalogue.digest.view());
  }
  put_files(&out, manifest.tree_files);
  put_files(&out, manifest.place_files);
  put_varint(&out, manifest.pending.size());
  for (const SegmentId& segment : manifest.pending) out.append(segment.view());
  return out;
}

Result<Manifest> decode_manifest(std::string_view bytes) {
  Decoder decoder(bytes, "manifest");
  Manifest manifest;
  manifest.generation = decoder.varint();
  manifest.dictionary = take_optional_id<DictionaryId>(&decoder);
  manifest.segment_bytes = decoder.varint();
  manifest.segments = counted<SegmentFacts>(&decoder, SegmentId::kBytes);
  for (SegmentFacts& segment : manifest.segments) segment = take_segment(&decoder);
  manifest.snapshots = counted<SnapshotFacts>(&decoder, SnapshotId::kBytes);
  for (SnapshotFacts& snapshot : manifest.snapshots) snapshot = take_snapshot(&decoder);
  manifest.rules = counted<RuleFacts>(&decoder, RuleDigest::kBytes);
  for (RuleFacts& rule : manifest.rules) rule = take_rule(&decoder);
  manifest.catalogues = counted<CatalogueFacts>(&decoder, CatalogueDigest::kBytes);
  for (CatalogueFacts& catalogue : manifest.catalogues) {
    catalogue.name = decoder.string();
    catalogue.digest = take_id<CatalogueDigest>(&decoder);
  }
  manifest.tree_files = take_files(&decoder);
  manifest.place_files = take_files(&decoder);
  manifest.pending = counted<SegmentId>(&decoder, SegmentId::kBytes);
  for (SegmentId& segment : manifest.pending) segment = take_id<SegmentId>(&decoder);
  TRAWL_RETURN_IF_ERROR(decoder.finish());
  return manifest;
}

std::string encode_generation_file(uint64_t generation) {
  std::string out(kGenerationMagic);
  put_u32_be(&out, kFormatVersion);
  put_u64_be(&out, generation);
  put_u64_be(&out, XXH3_64bits(out.data(), out.size()));
  return out;
}

Result<uint64_t> decode_generation_file(std::string_view bytes) {
  Decoder decoder(bytes, "GENERATION");
  if (decoder.bytes(kGenerationMagic.size()) != kGenerationMagic) {
    return corruption("not a GENERATION file of Trawl");
  }
  const uint32_t version = decoder.u32_be();
  const uint64_t generation = decoder.u64_be();
  const size_t covered = decoder.offset();
  const uint64_t checksum = decoder.u64_be();
  TRAWL_RETURN_IF_ERROR(decoder.status());
  if (checksum != XXH3_64bits(bytes.data(), covered)) return corruption("wrong checksum");
  // After the checksum: a flipped bit is damage, not a newer format.
  if (version > kFormatVersion) {
    return unsupported("the index has format " + std::to_string(version) +
                       ", this program reads up to " + std::to_string(kFormatVersion) +
                       ": a newer trawl reads it");
  }
  if (version == 0) decoder.fail();
  TRAWL_RETURN_IF_ERROR(decoder.finish());
  if (version < kOldestFormatVersion) {
    return unsupported("the index has format " + std::to_string(version) +
                       ", this program reads from " + std::to_string(kOldestFormatVersion) + " on");
  }
  return generation;
}

std::string encode_status(const BuildStatus& status) {
  std::string out;
  put_varint(&out, status.generation);
  put_varint(&out, status.published_unix_seconds);
  put_varint(&out, status.build_milliseconds);
  return out;
}

Result<BuildStatus> decode_status(std::string_view bytes) {
  Decoder decoder(bytes, "status");
  BuildStatus status;
  status.generation = decoder.varint();
  status.published_unix_seconds = decoder.varint();
  status.build_milliseconds = decoder.varint();
  TRAWL_RETURN_IF_ERROR(decoder.finish());
  return status;
}

}  // namespace trawl
