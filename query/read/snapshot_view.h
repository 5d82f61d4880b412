// One snapshot of a generation: its segments by ordinal, and what is read of them by key.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/hit.h"
#include "indexer/format/ids.h"
#include "query/read/generation.h"

namespace trawl {

// Immutable, shared by the readers of all threads; made in microseconds. Thread-safe.
class SnapshotView {
 public:
  // An empty name takes the snapshot published last. kNotFound for a snapshot that does not exist
  // names those that do.
  static Result<std::shared_ptr<const SnapshotView>> open(
      std::shared_ptr<const Generation> generation, const std::string& name);
  // The same snapshot with other families: see Generation::with_families.
  Result<std::shared_ptr<const SnapshotView>> with_families(std::span<const Family> families) const;

  const Generation& generation() const { return *generation_; }
  const SnapshotFacts& facts() const { return *facts_; }
  uint32_t segment_count() const { return static_cast<uint32_t>(segments_.size()); }
  const OpenSegment& segment(SegmentOrdinal segment) const { return *segments_[segment.value]; }

  // The number of chunks in the unit that begins with `first`: one, or a giant line's.
  Result<uint32_t> chunks_in_unit(SegmentOrdinal segment, ChunkNumber first) const;
  // The coded posting list of a gram, never of length 0, from the cache if it is there; null when
  // the segment does not hold the gram.
  Result<std::shared_ptr<const std::string>> posting_list(SegmentOrdinal segment, Gram gram) const;
  // The document with this digest, in a segment of the snapshot; nullopt when there is none.
  Result<std::optional<DocumentLocation>> find(const DocumentDigest& digest) const;
  // A block of a rule's hits in a segment; empty after the last.
  Result<std::vector<Hit>> hits(SegmentOrdinal segment, const RuleDigest& rule,
                                uint32_t block) const;

 private:
  SnapshotView(std::shared_ptr<const Generation> generation, const SnapshotFacts* facts)
      : generation_(std::move(generation)), facts_(facts) {}

  std::shared_ptr<const Generation> generation_;
  const SnapshotFacts* facts_;
  std::vector<const OpenSegment*> segments_;
};

}  // namespace trawl
