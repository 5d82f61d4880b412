// Verifies one segment: its content against every record that is derived from it.
#pragma once

#include <cstdint>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/document.h"
#include "indexer/format/manifest.h"
#include "indexer/rules/rule.h"
#include "indexer/store/store.h"
#include "indexer/upkeep/check_report.h"

namespace trawl {

// All document records of a segment, whose numbers and chunks must be consecutive.
Result<std::vector<DocumentRecord>> read_documents(const Store& store, const SegmentFacts& segment);

// Verifies the segment and adds to the report's counts. Hits are verified for the rules that the
// manifest still has an expression of. Of the grams and hits of the content it holds
// shares of `memory` bytes, however large a document is, and besides them one document's content; a
// segment that has more is held against its records part by part. kCorruption names the record.
Status check_segment(const Store& store, const SegmentFacts& segment,
                     const std::vector<Rule>& rules, uint64_t memory, CheckReport* report);

}  // namespace trawl
