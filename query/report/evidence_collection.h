// Reads evidence, the hits of all rules of a catalogue, from an index.
#pragma once

#include <vector>

#include "indexer/base/status.h"
#include "indexer/rules/catalogue.h"
#include "indexer/study/evidence.h"
#include "indexer/study/study.h"
#include "query/read/index_reader.h"

namespace trawl {

// The evidence in the reader's snapshot, in ascending order of repository, for repositories with a
// hit. Each rule's scope is applied. Memory holds all hits at once, and one document. Fails as
// list_rule_hits does. REQUIRES: `study` belongs to `catalogue`.
Result<std::vector<RepositoryEvidence>> collect_evidence(const Catalogue& catalogue,
                                                         const Study& study, IndexReader* reader);

}  // namespace trawl
