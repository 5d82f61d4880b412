// Turns (segment, document, entry, rank) tuples, in any order, into the places of a snapshot.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/base/spill_file.h"
#include "indexer/base/status.h"
#include "indexer/build/known_documents.h"
#include "indexer/format/ids.h"
#include "indexer/format/places.h"
#include "indexer/store/store.h"

namespace trawl {

// One file of the snapshot; its document is given as in DocumentLocation.
struct PlaceTuple {
  uint32_t segment = 0;
  DocumentNumber document;
  Place place;
  friend auto operator<=>(const PlaceTuple&, const PlaceTuple&) = default;
};

// A segment that tuples name: a live one by its ordinal alone, one of this build by kNewSegments
// and the range of new documents that it holds.
struct PlacedSegment {
  SegmentId id;
  uint32_t ordinal = 0;
  uint32_t first = 0;         // document
  uint32_t end = UINT32_MAX;  // after its last document
};

// A snapshot's places as they were written.
struct WrittenPlaces {
  IncomingFile file;       // facts.entries is 0 when no document has a place
  uint64_t documents = 0;  // distinct documents that have places
};

// External merge sort: tuples are kept in memory up to a limit, then sorted and spilled as runs,
// and merged at the end. One object, one thread.
class PlaceBuilder {
 public:
  // Tuples take at most `memory` bytes.
  static Result<PlaceBuilder> create(const std::string& pending_directory, uint64_t memory);

  Status add(const PlaceTuple& tuple);
  // For each of this many live segments, whether it holds a document of the snapshot, after all
  // add() calls.
  Result<std::vector<bool>> used(size_t live_segments);
  // Writes the places of all segments.
  Result<WrittenPlaces> write(const SnapshotId& snapshot, std::vector<PlacedSegment> segments,
                              const std::string& path);

 private:
  // A sorted run in the spill file, and where in it each segment's tuples begin.
  struct Run {
    uint64_t position;
    // (segment, index of its first tuple), ascending.
    std::vector<std::pair<uint32_t, uint64_t>> begins;
    uint64_t count;
  };
  PlaceBuilder(SpillFile spill, uint64_t limit) : spill_(std::move(spill)), limit_(limit) {}
  Status spill_run();
  Result<uint64_t> first_tuple(const Run& run, uint32_t ordinal, uint32_t document);

  SpillFile spill_;
  uint64_t limit_;  // tuples
  std::vector<PlaceTuple> tuples_;
  std::vector<Run> runs_;
};

}  // namespace trawl
