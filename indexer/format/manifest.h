// The manifest: which segments, snapshots, rules and dictionary are live. There is one record per
// generation; publication makes a new one visible. Also the GENERATION file, which a reader opens
// first.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/content_facts.h"
#include "indexer/format/format.h"
#include "indexer/format/ids.h"
#include "indexer/format/layer.h"
#include "indexer/format/rule_scope.h"

namespace trawl {

// One SST file as publication wrote it. Opening compares this with RocksDB's own metadata.
struct FileFacts {
  Family family = Family::kMeta;
  uint64_t entries = 0;
  uint64_t bytes = 0;
  std::string smallest_key;
  std::string largest_key;
  friend bool operator==(const FileFacts&, const FileFacts&) = default;
};

struct SegmentFacts {
  SegmentId id;
  DictionaryId dictionary;
  uint32_t documents = 0;
  uint32_t chunks = 0;
  uint32_t frames = 0;
  uint32_t groups = 0;                            // giant lines; 0: there is no group table
  uint32_t unindexed = 0;                         // contents that are known not to be text
  uint64_t text_bytes = 0;                        // of its documents
  uint32_t facts_version = kContentFactsVersion;  // of its documents' facts
  std::vector<RuleDigest> rules;  // it was scanned for these, ascending; some may have no hits here
  std::vector<FileFacts> files;   // ascending by family; an empty family has no file
  friend bool operator==(const SegmentFacts&, const SegmentFacts&) = default;
};

// Whether the segment was scanned for the rule.
inline bool covers(const SegmentFacts& segment, const RuleDigest& rule) {
  return std::binary_search(segment.rules.begin(), segment.rules.end(), rule);
}

// The snapshot that a build writes, and the first that a search looks for, when none is named.
inline constexpr const char* kDefaultSnapshot = "default";

struct SnapshotFacts {
  std::string name;
  SnapshotId id;
  uint64_t published = 0;  // the generation that published it
  uint32_t entries = 0;
  uint64_t files = 0;  // skipped ones included
  uint64_t text_files = 0;
  uint64_t text_bytes = 0;                 // of its text files, copies counted
  uint64_t as_of = 0;                      // the date that it is of, in seconds since 1970; 0: none
  uint32_t stale_entries = 0;              // whose files an earlier build read
  ParametersId parameters;                 // what the build was told besides
  std::vector<EntryBlockId> entry_blocks;  // of its entries, in order
  std::vector<SegmentId> segments;         // that hold a document of it, in the manifest's order
  std::vector<LayerFacts> layers;          // its places, oldest first; their segments are above
  friend bool operator==(const SnapshotFacts&, const SnapshotFacts&) = default;
};

// Whether a document of the snapshot is in the segment.
inline bool holds(const SnapshotFacts& snapshot, const SegmentId& segment) {
  return std::find(snapshot.segments.begin(), snapshot.segments.end(), segment) !=
         snapshot.segments.end();
}

// What a rule takes for a character. The numbers are on disk: explicit, never reused.
enum class RuleCharacters : uint8_t {
  kBytes = 0,
  kUnicode = 1,  // reserved: an index with such a rule is refused
};

struct RuleFacts {
  std::string name;        // CATALOGUE/ID, or an id alone
  std::string expression;  // RuleExpression::text()
  RuleDigest digest;
  RuleScope scope;
  RuleCharacters characters = RuleCharacters::kBytes;
  friend bool operator==(const RuleFacts&, const RuleFacts&) = default;
};

// A catalogue that the index holds: its rules are among the manifest's, its text under
// catalogue_key(digest).
struct CatalogueFacts {
  std::string name;
  CatalogueDigest digest;
  friend bool operator==(const CatalogueFacts&, const CatalogueFacts&) = default;
};

struct Manifest {
  uint64_t generation = 0;
  std::optional<DictionaryId> dictionary;  // the live one, which the next build uses
  uint64_t segment_bytes = 0;            // the last build's limit of text at which a segment closes
  std::vector<SegmentFacts> segments;    // by age: a merged one takes its oldest source's place
  std::vector<SnapshotFacts> snapshots;  // ascending by name
  std::vector<RuleFacts> rules;          // ascending by name
  std::vector<CatalogueFacts> catalogues;  // ascending by name
  std::vector<FileFacts> tree_files;       // of all publications: snapshots share trees
  std::vector<FileFacts> place_files;      // of all publications: snapshots share parts
  std::vector<SegmentId> pending;          // reserved: segments of unfinished builds to adopt
  friend bool operator==(const Manifest&, const Manifest&) = default;
};

// The facts of all files that the manifest names; `M` is Manifest or const Manifest.
template <class M>
auto named_files(M* manifest) {
  std::vector<decltype(manifest->tree_files.data())> named;
  for (auto& segment : manifest->segments) {
    for (auto& file : segment.files) named.push_back(&file);
  }
  for (auto& file : manifest->tree_files) named.push_back(&file);
  for (auto& file : manifest->place_files) named.push_back(&file);
  return named;
}

std::string encode_manifest(const Manifest& manifest);
Result<Manifest> decode_manifest(std::string_view bytes);

// GENERATION: magic "trawl-gen", format version, generation, XXH3 checksum.
std::string encode_generation_file(uint64_t generation);
// kUnsupported when the format is newer than kFormatVersion or older than kOldestFormatVersion (the
// message has both numbers), kCorruption when the magic or checksum is wrong.
Result<uint64_t> decode_generation_file(std::string_view bytes);

// Times of one generation, kept apart because they differ between equal builds.
struct BuildStatus {
  uint64_t generation = 0;
  uint64_t published_unix_seconds = 0;
  uint64_t build_milliseconds = 0;
  friend bool operator==(const BuildStatus&, const BuildStatus&) = default;
};
std::string encode_status(const BuildStatus& status);
Result<BuildStatus> decode_status(std::string_view bytes);

}  // namespace trawl
