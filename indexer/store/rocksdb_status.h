// RocksDB's failures as ours. Private to this folder, since it names RocksDB's types.
#pragma once

#include <rocksdb/status.h>

#include <string>

#include "indexer/base/status.h"

namespace trawl {

// What went wrong, with each cause named once. RocksDB puts the kind of a failure, and often its
// cause, before a text that ends in this cause, and may wrap one failure in another: "Corruption:
// IO error: No such file or directory: While opening x: No such file or directory".
std::string failure_text(const rocksdb::Status& status);

// RocksDB's status as ours, with what was being done.
Status from_rocksdb(const rocksdb::Status& status, const std::string& what);

}  // namespace trawl
