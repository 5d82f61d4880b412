// The end of a table file (SST), verified before RocksDB parses it.
//
// RocksDB verifies a block's checksum before it parses it, except for the block of properties, on
// which it makes assertions. And the footer, which has no checksum, says whether there are
// checksums at all. Both are verified here first, so that a flipped bit is an error wherever it is.
// Layout: https://github.com/facebook/rocksdb/wiki/Rocksdb-BlockBasedTable-Format
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "indexer/base/status.h"

namespace trawl {

// A footer of format version 5, the one that family_options() asks for.
inline constexpr uint64_t kTableFooterBytes = 53;

// Reads `size` bytes of the file from `offset` on.
using TableReader = std::function<Result<std::string>(uint64_t offset, uint64_t size)>;

// Verifies footer, index of meta blocks and block of properties of a table of `file_size` bytes.
// kCorruption says what is wrong, without the file's name. Pure except for `read`.
Status check_table_tail(uint64_t file_size, const TableReader& read);

}  // namespace trawl
