// All records of an index in memory, to hold one index against another.
#pragma once

#include <map>
#include <string>

#include "indexer/base/status.h"
#include "indexer/store/publication.h"

namespace trawl {

// What dump_name says of each record to what dump_digest says of its value.
using IndexDump = std::map<std::string, std::string>;

// Every record of the store but the status records, which hold times.
Result<IndexDump> dump_store(const Store& store);

// What the live generation answers from, as indexer/upkeep/index_dump.h says.
Result<IndexDump> dump_live(const PublishedIndex& index);

}  // namespace trawl
