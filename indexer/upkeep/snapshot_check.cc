#include "indexer/upkeep/snapshot_check.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "indexer/format/keys.h"
#include "indexer/format/places.h"
#include "indexer/format/snapshot.h"
#include "indexer/format/tree.h"
#include "indexer/store/snapshot_entries.h"
#include "indexer/store/tree_reader.h"
#include "indexer/upkeep/segment_check.h"
#include "indexer/upkeep/tree_id_check.h"

namespace trawl {
namespace {

// A place with its document, in the order in which a walk over the trees meets them.
struct PlacedDocument {
  Place place;
  uint32_t segment = 0;  // index in the snapshot's segments
  DocumentNumber document;
};

Status wrong(const SnapshotFacts& snapshot, const std::string& what) {
  return corruption(fmt::format("snapshot {}: {}", snapshot.name, what));
}

using DocumentTables = std::vector<std::vector<DocumentRecord>>;  // by segment of the snapshot

Result<DocumentTables> read_tables(const Store& store, const Manifest& manifest,
                                   const SnapshotFacts& snapshot) {
  DocumentTables tables;
  for (const SegmentId& id : snapshot.segments) {
    const auto segment = std::find_if(manifest.segments.begin(), manifest.segments.end(),
                                      [&](const SegmentFacts& facts) { return facts.id == id; });
    if (segment == manifest.segments.end())
      return wrong(snapshot, "segment " + id.hex() + " is not live");
    TRAWL_ASSIGN_OR_RETURN(std::vector<DocumentRecord> documents, read_documents(store, *segment));
    tables.push_back(std::move(documents));
  }
  return tables;
}

Result<std::vector<PlacedDocument>> read_places(const Store& store, const SnapshotFacts& snapshot,
                                                const DocumentTables& tables) {
  std::vector<PlacedDocument> placed;
  for (uint32_t segment = 0; segment < snapshot.segments.size(); ++segment) {
    RecordCursor cursor =
        store.scan(Family::kPlaces, places_prefix(snapshot.id, snapshot.segments[segment]));
    for (uint32_t block = 0; !cursor.at_end(); ++block) {
      // A block without places has no record.
      if (cursor.key() != places_key(snapshot.id, snapshot.segments[segment], block)) {
        if (uint64_t{block} * kPlacesPerBlock > tables[segment].size()) {
          return wrong(snapshot, "a places record after the last document");
        }
        continue;
      }
      TRAWL_ASSIGN_OR_RETURN(const PlacesBlock places, decode_places_block(cursor.value()));
      for (uint32_t i = 0; i < places.documents(); ++i) {
        const uint32_t number = block * kPlacesPerBlock + i;
        if (number >= tables[segment].size())
          return wrong(snapshot, "places of a document that is not there");
        for (const Place& place : places.of(i)) placed.push_back({place, segment, {number}});
      }
      cursor.next();
    }
    TRAWL_RETURN_IF_ERROR(cursor.status());
  }
  std::sort(placed.begin(), placed.end(),
            [](const PlacedDocument& a, const PlacedDocument& b) { return a.place < b.place; });
  return placed;
}

// Walks the trees and the places side by side, both in order.
class TreeWalk {
 public:
  TreeWalk(const Store& store, const SnapshotFacts& snapshot, const DocumentTables& tables,
           const std::vector<PlacedDocument>& placed)
      : store_(store), snapshot_(snapshot), tables_(tables), placed_(placed) {}

  Status entry(uint32_t number, const SnapshotEntry& entry) {
    std::string before;
    TreeIdCheck id;
    TreeReader tree(&store_, entry.stored_tree());
    for (uint32_t rank = 0;;) {
      const Result<bool> more = tree.next();
      if (!more.is_ok()) return wrong(snapshot_, entry.repository + ": " + more.status().message());
      if (!*more) break;
      id.add_block(tree.encoded());
      for (const FileRecord& record : tree.files()) {
        if (rank != 0 && !path_less(before, record.path)) {
          return wrong(snapshot_, entry.repository + "/" + record.path + " is out of order");
        }
        TRAWL_RETURN_IF_ERROR(file({{number}, {rank}}, record, entry.repository));
        before = record.path;
        ++rank;
      }
    }
    if (!id.is(entry.tree)) {
      return wrong(snapshot_, "the files of " + entry.repository + " are not what their id says");
    }
    return edit_table(entry, tree.edit_starts());
  }

  // REQUIRES: every entry has been walked.
  Status finish() const {
    if (next_ != placed_.size()) return wrong(snapshot_, "a place that is not a text file");
    if (files_ == snapshot_.files && next_ == snapshot_.text_files &&
        text_bytes_ == snapshot_.text_bytes) {
      return {};
    }
    return wrong(snapshot_, "its counts of files or text bytes are not those recorded");
  }

 private:
  // What a search finds files by, but a walk does not need.
  Status edit_table(const SnapshotEntry& entry, std::span<const EditBlockStart> starts) const {
    const StoredTree tree = entry.stored_tree();
    if (!has_edit_table(tree)) return {};
    TRAWL_ASSIGN_OR_RETURN(
        const std::optional<std::string> value,
        store_.get(Family::kTrees, tree_key(records_id(tree), block_count(tree))));
    if (value == encode_edit_table(starts)) return {};
    return wrong(snapshot_, "the table of edits of " + entry.repository + " is not what they say");
  }

  Status file(const Place& place, const FileRecord& record, const std::string& repository) {
    ++files_;
    if (record.skip != SkipReason::kNone) return {};
    if (next_ == placed_.size() || placed_[next_].place != place) {
      return wrong(snapshot_, repository + "/" + record.path + " has no place");
    }
    const PlacedDocument& placed = placed_[next_++];
    const DocumentRecord& document = tables_[placed.segment][placed.document.value];
    if (document.digest != record.digest || document.size != record.size) {
      return wrong(snapshot_, repository + "/" + record.path + " is placed at another document");
    }
    text_bytes_ += record.size;
    return {};
  }

  const Store& store_;
  const SnapshotFacts& snapshot_;
  const DocumentTables& tables_;
  const std::vector<PlacedDocument>& placed_;
  size_t next_ = 0;
  uint64_t files_ = 0;
  uint64_t text_bytes_ = 0;
};

}  // namespace

Status check_snapshot(const Store& store, const Manifest& manifest, const SnapshotFacts& snapshot,
                      CheckReport* report) {
  TRAWL_ASSIGN_OR_RETURN(const DocumentTables tables, read_tables(store, manifest, snapshot));
  TRAWL_ASSIGN_OR_RETURN(const std::vector<PlacedDocument> placed,
                         read_places(store, snapshot, tables));
  TRAWL_ASSIGN_OR_RETURN(const std::vector<SnapshotEntry> entries,
                         read_snapshot_entries(store, snapshot));
  TreeWalk walk(store, snapshot, tables, placed);
  for (uint32_t i = 0; i < entries.size(); ++i) TRAWL_RETURN_IF_ERROR(walk.entry(i, entries[i]));
  TRAWL_RETURN_IF_ERROR(walk.finish());
  ++report->snapshots;
  report->files += snapshot.files;
  report->places += placed.size();
  return {};
}

}  // namespace trawl
