#include "indexer/build/snapshot_publication.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <span>
#include <utility>

#include "indexer/format/keys.h"
#include "indexer/format/snapshot.h"
#include "indexer/store/meta_file.h"
#include "indexer/store/snapshot_entries.h"

namespace trawl {
namespace {

std::vector<std::string> encode_entries(const std::vector<SnapshotEntry>& entries) {
  std::vector<std::string> blocks;
  const std::span<const SnapshotEntry> all(entries);
  for (size_t i = 0; i < all.size(); i += kEntriesPerBlock) {
    blocks.push_back(
        encode_snapshot_block(all.subspan(i, std::min<size_t>(kEntriesPerBlock, all.size() - i))));
  }
  return blocks;
}

uint64_t count_of(const TreeRecords& trees) {
  uint64_t count = 0;
  for (const auto& tree : trees) count += tree.second;
  return count;
}

// Adds the records of an entry's tree, and of its base.
void add_tree_of(const SnapshotEntry& entry, TreeRecords* trees) {
  const StoredTree tree = entry.stored_tree();
  (*trees)[records_id(tree)] = record_count(tree);
  if (!tree.form.is_delta()) return;
  const StoredTree base = base_of(tree);
  (*trees)[records_id(base)] = record_count(base);
}

// Adds the trees of a published snapshot.
Status add_trees_of(const SnapshotFacts& snapshot, const Store& store, TreeRecords* trees) {
  TRAWL_ASSIGN_OR_RETURN(const std::vector<SnapshotEntry> entries,
                         read_snapshot_entries(store, snapshot));
  for (const SnapshotEntry& entry : entries) add_tree_of(entry, trees);
  return {};
}

void replace_snapshot(SnapshotFacts facts, Manifest* manifest) {
  std::erase_if(manifest->snapshots, [&](const SnapshotFacts& s) { return s.name == facts.name; });
  manifest->snapshots.push_back(std::move(facts));
  std::sort(manifest->snapshots.begin(), manifest->snapshots.end(),
            [](const SnapshotFacts& a, const SnapshotFacts& b) { return a.name < b.name; });
}

// One object, one call of run().
class Publication {
 public:
  Publication(const LiveIndex& live, BuiltSnapshot built, NextGeneration next)
      : live_(live), built_(std::move(built)), next_(std::move(next)) {}
  Result<PublishedSnapshot> run(uint64_t milliseconds);

 private:
  Status add_dictionary();
  // The segments that hold documents of the snapshot, in the manifest's order.
  Result<std::vector<PlacedSegment>> placed_segments();
  SnapshotId id_of(const std::vector<PlacedSegment>& placed) const;
  Status add_snapshot();
  Status add_places(std::vector<PlacedSegment> placed, SnapshotFacts* facts);
  Status add_trees();
  void add_segments();
  void drop_unused_segments();

  const LiveIndex& live_;
  BuiltSnapshot built_;
  NextGeneration next_;
  std::vector<std::string> entries_;  // encoded, in blocks
  PublishedSnapshot published_;
};

Status Publication::add_dictionary() {
  if (built_.dictionary == nullptr) return {};
  const Dictionary& dictionary = *built_.dictionary;
  // An empty dictionary is recorded, because its segments name it, but the next build trains a new
  // one.
  if (!dictionary.bytes().empty()) next_.manifest().dictionary = dictionary.id();
  return next_.put_meta(dictionary_key(dictionary.id()), dictionary.bytes());
}

Result<std::vector<PlacedSegment>> Publication::placed_segments() {
  const auto live = static_cast<uint32_t>(live_.segments().size());
  TRAWL_ASSIGN_OR_RETURN(const std::vector<bool> used, built_.files.places.used(live));
  std::vector<PlacedSegment> placed;
  for (uint32_t i = 0; i < live; ++i) {
    if (used[i]) placed.push_back({live_.segments()[i].id, i});
  }
  for (const WrittenSegment& segment : built_.segments) {
    placed.push_back({segment.facts.id, kNewSegments, segment.first_document,
                      segment.first_document + segment.facts.documents});
  }
  return placed;
}

// Which segments cover the rules decides where equal documents were looked for.
SnapshotId Publication::id_of(const std::vector<PlacedSegment>& placed) const {
  std::string choice;
  for (const PlacedSegment& segment : placed) {
    choice.append(segment.id.view());
    choice.push_back(segment.ordinal == kNewSegments || live_.is_reusable(segment.ordinal) ? 1 : 0);
  }
  return snapshot_id(entries_, choice);
}

Status Publication::add_snapshot() {
  const NumberedFiles& files = built_.files;
  entries_ = encode_entries(files.entries);
  TRAWL_ASSIGN_OR_RETURN(std::vector<PlacedSegment> placed, placed_segments());
  SnapshotFacts facts;
  facts.name = built_.name;
  facts.id = id_of(placed);
  facts.published = next_.manifest().generation;
  facts.entries = static_cast<uint32_t>(files.entries.size());
  facts.files = files.counts.files;
  facts.text_files = files.counts.text_files;
  facts.text_bytes = files.counts.text_bytes;
  for (const PlacedSegment& segment : placed) facts.segments.push_back(segment.id);
  TRAWL_RETURN_IF_ERROR(add_places(std::move(placed), &facts));
  for (uint32_t i = 0; i < entries_.size(); ++i) {
    TRAWL_RETURN_IF_ERROR(next_.put_meta(snapshot_key(facts.id, i), entries_[i]));
  }
  if (!built_.origin.is_empty()) {
    TRAWL_RETURN_IF_ERROR(
        next_.put_meta(origin_key(facts.published), encode_build_origin(built_.origin)));
  }
  replace_snapshot(std::move(facts), &next_.manifest());
  return {};
}

Status Publication::add_places(std::vector<PlacedSegment> placed, SnapshotFacts* facts) {
  TRAWL_ASSIGN_OR_RETURN(WrittenPlaces places,
                         built_.files.places.write(facts->id, std::move(placed),
                                                   next_.pending_directory() + "/places.sst"));
  published_.documents = places.documents;
  next_.add_file(std::move(places.file), &facts->places_files);
  return {};
}

// Files of trees are never changed, so trees that no snapshot has any more stay in them. All trees
// are rewritten as one file if there are too many files, or more dead trees than live ones.
Status Publication::add_trees() {
  TreeRecords held, needed;
  for (const SnapshotFacts& snapshot : live_.manifest().snapshots) {
    TRAWL_RETURN_IF_ERROR(add_trees_of(snapshot, live_.store(), &held));
    if (snapshot.name != built_.name) {
      TRAWL_RETURN_IF_ERROR(add_trees_of(snapshot, live_.store(), &needed));
    }
  }
  for (const SnapshotEntry& entry : built_.files.entries) add_tree_of(entry, &needed);
  TreeRecords added;
  std::set_difference(needed.begin(), needed.end(), held.begin(), held.end(),
                      std::inserter(added, added.end()));
  std::vector<FileFacts>& tree_files = next_.manifest().tree_files;
  uint64_t in_all = count_of(added);
  for (const FileFacts& file : tree_files) in_all += file.entries;
  const bool anew = tree_files.size() >= kMaxSharedTables || in_all > 2 * count_of(needed);
  if (anew) tree_files.clear();
  TRAWL_ASSIGN_OR_RETURN(
      IncomingFile trees,
      built_.files.trees.write(anew ? needed : added, next_.pending_directory() + "/trees.sst"));
  next_.add_file(std::move(trees), &tree_files);
  return {};
}

void Publication::add_segments() {
  for (WrittenSegment& segment : built_.segments) {
    next_.manifest().segments.push_back(std::move(segment.facts));
    next_.add_named_files(std::move(segment.files));
  }
}

// A segment without documents of any snapshot would only cost every build and check.
void Publication::drop_unused_segments() {
  std::set<SegmentId> used;
  for (const SnapshotFacts& snapshot : next_.manifest().snapshots) {
    used.insert(snapshot.segments.begin(), snapshot.segments.end());
  }
  std::erase_if(next_.manifest().segments,
                [&](const SegmentFacts& s) { return !used.contains(s.id); });
}

Result<PublishedSnapshot> Publication::run(uint64_t milliseconds) {
  next_.manifest().segment_bytes = built_.segment_bytes;
  TRAWL_RETURN_IF_ERROR(add_dictionary());
  TRAWL_RETURN_IF_ERROR(add_snapshot());
  TRAWL_RETURN_IF_ERROR(add_trees());
  add_segments();
  drop_unused_segments();
  published_.generation = next_.manifest().generation;
  TRAWL_RETURN_IF_ERROR(next_.publish(milliseconds));
  return published_;
}

}  // namespace

Result<PublishedSnapshot> publish_snapshot(const LiveIndex& live, BuiltSnapshot built,
                                           NextGeneration next, uint64_t milliseconds) {
  return Publication(live, std::move(built), std::move(next)).run(milliseconds);
}

}  // namespace trawl
