// Writes the records of a merged segment, family by family, from those of its sources: byte for
// byte what a build would have written if it had closed one segment with these documents.
//
// The records are streamed, so memory does not grow with the segments, except for what
// merge_postings holds.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "indexer/base/status.h"
#include "indexer/merge/segment_merge.h"
#include "indexer/segment/segment_files.h"

namespace trawl {

// Writes all families below `directory`, on up to `jobs` threads. `on_read` as in merge_postings.
Result<WrittenSegment> write_merged(const Store& store, const SegmentMerge& merge,
                                    const std::string& directory, uint32_t jobs,
                                    const std::function<void(uint64_t)>& on_read);

}  // namespace trawl
