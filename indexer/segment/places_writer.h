// Writes the places of one segment's documents in one snapshot.
#pragma once

#include <cstdint>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/ids.h"
#include "indexer/format/places.h"
#include "indexer/store/sorted_file_writer.h"

namespace trawl {

// Gathers the places of consecutive documents into blocks. A block without any place has no record.
// The writer must outlive it. One object, one thread.
class PlacesWriter {
 public:
  PlacesWriter(SortedFileWriter* writer, const SnapshotId& snapshot, const SegmentId& segment)
      : writer_(writer), snapshot_(snapshot), segment_(segment) {}

  // REQUIRES: documents come in order, and so do the places of each.
  Status add(DocumentNumber document, const Place& place);
  // Hands over the places that are left.
  Status flush();

 private:
  SortedFileWriter* writer_;
  SnapshotId snapshot_;
  SegmentId segment_;
  uint32_t block_ = 0;
  std::vector<std::vector<Place>> documents_;
};

}  // namespace trawl
