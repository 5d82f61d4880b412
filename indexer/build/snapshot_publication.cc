#include "indexer/build/snapshot_publication.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <span>
#include <utility>

#include "indexer/build/live_trees.h"
#include "indexer/build/snapshot_layers.h"
#include "indexer/format/keys.h"
#include "indexer/format/snapshot.h"
#include "indexer/store/meta_file.h"

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

uint64_t count_records(const StoredTrees& trees) {
  uint64_t count = 0;
  for (const auto& [id, tree] : trees) count += record_count(tree);
  return count;
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
  std::vector<PlacedSegment> segments() const;
  Status add_entries(SnapshotFacts* facts);
  Status add_snapshot();
  Status add_origin(SnapshotFacts* facts);
  Status add_trees();
  void add_segments();
  void drop_unused_segments();

  const LiveIndex& live_;
  BuiltSnapshot built_;
  NextGeneration next_;
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

// The live ones, then the new ones.
std::vector<PlacedSegment> Publication::segments() const {
  std::vector<PlacedSegment> segments;
  for (uint32_t i = 0; i < live_.segments().size(); ++i) {
    segments.push_back({live_.segments()[i].id, i});
  }
  for (const WrittenSegment& segment : built_.segments) {
    segments.push_back({segment.facts.id, kNewSegments, segment.first_document,
                        segment.first_document + segment.facts.documents});
  }
  return segments;
}

Status Publication::add_entries(SnapshotFacts* facts) {
  for (const std::string& block : encode_entries(built_.files.entries)) {
    facts->entry_blocks.push_back(entry_block_id(block));
    TRAWL_RETURN_IF_ERROR(next_.put_meta(entries_key(facts->entry_blocks.back()), block));
  }
  return {};
}

Status Publication::add_snapshot() {
  const NumberedFiles& files = built_.files;
  SnapshotFacts facts;
  facts.name = built_.name;
  facts.published = next_.manifest().generation;
  facts.entries = static_cast<uint32_t>(files.entries.size());
  facts.files = files.counts.files;
  facts.text_files = files.counts.text_files;
  facts.text_bytes = files.counts.text_bytes;
  TRAWL_RETURN_IF_ERROR(add_entries(&facts));
  TRAWL_ASSIGN_OR_RETURN(PartBuilder parts, PartBuilder::create(next_.pending_directory()));
  const std::vector<PlacedSegment> all = segments();
  TRAWL_ASSIGN_OR_RETURN(SnapshotLayers made,
                         make_layers(live_, all, &built_.files, &parts, &next_));
  published_.documents = made.documents;
  facts.layers = std::move(made.layers);
  std::vector<SegmentId> order;
  for (const PlacedSegment& segment : all) order.push_back(segment.id);
  facts.segments = segments_with_parts(facts.layers, order);
  facts.id = snapshot_id(facts.entry_blocks, facts.layers);
  TRAWL_RETURN_IF_ERROR(add_origin(&facts));
  replace_snapshot(std::move(facts), &next_.manifest());
  return parts.hand_over(&next_);
}

// Where the files were found, and what decided which there are.
Status Publication::add_origin(SnapshotFacts* facts) {
  facts->stale_entries = static_cast<uint32_t>(
      std::count_if(built_.files.entries.begin(), built_.files.entries.end(),
                    [](const SnapshotEntry& entry) { return !entry.stale_reason.empty(); }));
  const std::string parameters = encode_build_parameters(built_.parameters);
  facts->parameters = parameters_id(parameters);
  TRAWL_RETURN_IF_ERROR(next_.put_meta(parameters_key(facts->parameters), parameters));
  if (built_.origin == BuildOrigin()) return {};
  return next_.put_meta(origin_key(facts->published), encode_build_origin(built_.origin));
}

// Files of trees are never changed, so trees that no snapshot has any more stay in them. All trees
// are rewritten as one file if there are too many files, or more dead trees than live ones.
Status Publication::add_trees() {
  StoredTrees needed;
  for (const SnapshotFacts& snapshot : live_.manifest().snapshots) {
    if (snapshot.name != built_.name) {
      TRAWL_RETURN_IF_ERROR(add_trees_of(snapshot, live_.store(), &needed));
    }
  }
  for (const SnapshotEntry& entry : built_.files.entries) add_tree_of(entry, &needed);
  StoredTrees added;
  std::copy_if(needed.begin(), needed.end(), std::inserter(added, added.end()),
               [&](const auto& tree) { return built_.files.trees.has_collected(tree.first); });
  std::vector<FileFacts>& tree_files = next_.manifest().tree_files;
  const bool anew = are_due_anew(tree_files, count_records(added), count_records(needed));
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
