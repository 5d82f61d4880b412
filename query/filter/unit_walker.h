// The units of a segment: a chunk, or the group of chunks that together hold one giant line.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "indexer/format/chunk.h"

namespace trawl {

// The chunks of a unit, from `begin` up to but not including `end`.
struct UnitRange {
  ChunkNumber begin;
  ChunkNumber end;
};

// Finds the units of an ascending sequence of chunks. `groups` are the segment's giant lines in
// ascending order; they must outlive it. One object, one thread.
class UnitWalker {
 public:
  explicit UnitWalker(std::span<const ChunkGroup> groups) : groups_(groups) {}

  UnitRange unit_of(ChunkNumber chunk) {
    while (!groups_.empty() && groups_[0].first.value + groups_[0].count <= chunk.value)
      skip(chunk);
    if (!groups_.empty() && groups_[0].first <= chunk) {
      return {groups_[0].first, {groups_[0].first.value + groups_[0].count}};
    }
    return {chunk, {chunk.value + 1}};
  }

 private:
  // Skips the groups that end before `chunk`, in doubling steps because only few chunks may be
  // asked for.
  void skip(ChunkNumber chunk) {
    size_t step = 1;
    while (step < groups_.size() && groups_[step].first <= chunk) step *= 2;
    // groups_[step / 2] starts at or before the chunk, so all groups before it end before the
    // chunk.
    groups_ = groups_.subspan(std::max<size_t>(1, step / 2));
  }

  std::span<const ChunkGroup> groups_;
};

}  // namespace trawl
