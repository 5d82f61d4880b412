#include "query/read/snapshot_view.h"

#include <algorithm>
#include <utility>

#include "indexer/format/blob.h"
#include "indexer/format/keys.h"
#include "indexer/store/snapshot_entries.h"

namespace trawl {
namespace {

// Never the one that was published last: a snapshot built on the side would take over every search.
Result<const SnapshotFacts*> select_snapshot(const Manifest& manifest, const std::string& name) {
  const std::string wanted = name.empty() ? kDefaultSnapshot : name;
  std::string names;
  for (const SnapshotFacts& snapshot : manifest.snapshots) {
    if (snapshot.name == wanted) return &snapshot;
    names += (names.empty() ? "" : ", ") + snapshot.name;
  }
  if (name.empty() && manifest.snapshots.size() == 1) return &manifest.snapshots.front();
  const Status missing =
      name.empty() ? not_found("the index has several snapshots and none is named '" + wanted +
                               "': choose one with " + Term::kSnapshotChoice + "; it has: " + names)
                   : not_found("no snapshot '" + name + "' in the index; it has: " + names);
  return missing.with_context(unsaid(in_option(Term::kSnapshotName)));
}

}  // namespace

Result<std::shared_ptr<const SnapshotView>> SnapshotView::open(
    std::shared_ptr<const Generation> generation, const std::string& name) {
  TRAWL_ASSIGN_OR_RETURN(const SnapshotFacts* facts, select_snapshot(generation->manifest(), name));
  const std::shared_ptr<SnapshotView> view(new SnapshotView(std::move(generation), facts));
  for (const SegmentId& id : facts->segments) {
    const OpenSegment* const segment = view->generation_->segment(id);
    if (segment == nullptr)
      return corruption("segment " + id.hex() + " of the snapshot is not live");
    view->segments_.push_back(segment);
  }
  return std::shared_ptr<const SnapshotView>(view);
}

Result<std::shared_ptr<const SnapshotView>> SnapshotView::with_families(
    std::span<const Family> families) const {
  TRAWL_ASSIGN_OR_RETURN(std::shared_ptr<const Generation> generation,
                         Generation::with_families(generation_, families));
  return open(std::move(generation), facts_->name);
}

Result<const SlotTable*> SnapshotView::slot_table(uint32_t layer) const {
  return slot_tables_[layer].get([&]() -> Result<std::unique_ptr<const SlotTable>> {
    TRAWL_ASSIGN_OR_RETURN(SlotTable table,
                           read_slot_table(generation_->store(), facts(), facts().layers[layer]));
    return std::make_unique<const SlotTable>(std::move(table));
  });
}

Result<uint32_t> SnapshotView::chunks_in_unit(SegmentOrdinal segment, ChunkNumber first) const {
  TRAWL_ASSIGN_OR_RETURN(const std::vector<ChunkGroup>* groups, this->segment(segment).groups());
  const auto group = std::lower_bound(
      groups->begin(), groups->end(), first,
      [](const ChunkGroup& candidate, ChunkNumber chunk) { return candidate.first < chunk; });
  return group != groups->end() && group->first == first ? group->count : 1;
}

Result<std::shared_ptr<const std::string>> SnapshotView::posting_list(SegmentOrdinal segment,
                                                                      Gram gram) const {
  RecordCache* const cache = generation_->cache();
  std::shared_ptr<const std::string> list;  // empty if the segment has no list, which is cached too
  std::string key;
  if (cache != nullptr) {
    key = posting_key(this->segment(segment).facts().id, GramKind::kTrigram, gram);
    list = cache->find<std::string>(Family::kPostings, key);
  }
  if (list == nullptr) {
    TRAWL_ASSIGN_OR_RETURN(std::string bytes, this->segment(segment).posting_list(gram));
    list = std::make_shared<const std::string>(std::move(bytes));
    if (cache != nullptr) {
      cache->keep(Family::kPostings, key, list, sizeof(std::string) + list->size());
    }
  }
  return list->empty() ? nullptr : list;
}

Result<std::optional<DocumentLocation>> SnapshotView::find(const DocumentDigest& digest) const {
  std::string value;
  for (uint32_t i = 0; i < segments_.size(); ++i) {
    const std::string key = blob_key(segments_[i]->facts().id, digest);
    TRAWL_ASSIGN_OR_RETURN(const bool found,
                           generation_->store().get_into(Family::kBlobs, key, &value));
    if (!found) continue;
    TRAWL_ASSIGN_OR_RETURN(const BlobValue blob, decode_blob_value(value));
    if (!blob.document) continue;
    return std::optional<DocumentLocation>({{i}, *blob.document});
  }
  return std::optional<DocumentLocation>();
}

Result<std::vector<Hit>> SnapshotView::hits(SegmentOrdinal segment, const RuleDigest& rule,
                                            uint32_t block) const {
  const std::string key = hit_key(this->segment(segment).facts().id, rule, block);
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string> value,
                         generation_->store().get(Family::kHits, key));
  if (!value) return std::vector<Hit>();
  return decode_hit_block(*value);
}

}  // namespace trawl
