// Decoded records, kept between the searches of a process that makes many.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <typeinfo>

#include "indexer/format/format.h"

namespace trawl {

// Keeps the most recently used records, up to a number of bytes, in RocksDB's LRU cache: records
// that were asked for again outlive those that were not, so a scan does not empty it. A record is
// shared: it lives as long as somebody holds it, cached or not. Thread-safe.
class RecordCache {
 public:
  explicit RecordCache(uint64_t bytes);
  ~RecordCache();
  RecordCache(const RecordCache&) = delete;
  RecordCache& operator=(const RecordCache&) = delete;

  // The record kept for this key; null when there is none of this type.
  template <class Record>
  std::shared_ptr<const Record> find(Family family, std::string_view key) const {
    return std::static_pointer_cast<const Record>(find_any(family, key, typeid(Record)));
  }
  // Keeps a record that holds about `bytes` bytes, and forgets others when they become too many.
  template <class Record>
  void keep(Family family, std::string_view key, std::shared_ptr<const Record> record,
            uint64_t bytes) {
    keep_any(family, key, typeid(Record), std::move(record), bytes);
  }
  // The bytes of all records, as given to keep(), plus the cache's own share.
  uint64_t bytes() const;

 private:
  std::shared_ptr<const void> find_any(Family family, std::string_view key,
                                       const std::type_info& type) const;
  void keep_any(Family family, std::string_view key, const std::type_info& type,
                std::shared_ptr<const void> record, uint64_t bytes);

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace trawl
