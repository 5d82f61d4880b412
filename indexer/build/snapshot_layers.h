// Makes the layers of a new snapshot: those it keeps of an earlier one, and one with all the other
// places.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/build/live_index.h"
#include "indexer/build/numberer.h"
#include "indexer/build/place_builder.h"
#include "indexer/format/layer.h"
#include "indexer/segment/part_builder.h"
#include "indexer/store/next_generation.h"

namespace trawl {

struct SnapshotLayers {
  std::vector<LayerFacts> layers;  // oldest first
  uint64_t documents = 0;          // distinct documents that have places
};

// `segments` are the live ones and those of this build, in the order of the next manifest. Parts
// are left in *parts, and slot tables put into *next. Call it once for the files.
Result<SnapshotLayers> make_layers(const LiveIndex& live, std::span<const PlacedSegment> segments,
                                   NumberedFiles* files, PartBuilder* parts, NextGeneration* next);

}  // namespace trawl
