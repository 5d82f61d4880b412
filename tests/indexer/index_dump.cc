#include "tests/indexer/index_dump.h"

#include <string_view>
#include <vector>

#include "indexer/base/digest.h"
#include "indexer/format/keys.h"
#include "indexer/format/snapshot.h"

namespace trawl {
namespace {

std::string digest_of(std::string_view value) {
  Hasher128 hasher;
  hasher.update(value);
  return SegmentId{hasher.finish()}.hex();
}

std::string name_of(Family family, std::string_view key) {
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

Status add_scan(const Store& store, Family family, std::string_view prefix, IndexDump* dump) {
  RecordCursor cursor = store.scan(family, prefix);
  for (; !cursor.at_end(); cursor.next()) {
    (*dump)[name_of(family, cursor.key())] = digest_of(cursor.value());
  }
  return cursor.status();
}

Status add_snapshot(const Store& store, const SnapshotFacts& snapshot, IndexDump* dump) {
  TRAWL_RETURN_IF_ERROR(add_scan(store, Family::kPlaces, snapshot.id.view(), dump));
  const uint32_t blocks = (snapshot.entries + kEntriesPerBlock - 1) / kEntriesPerBlock;
  for (uint32_t block = 0; block < blocks; ++block) {
    const std::string key = snapshot_key(snapshot.id, block);
    TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> value, store.get(Family::kMeta, key));
    if (!value) return corruption("no block of entries");
    (*dump)[name_of(Family::kMeta, key)] = digest_of(*value);
    TRAWL_ASSIGN_OR_RETURN(const std::vector<SnapshotEntry> entries, decode_snapshot_block(*value));
    for (const SnapshotEntry& entry : entries) {
      TRAWL_RETURN_IF_ERROR(add_scan(store, Family::kTrees, entry.tree.view(), dump));
    }
  }
  return {};
}

std::string normalised(Manifest manifest) {
  manifest.generation = 0;
  manifest.tree_files.clear();
  for (SegmentFacts& segment : manifest.segments) segment.files.clear();
  for (SnapshotFacts& snapshot : manifest.snapshots) {
    snapshot.published = 0;
    snapshot.places_files.clear();
  }
  return encode_manifest(manifest);
}

}  // namespace

Result<IndexDump> dump_store(const Store& store) {
  IndexDump dump;
  for (size_t i = 0; i < kFamilyCount; ++i) {
    TRAWL_RETURN_IF_ERROR(add_scan(store, static_cast<Family>(i), "", &dump));
  }
  std::erase_if(dump, [](const auto& record) { return record.first.starts_with("meta status/"); });
  return dump;
}

Result<IndexDump> dump_live(const PublishedIndex& index) {
  IndexDump dump;
  dump["manifest"] = digest_of(normalised(index.manifest));
  for (const SegmentFacts& segment : index.manifest.segments) {
    for (const Family family : {Family::kBlobs, Family::kDocuments, Family::kChunks,
                                Family::kContent, Family::kPostings, Family::kHits}) {
      TRAWL_RETURN_IF_ERROR(add_scan(index.store, family, segment_prefix(segment.id), &dump));
    }
    TRAWL_RETURN_IF_ERROR(
        add_scan(index.store, Family::kMeta, dictionary_key(segment.dictionary), &dump));
  }
  for (const SnapshotFacts& snapshot : index.manifest.snapshots) {
    TRAWL_RETURN_IF_ERROR(add_snapshot(index.store, snapshot, &dump));
  }
  return dump;
}

}  // namespace trawl
