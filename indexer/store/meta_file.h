// The table of meta records that a publication adds, and when it takes over what older ones hold.
#pragma once

#include <map>
#include <string>

#include "indexer/base/status.h"
#include "indexer/format/manifest.h"
#include "indexer/store/store.h"

namespace trawl {

// Values by key.
using MetaRecords = std::map<std::string, std::string>;

// With as many tables of a family the next build writes what is live of them into its own, and the
// others can go: each costs an open, and holds what nobody needs any more.
inline constexpr size_t kMaxSharedTables = 8;

// Writes `records` to `path`, a table of the meta family. With `take_over` also every record that
// `manifest` needs and `store` holds, so that the store's other tables of this family are not
// needed any more.
Result<IncomingFile> write_meta_file(const std::string& path, const MetaRecords& records,
                                     const Manifest& manifest, const Store& store, bool take_over);

}  // namespace trawl
