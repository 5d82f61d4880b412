// How each family's tables are laid out: one definition for the files a build writes and the store
// that reads them. Private to this folder, since it names RocksDB's types.
#pragma once

#include <rocksdb/options.h>
#include <rocksdb/slice.h>

#include <string>
#include <string_view>

#include "indexer/format/format.h"

namespace trawl {

// Options of one family. Thread-safe; the block cache is shared by all families of the process's
// stores.
rocksdb::ColumnFamilyOptions family_options(Family family);

// A slice over the same bytes.
inline rocksdb::Slice to_slice(std::string_view bytes) {
  return {bytes.data(), bytes.size()};
}

}  // namespace trawl
