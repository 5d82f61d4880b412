// The table of meta records that a publication adds, and when it takes over those of older tables.
#pragma once

#include <map>
#include <string>

#include "indexer/base/status.h"
#include "indexer/format/manifest.h"
#include "indexer/store/store.h"

namespace trawl {

// Values by key.
using MetaRecords = std::map<std::string, std::string>;

// Once a family has this many tables, the next build writes their live records into its own, so
// that they can be deleted: each costs an open, and holds records that nobody needs any more.
inline constexpr size_t kMaxSharedTables = 8;

// Writes `records` to `path`, a table of the meta family. With `take_over` it also writes every
// record that `manifest` needs and `store` holds, so that the store's other tables of this family
// are no longer needed.
Result<IncomingFile> write_meta_file(const std::string& path, const MetaRecords& records,
                                     const Manifest& manifest, const Store& store, bool take_over);

}  // namespace trawl
