// All records of an index as text, to hold one index against another.
#pragma once

#include <map>
#include <string>

#include "indexer/base/status.h"
#include "indexer/store/publication.h"

namespace trawl {

// Family and key ("chunks 0a1b...") to a digest of the value; keys of the meta family begin with
// their readable name.
using IndexDump = std::map<std::string, std::string>;

// Every record of the store but the status records, which hold times.
Result<IndexDump> dump_store(const Store& store);

// What the live generation answers from: its manifest without what depends on the builds before
// (generations, sizes and keys of files), and every record that it leads to.
Result<IndexDump> dump_live(const PublishedIndex& index);

}  // namespace trawl
