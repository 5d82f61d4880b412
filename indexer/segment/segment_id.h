// The id of a segment: a hash of everything that decides its records.
#pragma once

#include <cstdint>
#include <span>

#include "indexer/base/digest.h"
#include "indexer/format/ids.h"

namespace trawl {

// A merged segment's stand-in for the size at which a build closes segments: it has as many
// documents as went into it.
inline constexpr uint64_t kMergedSegmentBytes = 0;

// Hashes the format version, chunk sizes, segment size, dictionary, rules, and the digests of the
// documents in order. One object, one thread.
class SegmentIdHasher {
 public:
  // REQUIRES: rules ascending and distinct.
  SegmentIdHasher(uint64_t segment_bytes, const DictionaryId& dictionary,
                  std::span<const RuleDigest> rules);

  void add_document(const DocumentDigest& digest) { hasher_.update(digest.view()); }
  // Call it once.
  SegmentId finish() { return SegmentId{hasher_.finish()}; }

 private:
  Hasher128 hasher_;
};

}  // namespace trawl
