#include "indexer/upkeep/snapshot_check.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "indexer/format/build_parameters.h"
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

// Reads the places of a snapshot, layer by layer.
class PlaceWalk {
 public:
  PlaceWalk(const Store& store, const SnapshotFacts& snapshot, const DocumentTables& tables)
      : store_(store), snapshot_(snapshot), tables_(tables) {}

  Status layer(const LayerFacts& layer) {
    TRAWL_ASSIGN_OR_RETURN(const SlotTable table, read_slot_table(store_, snapshot_, layer));
    if (layer.table && slot_table_id(encode_slot_table(table)) != *layer.table) {
      return wrong(snapshot_, "a slot table is not what its id says");
    }
    for (const PartFacts& part : layer.parts) TRAWL_RETURN_IF_ERROR(this->part(part, table));
    return {};
  }

  // In the order of the trees.
  std::vector<PlacedDocument> take() {
    std::sort(placed_.begin(), placed_.end(),
              [](const PlacedDocument& a, const PlacedDocument& b) { return a.place < b.place; });
    return std::move(placed_);
  }

 private:
  Status part(const PartFacts& part, const SlotTable& table) {
    const auto& segments = snapshot_.segments;
    const auto segment = static_cast<uint32_t>(
        std::find(segments.begin(), segments.end(), part.segment) - segments.begin());
    PartHasher id(part.segment);
    uint64_t records = 0, places = 0;
    RecordCursor cursor = store_.scan(Family::kPlaces, places_prefix(part.id));
    for (; !cursor.at_end(); cursor.next(), ++records) {
      const std::optional<uint32_t> number = parse_places_block(cursor.key());
      if (!number) return wrong(snapshot_, "a key of its places is malformed");
      id.add_block(*number, cursor.value());
      TRAWL_ASSIGN_OR_RETURN(const PlacesBlock block, decode_places_block(cursor.value()));
      TRAWL_RETURN_IF_ERROR(
          this->block(block, uint64_t{*number} * kPlacesPerBlock, segment, table));
      places += block.places.size();
    }
    TRAWL_RETURN_IF_ERROR(cursor.status());
    if (records != part.blocks || places != part.places) {
      return wrong(snapshot_, "a part of a layer does not have as many places as recorded");
    }
    if (id.finish() != part.id) return wrong(snapshot_, "a part is not what its id says");
    return {};
  }

  Status block(const PlacesBlock& block, uint64_t first, uint32_t segment, const SlotTable& table) {
    if (first + block.documents() > tables_[segment].size()) {
      return wrong(snapshot_, "places of a document that is not there");
    }
    for (uint32_t i = 0; i < block.documents(); ++i) {
      for (const Place& place : block.of(i)) {
        if (place.entry.value >= table.slots()) {
          return wrong(snapshot_, "a place in a slot that is not there");
        }
        const uint32_t entry = table.entry(place.entry.value);
        if (entry == kDeadSlot) continue;
        placed_.push_back({{{entry}, place.rank}, segment, {static_cast<uint32_t>(first) + i}});
      }
    }
    return {};
  }

  const Store& store_;
  const SnapshotFacts& snapshot_;
  const DocumentTables& tables_;
  std::vector<PlacedDocument> placed_;
};

Result<std::vector<PlacedDocument>> read_places(const Store& store, const SnapshotFacts& snapshot,
                                                const DocumentTables& tables) {
  PlaceWalk walk(store, snapshot, tables);
  for (const LayerFacts& layer : snapshot.layers) TRAWL_RETURN_IF_ERROR(walk.layer(layer));
  return walk.take();
}

// The ids of what a snapshot is made of. Those of its parts, tables and trees are checked as these
// are read.
Status check_ids(const Store& store, const SnapshotFacts& snapshot) {
  std::string bytes;
  for (const EntryBlockId& id : snapshot.entry_blocks) {
    TRAWL_ASSIGN_OR_RETURN(const bool present,
                           store.get_into(Family::kMeta, entries_key(id), &bytes));
    if (!present || entry_block_id(bytes) != id) {
      return wrong(snapshot, "a block of its entries is missing, or not what its id says");
    }
  }
  if (snapshot_id(snapshot.entry_blocks, snapshot.layers) != snapshot.id) {
    return wrong(snapshot, "its layers or blocks of entries are not what its id says");
  }
  if (segments_with_parts(snapshot.layers, snapshot.segments) != snapshot.segments) {
    return wrong(snapshot, "a segment of which no layer has a part");
  }
  return {};
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
    TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> value,
                           store_.get(Family::kTrees, record_key(tree, block_count(tree))));
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
    if (document.digest != record.digest || document.size_of_file() != record.size) {
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

Status check_parameters(const Store& store, const SnapshotFacts& snapshot) {
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> value,
                         store.get(Family::kMeta, parameters_key(snapshot.parameters)));
  if (!value || parameters_id(*value) != snapshot.parameters) {
    return wrong(snapshot, "the parameters of its build are missing, or not what their id says");
  }
  return decode_build_parameters(*value).status();
}

}  // namespace

Status check_snapshot(const Store& store, const Manifest& manifest, const SnapshotFacts& snapshot,
                      CheckReport* report) {
  TRAWL_RETURN_IF_ERROR(check_ids(store, snapshot));
  TRAWL_ASSIGN_OR_RETURN(const DocumentTables tables, read_tables(store, manifest, snapshot));
  TRAWL_ASSIGN_OR_RETURN(const std::vector<PlacedDocument> placed,
                         read_places(store, snapshot, tables));
  TRAWL_ASSIGN_OR_RETURN(const std::vector<SnapshotEntry> entries,
                         read_snapshot_entries(store, snapshot));
  TreeWalk walk(store, snapshot, tables, placed);
  for (uint32_t i = 0; i < entries.size(); ++i) TRAWL_RETURN_IF_ERROR(walk.entry(i, entries[i]));
  TRAWL_RETURN_IF_ERROR(walk.finish());
  const auto stale = std::count_if(entries.begin(), entries.end(), [](const SnapshotEntry& entry) {
    return !entry.stale_reason.empty();
  });
  if (snapshot.stale_entries != stale)
    return wrong(snapshot, "its count of stale entries is wrong");
  TRAWL_RETURN_IF_ERROR(check_parameters(store, snapshot));
  ++report->snapshots;
  report->files += snapshot.files;
  report->places += placed.size();
  return {};
}

}  // namespace trawl
