// Reads a record through the generation's cache.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "indexer/base/status.h"
#include "indexer/store/store.h"
#include "query/read/generation.h"

namespace trawl {

// The decoded record under `key`, from the cache or from the store; null if there is none. What is
// read from the store is put into the cache, as `held(record)` bytes. `*cursor` is created on first
// use, and is for one thread.
template <class Record, class Decode, class Held>
Result<std::shared_ptr<const Record>> decoded_record(const Generation& generation, Family family,
                                                     std::string_view key, Decode decode, Held held,
                                                     std::optional<PointCursor>* cursor) {
  RecordCache* const cache = generation.cache();
  std::shared_ptr<const Record> record;
  if (cache != nullptr) record = cache->find<Record>(family, key);
  if (record != nullptr) return record;
  if (!*cursor) *cursor = generation.store().points(family);
  TRAWL_ASSIGN_OR_RETURN(const std::optional<std::string_view> value, (*cursor)->find(key));
  if (!value) return record;
  Result<Record> decoded = decode(*value);
  if (!decoded.is_ok()) return decoded.status();
  record = std::make_shared<const Record>(std::move(decoded).value());
  if (cache != nullptr) cache->keep(family, key, record, held(*record));
  return record;
}

}  // namespace trawl
