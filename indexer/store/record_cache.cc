#include "indexer/store/record_cache.h"

#include <rocksdb/cache.h>

#include <string>
#include <utility>

namespace trawl {
namespace {

// A damaged index may lead to one record as if it were of two types.
struct Holder {
  std::shared_ptr<const void> record;
  const std::type_info* type;
};

// The threads of a search ask for different records at the same time: 2^4 shards, each with a lock.
constexpr int kShardBits = 4;

void delete_holder(const rocksdb::Slice&, void* holder) {
  delete static_cast<Holder*>(holder);
}

std::string cache_key(Family family, std::string_view key) {
  std::string whole;
  whole.reserve(1 + key.size());
  whole.push_back(static_cast<char>(family));
  whole.append(key);
  return whole;
}

}  // namespace

struct RecordCache::State {
  std::shared_ptr<rocksdb::Cache> records;
};

RecordCache::RecordCache(uint64_t bytes)
    : state_(std::make_unique<State>(State{rocksdb::NewLRUCache(bytes, kShardBits)})) {}
RecordCache::~RecordCache() = default;

std::shared_ptr<const void> RecordCache::find_any(Family family, std::string_view key,
                                                  const std::type_info& type) const {
  rocksdb::Cache& records = *state_->records;
  rocksdb::Cache::Handle* const handle = records.Lookup(cache_key(family, key));
  if (handle == nullptr) return nullptr;
  Holder holder = *static_cast<const Holder*>(records.Value(handle));
  records.Release(handle);
  return *holder.type == type ? holder.record : nullptr;
}

void RecordCache::keep_any(Family family, std::string_view key, const std::type_info& type,
                           std::shared_ptr<const void> record, uint64_t bytes) {
  auto holder = std::make_unique<Holder>(Holder{std::move(record), &type});
  // Without a handle, inserting cannot fail: a record without room is forgotten, and deleted, at
  // once.
  const rocksdb::Status kept =
      state_->records->Insert(cache_key(family, key), holder.release(), bytes, delete_holder);
  kept.PermitUncheckedError();
}

uint64_t RecordCache::bytes() const {
  return state_->records->GetUsage();
}

}  // namespace trawl
