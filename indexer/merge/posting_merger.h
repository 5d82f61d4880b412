// Merges the posting lists of segments.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "indexer/base/status.h"
#include "indexer/format/gram.h"
#include "indexer/merge/segment_merge.h"
#include "indexer/store/store.h"

namespace trawl {

// Calls `sink(gram, coded list)` for each gram of the merged segment, in ascending order of grams,
// on one thread at a time; up to `jobs` threads take part. `on_read`, on one thread at a time, gets
// the bytes of lists that were read since its last call.
//
// Holds a few lists at a time, each of which has at most one number for every chunk.
Status merge_postings(const Store& store, const SegmentMerge& merge,
                      const std::function<Status(Gram, std::string_view)>& sink, uint32_t jobs,
                      const std::function<void(uint64_t)>& on_read);

}  // namespace trawl
