// One snapshot of a generation: its segments by ordinal, and its records that are read by key.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/hit.h"
#include "indexer/format/ids.h"
#include "indexer/format/slot_table.h"
#include "query/read/generation.h"
#include "query/read/loaded_once.h"

namespace trawl {

// Immutable and shared by the readers of all threads. Takes microseconds to make. Thread-safe.
class SnapshotView {
 public:
  // An empty name takes kDefaultSnapshot, or else the only snapshot there is. kNotFound names all
  // that exist: there is no snapshot of this name, or of several none is the default.
  static Result<std::shared_ptr<const SnapshotView>> open(
      std::shared_ptr<const Generation> generation, const std::string& name);
  // The same snapshot with other families. See Generation::with_families.
  Result<std::shared_ptr<const SnapshotView>> with_families(std::span<const Family> families) const;

  const Generation& generation() const { return *generation_; }
  const SnapshotFacts& facts() const { return *facts_; }
  uint32_t segment_count() const { return static_cast<uint32_t>(segments_.size()); }
  const OpenSegment& segment(SegmentOrdinal segment) const { return *segments_[segment.value]; }

  // Which entries the slots of a layer are. Read on first use.
  Result<const SlotTable*> slot_table(uint32_t layer) const;

  // The number of chunks in the unit that starts with `first`: 1, or the number of a giant line's
  // chunks.
  Result<uint32_t> chunks_in_unit(SegmentOrdinal segment, ChunkNumber first) const;
  // The coded posting list of a gram, from the cache if it is there; null if the segment does not
  // contain the gram. It is never of length 0.
  Result<std::shared_ptr<const std::string>> posting_list(SegmentOrdinal segment, Gram gram) const;
  // The place of the document with this digest, in a segment of the snapshot; nullopt if there is
  // none.
  Result<std::optional<DocumentLocation>> find(const DocumentDigest& digest) const;
  // One block of a rule's hits in a segment; empty after the last block.
  Result<std::vector<Hit>> hits(SegmentOrdinal segment, const RuleDigest& rule,
                                uint32_t block) const;

 private:
  SnapshotView(std::shared_ptr<const Generation> generation, const SnapshotFacts* facts)
      : generation_(std::move(generation)), facts_(facts) {}

  std::shared_ptr<const Generation> generation_;
  const SnapshotFacts* facts_;
  std::vector<const OpenSegment*> segments_;
  mutable std::array<LoadedOnce<SlotTable>, kMaxLayers> slot_tables_;  // by layer
};

}  // namespace trawl
