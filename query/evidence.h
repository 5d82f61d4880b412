// The hits of all rules of a catalogue, by repository and file: what a study judges from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/catalogue/catalogue.h"
#include "indexer/format/tree.h"
#include "query/index_reader.h"

namespace trawl {

struct EvidenceHit {
  uint32_t rule = 0;  // index among the catalogue's rules
  uint64_t line = 0;  // 1-based
  std::string text;
};

struct EvidenceFile {
  std::string path;
  FileClass file_class = FileClass::kCode;
  std::vector<EvidenceHit> hits;  // ascending by (line, rule)
};

struct RepositoryEvidence {
  std::string repository;
  std::string revision;
  std::vector<EvidenceFile> files;  // in path order, each with a hit
};

// Of the reader's snapshot, ascending by repository, those with a hit; each rule's scope is
// applied. In memory are all hits at once. Fails as list_rule_hits does.
Result<std::vector<RepositoryEvidence>> collect_evidence(const Catalogue& catalogue,
                                                         IndexReader* reader);

}  // namespace trawl
