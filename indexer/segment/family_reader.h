// Reads all records of one family of a segment.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/base/status.h"
#include "indexer/format/manifest.h"
#include "indexer/store/segment_records.h"
#include "indexer/store/store.h"

namespace trawl {

// The number of records of the family that were published.
uint64_t expected_entries(const SegmentFacts& segment, Family family);

// Walks in key order and counts the records, so that one too many or too few is noticed. Values
// stay valid until next(). The facts must outlive it. One object, one thread.
class FamilyReader {
 public:
  FamilyReader(const Store& store, const SegmentFacts& segment, Family family);

  bool at_end() const { return cursor_.at_end(); }
  std::string_view key() const { return cursor_.key(); }
  std::string_view value() const { return cursor_.value(); }
  void next() {
    ++count_;
    cursor_.next();
  }
  // Whether those were all records. REQUIRES: at_end().
  Status finish() const;

 private:
  const SegmentFacts* segment_;
  Family family_;
  RecordCursor cursor_;
  uint64_t count_ = 0;
};

}  // namespace trawl
