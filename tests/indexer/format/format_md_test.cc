// Checks FORMAT.md against the code: the bytes of its examples, its limits and its numbers.
#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/format/blob.h"
#include "indexer/format/build_origin.h"
#include "indexer/format/build_parameters.h"
#include "indexer/format/chunk.h"
#include "indexer/format/document.h"
#include "indexer/format/format.h"
#include "indexer/format/frame.h"
#include "indexer/format/hit.h"
#include "indexer/format/keys.h"
#include "indexer/format/manifest.h"
#include "indexer/format/places.h"
#include "indexer/format/posting_group.h"
#include "indexer/format/posting_list.h"
#include "indexer/format/slot_table.h"
#include "indexer/format/snapshot.h"
#include "indexer/format/tree.h"
#include "indexer/format/tree_block.h"
#include "indexer/format/tree_delta.h"
#include "indexer/format/tree_edits.h"

namespace trawl {
namespace {

// An example on the page: its bytes, and a check of the value they decode to.
struct Example {
  std::string bytes;
  std::function<void(const std::string&)> check;
};
using Examples = std::map<std::string, Example>;

// Ids in the examples: ascending bytes from `first` on.
template <class Id>
Id id_from(uint8_t first) {
  Id id;
  for (size_t i = 0; i < Id::kBytes; ++i) id.bytes[i] = static_cast<uint8_t>(first + i);
  return id;
}
const auto kSegment = id_from<SegmentId>(0x10);
const auto kTree = id_from<TreeId>(0x20);
const auto kDeltaTree = id_from<TreeId>(0x90);
const auto kSnapshot = id_from<SnapshotId>(0x30);
const auto kEntryBlock = id_from<EntryBlockId>(0xd0);
const auto kSlotTable = id_from<SlotTableId>(0xc0);
const auto kPart = id_from<PartId>(0xb0);
const auto kRule = id_from<RuleDigest>(0x40);
const auto kDictionary = id_from<DictionaryId>(0x50);
const auto kParameters = id_from<ParametersId>(0xE0);
const auto kCatalogue = id_from<CatalogueDigest>(0x70);
const auto kDigest = id_from<DocumentDigest>(0x60);

template <class Value, class Decode>
Example record(std::string bytes, Value value, Decode decode) {
  return {std::move(bytes), [value, decode](const std::string& page) {
            const auto decoded = decode(page);
            ASSERT_TRUE(decoded.is_ok()) << decoded.status().message();
            EXPECT_EQ(*decoded, value);
          }};
}

// A key that has no decoder.
Example key(std::string bytes) {
  return {std::move(bytes), [](const std::string&) {}};
}

template <class Value, class Parse>
Example key(std::string bytes, Value value, Parse parse) {
  return {std::move(bytes),
          [value, parse](const std::string& page) { EXPECT_EQ(parse(page), value); }};
}

Examples keys() {
  const Gram gram = Gram::of('D', 'e', 'f');
  return {
      {"manifest-key", key(manifest_key(300), uint64_t{300}, parse_manifest_key)},
      {"status-key", key(status_key(300))},
      {"origin-key", key(origin_key(300))},
      {"entries-key", key(entries_key(kEntryBlock))},
      {"slots-key", key(slots_key(kSlotTable, 1))},
      {"parameters-key", key(parameters_key(kParameters))},
      {"dictionary-key", key(dictionary_key(kDictionary))},
      {"catalogue-key", key(catalogue_key(kCatalogue))},
      {"tree-key", key(tree_key(kTree, 1))},
      {"delta-key", key(record_key({kDeltaTree, 300, {70, kTree, 299}}, 2))},
      {"places-key", key(places_key(kPart, 1), uint32_t{1}, parse_places_block)},
      {"blob-key", key(blob_key(kSegment, kDigest), kDigest, parse_blob_key)},
      {"document-key", key(document_key(kSegment, 1))},
      {"chunk-key", key(chunk_key(kSegment, 1))},
      {"group-table-key", key(group_table_key(kSegment))},
      {"content-key", key(content_key(kSegment, {258}))},
      {"posting-key",
       key(posting_key(kSegment, GramKind::kTrigram, gram), gram, parse_posting_key)},
      {"posting-group-key", key(posting_group_key(kSegment, GramKind::kTrigram, gram))},
      {"hit-key", key(hit_key(kSegment, kRule, 1))},
  };
}

std::vector<FileRecord> example_files() {
  std::vector<FileRecord> files(4);
  files[0].path = "api/app.py";
  files[0].digest = kDigest;
  files[0].size = 300;
  files[0].language = "Python";
  files[1].path = "api/app_test.py";
  files[1].digest = id_from<DocumentDigest>(0x80);
  files[1].size = 0;
  files[1].language = "Python";
  files[1].file_class = FileClass::kTest;
  files[2].path = "logo.png";
  files[2].skip = SkipReason::kBinary;
  files[2].size = 5000;
  files[3].path = "x.whl";
  files[3].kind = FileKind::kArchive;
  files[3].skip = SkipReason::kBinary;
  files[3].file_class = FileClass::kPackaging;
  files[3].size = 10'000;
  files[3].is_skipped_with_digest = true;
  files[3].digest = id_from<DocumentDigest>(0xA0);
  return files;
}

std::vector<TreeEdit> example_edits() {
  FileRecord changed = example_files()[0];
  changed.path.clear();
  return {{2, EditKind::kGone, {}},
          {5, EditKind::kInserted, example_files()[2]},
          {5, EditKind::kChanged, changed}};
}

Manifest example_manifest() {
  Manifest manifest;
  manifest.generation = 1;
  manifest.dictionary = kDictionary;
  manifest.segment_bytes = 64 << 20;
  SegmentFacts segment;
  segment.id = kSegment;
  segment.dictionary = kDictionary;
  segment.documents = 2;
  segment.chunks = 3;
  segment.frames = 3;
  segment.groups = 0;
  segment.unindexed = 1;
  segment.text_bytes = 300;
  segment.rules = {kRule};
  segment.files = {{Family::kHits, 1, 1000, "a", "b"}};
  manifest.segments = {segment};
  SnapshotFacts snapshot;
  snapshot.name = "default";
  snapshot.id = kSnapshot;
  snapshot.published = 1;
  snapshot.entries = 1;
  snapshot.files = 3;
  snapshot.text_files = 2;
  snapshot.text_bytes = 300;
  snapshot.as_of = 1'728'432'000;
  snapshot.parameters = kParameters;
  snapshot.entry_blocks = {kEntryBlock};
  snapshot.segments = {kSegment};
  snapshot.layers = {{1, std::nullopt, {{kSegment, kPart, 1, 2}}}};
  manifest.snapshots = {snapshot};
  manifest.rules = {{"notes/todo", "TODO", kRule, {{"Python"}, {}, {"/doc/"}}}};
  manifest.catalogues = {{"notes", kCatalogue}};
  manifest.tree_files = {{Family::kTrees, 1, 950, "e", "f"}};
  manifest.place_files = {{Family::kPlaces, 1, 900, "c", "d"}};
  return manifest;
}

std::string coded(const std::vector<uint32_t>& chunks) {
  std::string bytes;
  encode_posting_list(chunks, &bytes);
  return bytes;
}

Examples records_of_meta() {
  const Manifest manifest = example_manifest();
  const BuildStatus status{1, 1'728'432'000, 4321};
  const BuildOrigin origin{{"/src"}, ""};
  const BuildParameters parameters{64 << 20, 2, {"*.po"}};
  const std::vector<SnapshotEntry> entries = {
      {"openstack/heat", "", "", kTree, 3, {}, "", EntryKind::kDirectory, ""},
      {"openstack/nova", "", "", kDeltaTree, 300, {70, kTree, 299}, "", EntryKind::kDirectory, ""}};
  const std::vector<uint32_t> slots = {0, 1, kDeadSlot, 2, 3, 5};
  return {
      {"generation-file",
       record(encode_generation_file(300), uint64_t{300}, decode_generation_file)},
      {"manifest", record(encode_manifest(manifest), manifest, decode_manifest)},
      {"status", record(encode_status(status), status, decode_status)},
      {"parameters",
       record(encode_build_parameters(parameters), parameters, decode_build_parameters)},
      {"origin", record(encode_build_origin(origin), origin, decode_build_origin)},
      {"slot-block", record(encode_slot_block(slots), slots, decode_slot_block)},
      {"snapshot-block", record(encode_snapshot_block(entries), entries, decode_snapshot_block)},
  };
}

Examples records_of_files() {
  const std::vector<FileRecord> files = example_files();
  const std::vector<std::vector<Place>> places = {{{{0}, {7}}}, {}, {{{0}, {9}}, {{2}, {300}}}};
  const PlacesBlock block = {{places[0][0], places[2][0], places[2][1]}, {1, 1, 3}};
  const std::vector<TreeEdit> edits = example_edits();
  const std::vector<EditBlockStart> starts = {{200, 198}};
  return {
      {"tree-block", record(encode_tree_block(files), files, decode_tree_block)},
      {"edit-block", record(encode_edit_block(edits), edits, decode_edit_block)},
      {"edit-table", record(encode_edit_table(starts), starts, decode_edit_table)},
      {"places-block", record(encode_places_block(places), block, decode_places_block)},
  };
}

Result<std::string> decompress(const std::string& frame) {
  const Dictionary none("");
  FrameDecompressor decompressor(&none);
  std::string_view content;
  TRAWL_RETURN_IF_ERROR(decompressor.decompress(frame, kMaxFrameContent, &content));
  return std::string(content);
}

std::string compress(std::string_view content) {
  const Dictionary none("");
  std::string frame;
  EXPECT_TRUE(FrameCompressor(&none).compress(content, &frame).is_ok());
  return frame;
}

Examples records_of_segments() {
  const UnindexedContent unindexed{{}, SkipReason::kBinary, 5000};
  std::vector<DocumentRecord> documents(2);
  documents[0] = {300, std::nullopt, 12, TextEncoding::kUtf8, {false, false, true, "bash"}, {5},
                  1,   kDigest};
  documents[1] = {20'000, 40'000, 480, TextEncoding::kUtf16Le,
                  {},     {6},    2,   id_from<DocumentDigest>(0x80)};
  const std::vector<ChunkRecord> chunks = {
      {{3}, 1, 0, 300, {5}, 0}, {{4}, 1, 0, 16'000, {6}, 0}, {{4}, 391, 16'000, 4000, {7}, 0}};
  const std::vector<ChunkGroup> groups = {{{5}, 3}, {{100}, 2}};
  const std::vector<Hit> hits = {{{3}, 7, true, "# TODO"}, {{3}, 9, true, ""}, {{4}, 1, false, ""}};
  return {
      {"blob", record(encode_blob_value(DocumentNumber{300}), BlobValue{DocumentNumber{300}},
                      decode_blob_value)},
      {"blob-not-indexed",
       record(encode_blob_value(unindexed), BlobValue{std::nullopt, SkipReason::kBinary, 5000},
              decode_blob_value)},
      {"document-block",
       record(encode_document_block(documents), documents, decode_document_block)},
      {"chunk-block", record(encode_chunk_block(chunks), chunks, decode_chunk_block)},
      {"group-table", record(encode_group_table(groups), groups, decode_group_table)},
      {"content-frame", record(compress("hello\n"), std::string("hello\n"), decompress)},
      {"hit-block", record(encode_hit_block(hits), hits, decode_hit_block)},
  };
}

// A group with the lists of "dea" and "def".
Example posting_group(const std::vector<uint32_t>& dea, const std::vector<uint32_t>& def) {
  std::string group;
  PostingRecords records(kSegment, [&group](std::string_view, std::string_view value) {
    group = value;
    return Status();
  });
  EXPECT_TRUE(records.add(Gram::of('d', 'e', 'a'), coded(dea)).is_ok());
  EXPECT_TRUE(records.add(Gram::of('d', 'e', 'f'), coded(def)).is_ok());
  EXPECT_TRUE(records.finish().is_ok());
  const auto check = [dea, def](const std::string& page) {
    const auto first = find_in_group(page, Gram::of('d', 'e', 'a'));
    const auto second = find_in_group(page, Gram::of('d', 'e', 'f'));
    ASSERT_TRUE(first.is_ok() && second.is_ok());
    EXPECT_EQ(*decode_posting_list(*first), dea);
    EXPECT_EQ(*decode_posting_list(*second), def);
  };
  return {group, check};
}

Examples posting_lists() {
  Examples examples;
  const auto add = [&](const char* name, const std::vector<uint32_t>& list) {
    examples.emplace(name, record(coded(list), list, decode_posting_list));
  };
  add("posting-list", {3, 5, 6, 12});
  examples.emplace("posting-group", posting_group({3}, {3, 5}));
  std::vector<uint32_t> run;
  for (uint32_t chunk = 10; chunk < 20; ++chunk) run.push_back(chunk);
  add("posting-list-run", run);
  std::vector<uint32_t> two_blocks;
  for (uint32_t chunk = 0; chunk < kPostingBlock; ++chunk) two_blocks.push_back(chunk);
  two_blocks.push_back(130);
  two_blocks.push_back(200);
  add("posting-list-blocks", two_blocks);
  return examples;
}

Examples all_examples() {
  Examples all;
  for (Examples part :
       {keys(), records_of_meta(), records_of_files(), records_of_segments(), posting_lists()}) {
    all.merge(part);
  }
  return all;
}

std::vector<std::string> page_lines() {
  std::ifstream file(TRAWL_FORMAT_MD);
  EXPECT_TRUE(file.is_open()) << TRAWL_FORMAT_MD;
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// The bytes of one line of an example: pairs of hex digits, then possibly '#' and a remark.
std::string bytes_of_line(const std::string& line) {
  std::istringstream words(line.substr(0, line.find('#')));
  std::string bytes;
  for (std::string word; words >> word;) {
    const bool valid = word.size() == 2 && hex_digit(word[0]) >= 0 && hex_digit(word[1]) >= 0;
    EXPECT_TRUE(valid) << "not a byte: " << word << " in: " << line;
    if (valid) bytes.push_back(static_cast<char>(hex_digit(word[0]) * 16 + hex_digit(word[1])));
  }
  return bytes;
}

// The examples of the page by name.
std::map<std::string, std::string> page_examples() {
  constexpr std::string_view kFence = "```hex name=";
  std::map<std::string, std::string> examples;
  std::string* open = nullptr;
  for (const std::string& line : page_lines()) {
    if (line.starts_with(kFence)) {
      const auto [place, is_new] = examples.emplace(line.substr(kFence.size()), "");
      EXPECT_TRUE(is_new) << "twice: " << line;
      open = &place->second;
    } else if (line.starts_with("```")) {
      open = nullptr;
    } else if (open != nullptr) {
      *open += bytes_of_line(line);
    }
  }
  return examples;
}

std::string hex(const std::string& bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<uint8_t>(c);
    text += {kDigits[byte >> 4], kDigits[byte & 15], ' '};
  }
  return text;
}

TEST(FormatMd, ItsExamplesAreWhatTheCodeWritesAndReads) {
  const std::map<std::string, std::string> page = page_examples();
  const Examples expected = all_examples();
  for (const auto& [name, example] : expected) {
    SCOPED_TRACE(name);
    const auto found = page.find(name);
    if (found == page.end()) {
      ADD_FAILURE() << "not on the page: " << hex(example.bytes);
      continue;
    }
    EXPECT_EQ(hex(found->second), hex(example.bytes));
    example.check(found->second);
  }
  for (const auto& [name, bytes] : page) {
    EXPECT_TRUE(expected.contains(name)) << "no test for the example " << name;
  }
}

void expect_row(const std::vector<std::string>& lines, const std::string& begin) {
  size_t rows = 0;
  for (const std::string& line : lines) rows += line.starts_with(begin) ? 1 : 0;
  EXPECT_EQ(rows, 1u) << "rows that begin with: " << begin;
}

TEST(FormatMd, ItsLimitsAreTheConstants) {
  const std::vector<std::string> lines = page_lines();
  const std::pair<const char*, uint64_t> limits[] = {
      {"kChunkSize", kChunkSize},
      {"kGiantLine", kGiantLine},
      {"kMaxFrameContent", kMaxFrameContent},
      {"kDocumentsPerBlock", kDocumentsPerBlock},
      {"kChunksPerBlock", kChunksPerBlock},
      {"kPlacesPerBlock", kPlacesPerBlock},
      {"kFilesPerBlock", kFilesPerBlock},
      {"kEditsPerBlock", kEditsPerBlock},
      {"kEntriesPerBlock", kEntriesPerBlock},
      {"kHitsPerBlock", kHitsPerBlock},
      {"kSlotsPerBlock", kSlotsPerBlock},
      {"kMaxLayers", kMaxLayers},
      {"kPostingBlock", kPostingBlock},
      {"kMaxGroupedList", kMaxGroupedList},
      {"kMaxPostingNumber", kMaxPostingNumber},
      {"kMaxHitText", kMaxHitText},
  };
  for (const auto& [name, value] : limits) {
    expect_row(lines, "| `" + std::string(name) + "` | " + std::to_string(value) + " |");
  }
}

TEST(FormatMd, ItsNumbersAreTheEnums) {
  const std::vector<std::string> lines = page_lines();
  for (size_t i = 0; i < kFamilyCount; ++i) {
    expect_row(lines, "| " + std::to_string(i) + " | `" + kFamilyNames[i] + "` |");
  }
  for (uint8_t i = 0; i < kSkipReasonCount; ++i) {
    const char* name = skip_reason_name(static_cast<SkipReason>(i));
    expect_row(lines, "| reason " + std::to_string(i) + " | " + name + " |");
  }
  for (uint8_t i = 0; i < kFileClassCount; ++i) {
    const char* name = file_class_name(static_cast<FileClass>(i));
    expect_row(lines, "| class " + std::to_string(i) + " | " + name + " |");
  }
  const std::pair<const char*, EditKind> kinds[] = {{"gone", EditKind::kGone},
                                                    {"changed", EditKind::kChanged},
                                                    {"inserted", EditKind::kInserted}};
  static_assert(std::size(kinds) == kEditKindCount);
  for (const auto& [name, kind] : kinds) {
    const int number = static_cast<int>(kind);
    expect_row(lines, "| edit " + std::to_string(number) + " | " + std::string(name));
  }
  expect_row(lines, "| version " + std::to_string(kFormatVersion) + " |");
}

}  // namespace
}  // namespace trawl
