#include "indexer/store/meta_file.h"

#include <set>
#include <string_view>

#include "indexer/format/format.h"
#include "indexer/format/keys.h"
#include "indexer/store/sorted_file_writer.h"

namespace trawl {
namespace {

// The keys of all records that the manifest leads to, directly or through what it names.
std::set<std::string> needed_keys(const Manifest& manifest) {
  std::set<std::string> keys;
  if (manifest.dictionary) keys.insert(dictionary_key(*manifest.dictionary));
  for (const SegmentFacts& segment : manifest.segments) {
    keys.insert(dictionary_key(segment.dictionary));
  }
  for (const CatalogueFacts& catalogue : manifest.catalogues) {
    keys.insert(catalogue_key(catalogue.digest));
  }
  for (const SnapshotFacts& snapshot : manifest.snapshots) {
    keys.insert(status_key(snapshot.published));
    keys.insert(origin_key(snapshot.published));
    for (uint32_t i = 0; i * kEntriesPerBlock < snapshot.entries; ++i) {
      keys.insert(snapshot_key(snapshot.id, i));
    }
  }
  return keys;
}

}  // namespace

Result<IncomingFile> write_meta_file(const std::string& path, const MetaRecords& records,
                                     const Manifest& manifest, const Store& store, bool take_over) {
  TRAWL_ASSIGN_OR_RETURN(SortedFileWriter writer, SortedFileWriter::create(path, Family::kMeta));
  std::set<std::string> keys = take_over ? needed_keys(manifest) : std::set<std::string>();
  for (const auto& record : records) keys.insert(record.first);
  std::string held;
  for (const std::string& key : keys) {
    const auto own = records.find(key);
    if (own != records.end()) {
      TRAWL_RETURN_IF_ERROR(writer.add(key, own->second));
      continue;
    }
    // A record that is missing here is missing from the live generation too; check reports it.
    TRAWL_ASSIGN_OR_RETURN(const bool present, store.get_into(Family::kMeta, key, &held));
    if (present) TRAWL_RETURN_IF_ERROR(writer.add(key, held));
  }
  return writer.finish();
}

}  // namespace trawl
