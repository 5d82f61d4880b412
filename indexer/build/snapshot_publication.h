// The end of a build: its snapshot becomes the next generation.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/build/live_index.h"
#include "indexer/build/numberer.h"
#include "indexer/format/build_origin.h"
#include "indexer/format/build_parameters.h"
#include "indexer/format/frame.h"
#include "indexer/segment/segment_files.h"
#include "indexer/store/next_generation.h"

namespace trawl {

// What a build has made.
struct BuiltSnapshot {
  std::string name;
  NumberedFiles files;
  std::vector<WrittenSegment> segments;          // the new ones, by ordinal
  uint64_t segment_bytes = 0;                    // of text at which they closed
  std::shared_ptr<const Dictionary> dictionary;  // theirs; null when there are no new segments
  BuildOrigin origin;                            // for the record
  BuildParameters parameters;
};

struct PublishedSnapshot {
  uint64_t generation = 0;
  uint64_t documents = 0;  // distinct documents of the snapshot
};

// Adds the snapshot, its segments and what they need to a generation, leaves out what no snapshot
// needs any more, and publishes it. `live` is what the build began with, `next` has the build's
// rules. `milliseconds` is the time that the build has taken so far, for the record.
Result<PublishedSnapshot> publish_snapshot(const LiveIndex& live, BuiltSnapshot built,
                                           NextGeneration next, uint64_t milliseconds);

}  // namespace trawl
