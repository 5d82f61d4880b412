// Turns (segment, document, entry, rank) tuples, in any order, into the parts of a layer.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "indexer/base/spill_file.h"
#include "indexer/base/status.h"
#include "indexer/build/known_documents.h"
#include "indexer/format/ids.h"
#include "indexer/format/layer.h"
#include "indexer/format/places.h"
#include "indexer/segment/layer_plan.h"
#include "indexer/segment/part_builder.h"

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

// What was made of all tuples.
struct PlacedDocuments {
  std::vector<PartFacts> parts;  // of the new layer, in the order of the segments
  uint64_t documents = 0;        // distinct documents that have places, in any layer
};

// External merge sort: tuples are kept in memory up to a limit, then sorted and spilled as runs,
// and merged at the end. One object, one thread.
class PlaceBuilder {
 public:
  // Tuples take at most `memory` bytes.
  static Result<PlaceBuilder> create(const std::string& pending_directory, uint64_t memory);

  Status add(const PlaceTuple& tuple);
  // What was added for each entry, up to the last one with places.
  const std::vector<EntryPlaces>& entries() const { return entries_; }
  // Makes the parts of a layer that has the places of the entries with a slot; `slots` has that of
  // each entry or kDeadSlot. `segments` are all that tuples name. Call it once, after all add().
  Result<PlacedDocuments> write(std::span<const PlacedSegment> segments,
                                const std::vector<uint32_t>& slots, PartBuilder* parts);

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
  Status write_segment(const PlacedSegment& segment, const std::vector<uint32_t>& slots,
                       PartBuilder* parts, PlacedDocuments* written);
  Result<uint64_t> first_tuple(const Run& run, uint32_t ordinal, uint32_t document);

  SpillFile spill_;
  uint64_t limit_;  // tuples
  std::vector<PlaceTuple> tuples_;
  std::vector<EntryPlaces> entries_;
  std::vector<Run> runs_;
};

}  // namespace trawl
