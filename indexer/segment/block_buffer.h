// Packs records into blocks, the unit in which families of small records are stored.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "indexer/base/status.h"

namespace trawl {

// Collects records and hands them over as flush(block number, records) in blocks of `limit`, the
// last one shorter.
template <class Record, class Flush>
class BlockBuffer {
 public:
  BlockBuffer(size_t limit, Flush flush) : limit_(limit), flush_(std::move(flush)) {}

  Status add(Record record) {
    records_.push_back(std::move(record));
    return records_.size() == limit_ ? flush() : Status();
  }
  Status flush() {
    if (records_.empty()) return {};
    Status status = flush_(block_++, std::span<const Record>(records_));
    records_.clear();
    return status;
  }

 private:
  size_t limit_;
  Flush flush_;
  std::vector<Record> records_;
  uint32_t block_ = 0;
};

template <class Record, class Flush>
BlockBuffer<Record, Flush> block_buffer(size_t limit, Flush flush) {
  return BlockBuffer<Record, Flush>(limit, std::move(flush));
}

}  // namespace trawl
