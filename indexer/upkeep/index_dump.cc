#include "indexer/upkeep/index_dump.h"

#include <array>
#include <set>
#include <utility>
#include <vector>

#include "indexer/base/digest.h"
#include "indexer/format/keys.h"
#include "indexer/format/snapshot.h"
#include "indexer/store/snapshot_entries.h"

namespace trawl {
namespace {

constexpr size_t kPieceBytes = 64 << 10;

// What the keys of live records begin with, for each family. No prefix begins with another.
using LivePrefixes = std::array<std::set<std::string>, kFamilyCount>;

std::string normalised(Manifest manifest) {
  manifest.generation = 0;
  manifest.tree_files.clear();
  manifest.place_files.clear();
  for (SegmentFacts& segment : manifest.segments) segment.files.clear();
  for (SnapshotFacts& snapshot : manifest.snapshots) snapshot.published = 0;
  return encode_manifest(manifest);
}

std::set<std::string>& of(LivePrefixes* prefixes, Family family) {
  return (*prefixes)[static_cast<size_t>(family)];
}

// Key by key, because under the id of a tree that is live in one form there may be records of a
// dead one.
void add_tree(const StoredTree& tree, LivePrefixes* prefixes) {
  for (uint32_t i = 0; i < record_count(tree); ++i) {
    of(prefixes, Family::kTrees).insert(record_key(tree, i));
  }
}

Status add_snapshot(const Store& store, const SnapshotFacts& snapshot, LivePrefixes* prefixes) {
  add_snapshot_keys(snapshot, &of(prefixes, Family::kMeta));
  for (const LayerFacts& layer : snapshot.layers) {
    for (const PartFacts& part : layer.parts) {
      of(prefixes, Family::kPlaces).insert(places_prefix(part.id));
    }
  }
  TRAWL_ASSIGN_OR_RETURN(const std::vector<SnapshotEntry> entries,
                         read_snapshot_entries(store, snapshot));
  for (const SnapshotEntry& entry : entries) {
    add_tree(entry.stored_tree(), prefixes);
    if (entry.form.is_delta()) add_tree(base_of(entry.stored_tree()), prefixes);
  }
  return {};
}

Result<LivePrefixes> live_prefixes(const PublishedIndex& index) {
  LivePrefixes prefixes;
  for (const SegmentFacts& segment : index.manifest.segments) {
    for (const Family family : {Family::kBlobs, Family::kDocuments, Family::kChunks,
                                Family::kContent, Family::kPostings, Family::kHits}) {
      of(&prefixes, family).insert(segment_prefix(segment.id));
    }
    of(&prefixes, Family::kMeta).insert(dictionary_key(segment.dictionary));
  }
  for (const CatalogueFacts& catalogue : index.manifest.catalogues) {
    of(&prefixes, Family::kMeta).insert(catalogue_key(catalogue.digest));
  }
  for (const SnapshotFacts& snapshot : index.manifest.snapshots) {
    TRAWL_RETURN_IF_ERROR(add_snapshot(index.store, snapshot, &prefixes));
  }
  return prefixes;
}

}  // namespace

std::string dump_name(Family family, std::string_view key) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string name = std::string(kFamilyNames[static_cast<size_t>(family)]) + " ";
  if (family == Family::kMeta) {
    const std::string_view word = key.substr(0, key.find('/') + 1);
    name.append(word);
    key.remove_prefix(word.size());
  }
  for (const char c : key) {
    name.push_back(kDigits[static_cast<uint8_t>(c) >> 4]);
    name.push_back(kDigits[static_cast<uint8_t>(c) & 15]);
  }
  return name;
}

std::string dump_digest(std::string_view value) {
  Hasher128 hasher;
  hasher.update(value);
  return SegmentId{hasher.finish()}.hex();
}

Status dump_live(const PublishedIndex& index, const DumpSink& sink) {
  TRAWL_ASSIGN_OR_RETURN(const LivePrefixes prefixes, live_prefixes(index));
  sink("manifest", dump_digest(normalised(index.manifest)));
  for (size_t i = 0; i < kFamilyCount; ++i) {
    const auto family = static_cast<Family>(i);
    for (const std::string& prefix : prefixes[i]) {
      RecordCursor cursor = index.store.scan(family, prefix);
      for (; !cursor.at_end(); cursor.next()) {
        sink(dump_name(family, cursor.key()), dump_digest(cursor.value()));
      }
      TRAWL_RETURN_IF_ERROR(cursor.status());
    }
  }
  return {};
}

Status dump_index(const std::string& directory,
                  const std::function<void(const std::string& lines)>& print) {
  TRAWL_ASSIGN_OR_RETURN(const PublishedIndex index, open_published(directory));
  std::string lines;
  const auto add = [&](std::string&& name, std::string&& digest) {
    lines.append(name).append(" ").append(digest).append("\n");
    if (lines.size() < kPieceBytes) return;
    print(lines);
    lines.clear();
  };
  TRAWL_RETURN_IF_ERROR(dump_live(index, add));
  print(lines);
  return {};
}

}  // namespace trawl
