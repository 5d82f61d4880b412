// The table of meta records that a publication adds, and when tables that generations share are
// written anew.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/manifest.h"
#include "indexer/store/store.h"

namespace trawl {

// Values by key.
using MetaRecords = std::map<std::string, std::string>;

// Once a family has this many tables, the next build writes their live records into its own, so
// that they can be deleted: each costs an open, and holds records that nobody needs any more.
inline constexpr size_t kMaxSharedTables = 8;

// Whether the live records of trees or places are written anew, into one table that stands for the
// others: there are too many tables to add one more, or more dead records than live ones. `added`
// and `needed` are numbers of records: those that the tables do not have yet, and all live ones.
bool are_due_anew(std::span<const FileFacts> tables, uint64_t added, uint64_t needed);

// Writes `records` to `path`, a table of the meta family. It also writes every record that one of
// `taken_over` leads to and `store` holds, the manifests themselves among them, so that these
// generations no longer need the store's other tables of this family.
Result<IncomingFile> write_meta_file(const std::string& path, const MetaRecords& records,
                                     const std::vector<Manifest>& taken_over, const Store& store);

}  // namespace trawl
