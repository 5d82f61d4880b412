#include "indexer/store/meta_file.h"

#include <set>
#include <string_view>

#include "indexer/format/format.h"
#include "indexer/format/keys.h"
#include "indexer/store/snapshot_entries.h"
#include "indexer/store/sorted_file_writer.h"

namespace trawl {
namespace {

// Adds the keys of the manifest and of all records that it leads to, directly or through what it
// names.
void add_needed_keys(const Manifest& manifest, std::set<std::string>* keys) {
  keys->insert(manifest_key(manifest.generation));
  keys->insert(status_key(manifest.generation));
  if (manifest.dictionary) keys->insert(dictionary_key(*manifest.dictionary));
  for (const SegmentFacts& segment : manifest.segments) {
    keys->insert(dictionary_key(segment.dictionary));
  }
  for (const CatalogueFacts& catalogue : manifest.catalogues) {
    keys->insert(catalogue_key(catalogue.digest));
  }
  for (const SnapshotFacts& snapshot : manifest.snapshots) {
    keys->insert(status_key(snapshot.published));
    keys->insert(origin_key(snapshot.published));
    add_snapshot_keys(snapshot, keys);
  }
}

}  // namespace

bool are_due_anew(std::span<const FileFacts> tables, uint64_t added, uint64_t needed) {
  uint64_t in_all = added;
  for (const FileFacts& table : tables) in_all += table.entries;
  return (added != 0 && tables.size() >= kMaxSharedTables) || in_all > 2 * needed;
}

Result<IncomingFile> write_meta_file(const std::string& path, const MetaRecords& records,
                                     const std::vector<Manifest>& taken_over, const Store& store) {
  TRAWL_ASSIGN_OR_RETURN(SortedFileWriter writer, SortedFileWriter::create(path, Family::kMeta));
  std::set<std::string> keys;
  for (const Manifest& manifest : taken_over) add_needed_keys(manifest, &keys);
  for (const auto& record : records) keys.insert(record.first);
  std::string held;
  for (const std::string& key : keys) {
    const auto own = records.find(key);
    if (own != records.end()) {
      TRAWL_RETURN_IF_ERROR(writer.add(key, own->second));
      continue;
    }
    // A record that is missing here is missing from its generation too; check reports it.
    TRAWL_ASSIGN_OR_RETURN(const bool present, store.get_into(Family::kMeta, key, &held));
    if (present) TRAWL_RETURN_IF_ERROR(writer.add(key, held));
  }
  return writer.finish();
}

}  // namespace trawl
