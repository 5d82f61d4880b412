#include "indexer/merge/merge_opening.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "indexer/format/chunk.h"
#include "indexer/format/document.h"
#include "indexer/format/keys.h"
#include "indexer/merge/merge_plan.h"
#include "indexer/merge/segment_blobs.h"
#include "indexer/segment/segment_id.h"
#include "indexer/segment/segment_walk.h"
#include "indexer/store/snapshot_entries.h"

namespace trawl {
namespace {

// The documents that some snapshot holds: those with a place in a live slot. Snapshots share most
// parts, and many have the same table for one.
Result<Renumbering> live_documents(const Store& store, const Manifest& manifest,
                                   const SegmentFacts& segment) {
  Renumbering documents(segment.documents);
  std::set<std::pair<PartId, std::optional<SlotTableId>>> seen;
  for (const SnapshotFacts& snapshot : manifest.snapshots) {
    for (const LayerFacts& layer : snapshot.layers) {
      const PartFacts* const part = find_part(layer, segment.id);
      if (part == nullptr || !seen.emplace(part->id, layer.table).second) continue;
      TRAWL_ASSIGN_OR_RETURN(const SlotTable table, read_slot_table(store, snapshot, layer));
      const auto keep = [&](DocumentNumber document, const Place& place) -> Status {
        if (table.entry(place.entry.value) != kDeadSlot) documents.keep(document.value);
        return {};
      };
      TRAWL_RETURN_IF_ERROR(for_each_place(store, segment, *part, keep));
    }
  }
  return documents;
}

// Numbers the source's surviving documents after those already merged, and adds them.
Status add_source(const Store& store, MergeSource* source, SegmentIdHasher* id,
                  SegmentFacts* merged) {
  source->documents.finish(merged->documents);
  TRAWL_RETURN_IF_ERROR(for_each_document(
      store, *source->facts, [&](uint32_t number, const DocumentRecord& document) -> Status {
        if (!source->documents.keeps(number)) return {};
        source->chunks.keep(document.first_chunk.value, document.chunk_count);
        merged->text_bytes += document.size;
        id->add_document(document.digest);
        return {};
      }));
  source->chunks.finish(merged->chunks);
  merged->documents += source->documents.kept();
  merged->chunks += source->chunks.kept();
  merged->frames = merged->chunks;
  TRAWL_ASSIGN_OR_RETURN(const std::vector<ChunkGroup> groups, read_groups(store, *source->facts));
  merged->groups += static_cast<uint32_t>(std::count_if(
      groups.begin(), groups.end(),
      [source](const ChunkGroup& group) { return source->chunks.keeps(group.first.value); }));
  return {};
}

}  // namespace

Result<SegmentMerge> open_merge(const Store& store, const Manifest& manifest,
                                const std::vector<uint32_t>& sources) {
  SegmentMerge merge;
  const SegmentFacts& first = manifest.segments[sources.front()];
  merge.facts.dictionary = first.dictionary;
  merge.facts.facts_version = first.facts_version;
  merge.facts.rules = live_rules(manifest, first);
  SegmentIdHasher id(kMergedSegmentBytes, first.dictionary, first.facts_version, merge.facts.rules);
  for (const uint32_t index : sources) {
    const SegmentFacts& facts = manifest.segments[index];
    TRAWL_ASSIGN_OR_RETURN(Renumbering documents, live_documents(store, manifest, facts));
    merge.sources.push_back({&facts, std::move(documents), Renumbering(facts.chunks)});
    TRAWL_RETURN_IF_ERROR(add_source(store, &merge.sources.back(), &id, &merge.facts));
  }
  TRAWL_RETURN_IF_ERROR(
      for_each_unindexed(store, merge, [&](const UnindexedContent& content) -> Status {
        id.add_unindexed(content);
        ++merge.facts.unindexed;
        return {};
      }));
  merge.facts.id = id.finish();
  return merge;
}

}  // namespace trawl
