// The hits of all rules of a catalogue, by repository and file: what its study judges from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/tree.h"
#include "indexer/rules/catalogue.h"
#include "indexer/rules/study.h"
#include "query/read/index_reader.h"

namespace trawl {

struct EvidenceHit {
  uint32_t rule = 0;  // index among the catalogue's rules
  uint64_t line = 0;  // 1-based
  std::string text;
  // The line begins within a string of three quotes, in a Python file that has more than mentions;
  // others are not read.
  bool in_text = false;
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
// applied. In memory are all hits at once, and one document. Fails as list_rule_hits does.
// REQUIRES: `study` is of `catalogue`.
Result<std::vector<RepositoryEvidence>> collect_evidence(const Catalogue& catalogue,
                                                         const Study& study, IndexReader* reader);

}  // namespace trawl
