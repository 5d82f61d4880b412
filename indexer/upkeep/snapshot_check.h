// Verifies one snapshot: every file of its trees against a document and a place, and no place
// without a file.
#pragma once

#include "indexer/base/status.h"
#include "indexer/format/manifest.h"
#include "indexer/store/store.h"
#include "indexer/upkeep/check_report.h"

namespace trawl {

// Adds to the report's counts. Memory: 16 bytes per text file, and the records of all documents of
// the snapshot's segments. kCorruption names the record.
Status check_snapshot(const Store& store, const Manifest& manifest, const SnapshotFacts& snapshot,
                      CheckReport* report);

}  // namespace trawl
