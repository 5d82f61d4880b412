// All records of an index in memory, so that two indexes can be compared.
#pragma once

#include <map>
#include <string>

#include "indexer/base/status.h"
#include "indexer/store/publication.h"

namespace trawl {

// Maps the dump_name of each record to the dump_digest of its value.
using IndexDump = std::map<std::string, std::string>;

// Every record of the store except the status records, which contain times.
Result<IndexDump> dump_store(const Store& store);

// The records that the live generation answers from, as defined in indexer/upkeep/index_dump.h.
Result<IndexDump> dump_live(const PublishedIndex& index);

}  // namespace trawl
