#include "indexer/merge/part_merger.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "indexer/format/snapshot.h"
#include "indexer/segment/segment_walk.h"

namespace trawl {
namespace {

// The parts of a merged segment.
class MergedParts {
 public:
  MergedParts(const Store& store, const SegmentMerge& merge, PartBuilder* parts)
      : store_(store), merge_(merge), parts_(parts) {}

  // Replaces the parts of the sources in the layer.
  Status replace(LayerFacts* layer) {
    std::vector<const PartFacts*> sources;
    std::string key;
    for (const MergeSource& source : merge_.sources) {
      sources.push_back(find_part(*layer, source.facts->id));
      key.append(sources.back() == nullptr ? PartId().view() : sources.back()->id.view());
    }
    if (std::all_of(sources.begin(), sources.end(),
                    [](const PartFacts* p) { return p == nullptr; }))
      return {};
    auto merged = made_.find(key);
    if (merged == made_.end()) {
      TRAWL_ASSIGN_OR_RETURN(const PartFacts part, make(sources));
      merged = made_.emplace(std::move(key), part).first;
    }
    std::erase_if(layer->parts, [&](const PartFacts& part) { return is_source(part.segment); });
    if (merged->second.blocks != 0) layer->parts.push_back(merged->second);
    return {};
  }

 private:
  bool is_source(const SegmentId& segment) const {
    return std::any_of(merge_.sources.begin(), merge_.sources.end(),
                       [&](const MergeSource& source) { return source.facts->id == segment; });
  }

  Result<PartFacts> make(const std::vector<const PartFacts*>& sources) {
    parts_->begin(merge_.facts.id);
    for (size_t i = 0; i < sources.size(); ++i) {
      const MergeSource& source = merge_.sources[i];
      if (sources[i] == nullptr) continue;
      // A document that the merged segment has not has places only in dead slots.
      const auto add = [&](DocumentNumber document, const Place& place) -> Status {
        if (!source.documents.keeps(document.value)) return {};
        return parts_->add({source.documents.number_of(document.value)}, place);
      };
      TRAWL_RETURN_IF_ERROR(for_each_place(store_, *source.facts, *sources[i], add));
    }
    return parts_->finish();
  }

  const Store& store_;
  const SegmentMerge& merge_;
  PartBuilder* parts_;
  std::map<std::string, PartFacts> made_;  // by the ids of the source parts
};

}  // namespace

Status merge_parts(const Store& store, const std::vector<SegmentMerge>& merges, PartBuilder* parts,
                   Manifest* manifest) {
  std::vector<SegmentId> order;
  for (const SegmentFacts& segment : manifest->segments) order.push_back(segment.id);
  for (const SegmentMerge& merge : merges) {
    MergedParts merged(store, merge, parts);
    for (SnapshotFacts& snapshot : manifest->snapshots) {
      for (LayerFacts& layer : snapshot.layers) TRAWL_RETURN_IF_ERROR(merged.replace(&layer));
    }
  }
  for (SnapshotFacts& snapshot : manifest->snapshots) {
    for (LayerFacts& layer : snapshot.layers) sort_parts(order, &layer);
    snapshot.segments = segments_with_parts(snapshot.layers, order);
    snapshot.id = snapshot_id(snapshot.entry_blocks, snapshot.layers);
  }
  return {};
}

}  // namespace trawl
