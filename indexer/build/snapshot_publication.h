// The end of a build: how the snapshot it has made becomes the next generation.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/build/live_index.h"
#include "indexer/build/numberer.h"
#include "indexer/format/frame.h"
#include "indexer/segment/segment_files.h"
#include "indexer/store/next_generation.h"

namespace trawl {

// What a build has made.
struct BuiltSnapshot {
  std::string name;
  NumberedFiles files;
  std::vector<WrittenSegment> segments;          // the new ones, by ordinal
  uint64_t segment_bytes = 0;                    // of text that they closed at
  std::shared_ptr<const Dictionary> dictionary;  // theirs; null when there is none of them
};

struct PublishedSnapshot {
  uint64_t generation = 0;
  uint64_t documents = 0;  // distinct ones of the snapshot
};

// Adds the snapshot, its segments and what they need to a generation and publishes that, without
// what no snapshot needs any more. `live` is what the build began with, `next` has the build's
// rules. `milliseconds` is the time the build took so far, for the record.
Result<PublishedSnapshot> publish_snapshot(const LiveIndex& live, BuiltSnapshot built,
                                           NextGeneration next, uint64_t milliseconds);

}  // namespace trawl
