// Makes the parts of layers, and writes them as one sorted file.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "indexer/base/spill_file.h"
#include "indexer/base/status.h"
#include "indexer/format/layer.h"
#include "indexer/format/manifest.h"
#include "indexer/format/places.h"
#include "indexer/store/next_generation.h"
#include "indexer/store/store.h"

namespace trawl {

// Encoded blocks wait in a spill file, because a part's id, by which keys are sorted, is known only
// at its end. Memory grows by a few words per block. One object, one thread; movable.
class PartBuilder {
 public:
  static Result<PartBuilder> create(const std::string& pending_directory);

  // Begins the part of a segment.
  void begin(const SegmentId& segment);
  // Adds a place of the current part; its entry is a slot. REQUIRES: documents come in order, and
  // so do the places of each.
  Status add(DocumentNumber document, const Place& place);
  // Ends the current part. It has no blocks, and no id, when it got no places.
  Result<PartFacts> finish();

  // Writes the parts that the manifest of `next` needs and that its live one has not, and hands the
  // file over to `next`. If there are too many files of places, or more dead records than live ones
  // in them, all parts are written as one file that replaces the others.
  Status hand_over(NextGeneration* next);

 private:
  struct StoredBlock {
    uint32_t number;
    uint32_t size;
    uint64_t position;
  };
  using PartBlocks = std::map<PartId, uint32_t>;  // with the number of its blocks

  explicit PartBuilder(SpillFile spill) : spill_(std::move(spill)), hasher_(SegmentId()) {}
  static PartBlocks parts_of(const Manifest& manifest);
  Status flush();
  Result<IncomingFile> write(const PartBlocks& wanted, const Store& store, const std::string& path);

  SpillFile spill_;
  PartHasher hasher_;
  PartFacts facts_;  // of the current part
  uint32_t block_ = 0;
  std::vector<std::vector<Place>> documents_;  // of the current block
  std::vector<StoredBlock> stored_;            // of the current part
  std::map<PartId, std::vector<StoredBlock>> parts_;
};

}  // namespace trawl
