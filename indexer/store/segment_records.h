// Records of a segment that are read whole: its giant lines and its dictionary.
#pragma once

#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/chunk.h"
#include "indexer/format/ids.h"
#include "indexer/format/manifest.h"
#include "indexer/store/store.h"

namespace trawl {

// A kCorruption that names the segment.
Status wrong_segment(const SegmentFacts& segment, const std::string& what);

// The segment's group table; empty when there is none. kCorruption when it is missing, or not what
// the manifest says.
Result<std::vector<ChunkGroup>> read_groups(const Store& store, const SegmentFacts& segment);

// The stored bytes of a dictionary. kCorruption when it is missing.
Result<std::string> read_dictionary(const Store& store, const DictionaryId& id);

}  // namespace trawl
