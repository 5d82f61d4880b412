// The id of a segment: a hash of everything that decides its records.
#pragma once

#include <cstdint>
#include <span>

#include "indexer/base/digest.h"
#include "indexer/format/blob.h"
#include "indexer/format/ids.h"

namespace trawl {

// A merged segment's stand-in for the size at which a build closes segments: it has as many
// documents as went into it.
inline constexpr uint64_t kMergedSegmentBytes = 0;

// Hashes the format version, chunk sizes, segment size, dictionary, version of the facts of
// content, rules, the digests of the documents in order, and the contents that are not indexed. One
// object, one thread.
class SegmentIdHasher {
 public:
  // REQUIRES: rules ascending and distinct.
  SegmentIdHasher(uint64_t segment_bytes, const DictionaryId& dictionary, uint32_t facts_version,
                  std::span<const RuleDigest> rules);

  void add_document(const DocumentDigest& digest) { hasher_.update(digest.view()); }
  // Call it after add_document, in ascending order.
  void add_unindexed(const UnindexedContent& content);
  // Call it once.
  SegmentId finish() { return SegmentId{hasher_.finish()}; }

 private:
  Hasher128 hasher_;
  bool has_unindexed_ = false;
};

}  // namespace trawl
