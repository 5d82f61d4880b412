#include "indexer/build/snapshot_builder.h"

#include <algorithm>
#include <ctime>
#include <iterator>
#include <set>
#include <utility>

#include "indexer/format/keys.h"
#include "indexer/format/snapshot.h"
#include "indexer/store/meta_file.h"
#include "indexer/store/segment_records.h"
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

uint32_t blocks_of(const SnapshotEntry& entry) {
  return (entry.files + kFilesPerBlock - 1) / kFilesPerBlock;
}

uint64_t block_count(const TreeBlocks& trees) {
  uint64_t count = 0;
  for (const auto& tree : trees) count += tree.second;
  return count;
}

// The trees of a published snapshot.
Status add_trees_of(const SnapshotFacts& snapshot, const Store& store, TreeBlocks* trees) {
  TRAWL_ASSIGN_OR_RETURN(const std::vector<SnapshotEntry> entries,
                         read_snapshot_entries(store, snapshot));
  for (const SnapshotEntry& entry : entries) (*trees)[entry.tree] = blocks_of(entry);
  return {};
}

void replace_snapshot(SnapshotFacts facts, Manifest* manifest) {
  std::erase_if(manifest->snapshots, [&](const SnapshotFacts& s) { return s.name == facts.name; });
  manifest->snapshots.push_back(std::move(facts));
  std::sort(manifest->snapshots.begin(), manifest->snapshots.end(),
            [](const SnapshotFacts& a, const SnapshotFacts& b) { return a.name < b.name; });
}

}  // namespace

SnapshotBuilder::SnapshotBuilder(IndexWriter* writer, std::string name, uint64_t segment_bytes)
    : writer_(writer),
      name_(std::move(name)),
      segment_bytes_(segment_bytes),
      live_(writer->manifest()) {}

Status SnapshotBuilder::put_rules(const RuleChange& change) {
  TRAWL_RETURN_IF_ERROR(trawl::put_rules(change, writer_->store(), &live_, &meta_));
  TRAWL_ASSIGN_OR_RETURN(std::vector<Rule> rules, rules_of(live_));
  rules_ = distinct_rules(std::move(rules));
  return {};
}

Result<std::shared_ptr<const Dictionary>> SnapshotBuilder::live_dictionary() const {
  if (!live_.dictionary) return std::shared_ptr<const Dictionary>();
  TRAWL_ASSIGN_OR_RETURN(std::string bytes, read_dictionary(writer_->store(), *live_.dictionary));
  return std::make_shared<const Dictionary>(std::move(bytes));
}

const SnapshotFacts* SnapshotBuilder::previous() const {
  for (const SnapshotFacts& snapshot : live_.snapshots) {
    if (snapshot.name == name_) return &snapshot;
  }
  return nullptr;
}

NumbererInput SnapshotBuilder::numberer_input(const std::vector<Repository>* repositories) const {
  NumbererInput input;
  input.repositories = repositories;
  input.store = &writer_->store();
  input.segments = &live_.segments;
  // With a new name for each day, the last one built is the earlier revision.
  const auto last = std::max_element(
      live_.snapshots.begin(), live_.snapshots.end(),
      [](const SnapshotFacts& a, const SnapshotFacts& b) { return a.published < b.published; });
  if (previous() != nullptr) input.earlier.push_back(previous());
  if (last != live_.snapshots.end() && &*last != previous()) input.earlier.push_back(&*last);
  for (const SegmentFacts& segment : live_.segments) {
    input.reusable.push_back(covers_rules(segment));
  }
  return input;
}

bool SnapshotBuilder::covers_rules(const SegmentFacts& segment) const {
  return std::all_of(rules_.begin(), rules_.end(),
                     [&](const Rule& rule) { return covers(segment, rule.digest); });
}

Status SnapshotBuilder::add_dictionary(const Dictionary& dictionary, Manifest* manifest,
                                       MetaRecords* meta) const {
  // An empty one is recorded, as its segments name it, but the next build trains anew.
  if (!dictionary.bytes().empty()) manifest->dictionary = dictionary.id();
  const std::string key = dictionary_key(dictionary.id());
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> present,
                         writer_->store().get(Family::kMeta, key));
  if (!present) meta->emplace_back(key, dictionary.bytes());
  return {};
}

Status SnapshotBuilder::add_snapshot(const std::vector<WrittenSegment>& segments,
                                     Numberer* numberer, Manifest* manifest, MetaRecords* meta,
                                     std::vector<IncomingFile>* files) {
  const std::vector<std::string> blocks = encode_entries(numberer->entries());
  SnapshotFacts facts;
  facts.name = name_;
  facts.published = manifest->generation;
  facts.entries = static_cast<uint32_t>(numberer->entries().size());
  facts.files = numberer->counts().files;
  facts.text_files = numberer->counts().text_files;
  facts.text_bytes = numberer->counts().text_bytes;

  const auto live = static_cast<uint32_t>(live_.segments.size());
  TRAWL_ASSIGN_OR_RETURN(const std::vector<bool> used, numberer->places().used(live + 1));
  std::vector<PlacedSegment> placed;
  std::string choice;
  for (uint32_t i = 0; i < live; ++i) {
    const SegmentFacts& segment = live_.segments[i];
    if (!used[i]) continue;
    placed.push_back({segment.id, i});
    choice.append(segment.id.view());
    choice.push_back(covers_rules(segment) ? 1 : 0);
  }
  for (const WrittenSegment& segment : segments) {
    placed.push_back({segment.facts.id, live, segment.first_document,
                      segment.first_document + segment.facts.documents});
    choice.append(segment.facts.id.view());
    choice.push_back(1);
  }
  for (const PlacedSegment& segment : placed) facts.segments.push_back(segment.id);
  facts.id = snapshot_id(blocks, choice);

  TRAWL_ASSIGN_OR_RETURN(WrittenPlaces places,
                         numberer->places().write(facts.id, std::move(placed),
                                                  writer_->pending_directory() + "/places.sst"));
  document_count_ = places.documents;
  if (places.file.facts.entries != 0) {
    writer_->sync_early(places.file);
    facts.places_files.push_back(places.file.facts);
    files->push_back(std::move(places.file));
  }
  for (uint32_t i = 0; i < blocks.size(); ++i) {
    const std::string key = snapshot_key(facts.id, i);
    TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> present,
                           writer_->store().get(Family::kMeta, key));
    if (!present) meta->emplace_back(key, blocks[i]);
  }
  replace_snapshot(std::move(facts), manifest);
  return {};
}

// Files of trees are never changed, so those that no snapshot has any more stay among others. The
// files are written anew as one when they are too many, or hold more that is dead than is live.
Status SnapshotBuilder::add_trees(Numberer* numberer, Manifest* manifest,
                                  std::vector<IncomingFile>* files) const {
  TreeBlocks held, needed;
  for (const SnapshotFacts& snapshot : live_.snapshots) {
    TRAWL_RETURN_IF_ERROR(add_trees_of(snapshot, writer_->store(), &held));
    if (snapshot.name != name_) {
      TRAWL_RETURN_IF_ERROR(add_trees_of(snapshot, writer_->store(), &needed));
    }
  }
  for (const SnapshotEntry& entry : numberer->entries()) needed[entry.tree] = blocks_of(entry);
  TreeBlocks added;
  std::set_difference(needed.begin(), needed.end(), held.begin(), held.end(),
                      std::inserter(added, added.end()));
  uint64_t blocks_in_all = block_count(added);
  for (const FileFacts& file : manifest->tree_files) blocks_in_all += file.entries;
  const bool anew =
      manifest->tree_files.size() >= kMaxSharedTables || blocks_in_all > 2 * block_count(needed);
  if (anew) manifest->tree_files.clear();
  TRAWL_ASSIGN_OR_RETURN(IncomingFile trees,
                         numberer->trees().write(anew ? needed : added, writer_->store(),
                                                 writer_->pending_directory() + "/trees.sst"));
  if (trees.facts.entries != 0) {
    writer_->sync_early(trees);
    manifest->tree_files.push_back(trees.facts);
    files->push_back(std::move(trees));
  }
  return {};
}

// A segment that no snapshot holds a document of would only cost every build and check.
void SnapshotBuilder::drop_unused_segments(Manifest* manifest) {
  std::set<SegmentId> used;
  for (const SnapshotFacts& snapshot : manifest->snapshots) {
    used.insert(snapshot.segments.begin(), snapshot.segments.end());
  }
  std::erase_if(manifest->segments, [&](const SegmentFacts& s) { return !used.contains(s.id); });
}

Result<uint64_t> SnapshotBuilder::publish(std::vector<WrittenSegment> segments, Numberer* numberer,
                                          const std::shared_ptr<const Dictionary>& dictionary,
                                          uint64_t milliseconds) {
  Manifest manifest = live_;
  manifest.generation = live_.generation + 1;
  manifest.segment_bytes = segment_bytes_;
  MetaRecords meta = meta_;
  std::vector<IncomingFile> files;
  if (dictionary != nullptr) TRAWL_RETURN_IF_ERROR(add_dictionary(*dictionary, &manifest, &meta));
  TRAWL_RETURN_IF_ERROR(add_snapshot(segments, numberer, &manifest, &meta, &files));
  TRAWL_RETURN_IF_ERROR(add_trees(numberer, &manifest, &files));
  for (WrittenSegment& segment : segments) {
    manifest.segments.push_back(std::move(segment.facts));
    std::move(segment.files.begin(), segment.files.end(), std::back_inserter(files));
  }
  drop_unused_segments(&manifest);
  BuildStatus status;
  status.generation = manifest.generation;
  status.published_unix_seconds = static_cast<uint64_t>(std::time(nullptr));
  status.build_milliseconds = milliseconds;
  TRAWL_RETURN_IF_ERROR(
      writer_->publish(std::move(manifest), status, std::move(files), std::move(meta)));
  return writer_->manifest().generation;
}

}  // namespace trawl
