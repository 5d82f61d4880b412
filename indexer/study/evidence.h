// The hits of all rules of a catalogue, by repository and file. Its study judges from them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/format/tree.h"

namespace trawl {

struct EvidenceHit {
  uint32_t rule = 0;  // index in the catalogue's rules
  uint64_t line = 0;  // 1-based
  std::string text;
  // The line starts within a triple-quoted string. Set only in Python files that have more than
  // mentions, because others are not read.
  bool in_text = false;
};

struct EvidenceFile {
  std::string path;
  FileClass file_class = FileClass::kCode;
  std::vector<EvidenceHit> hits;  // ascending by line and rule
};

struct RepositoryEvidence {
  std::string repository;
  std::string revision;
  std::vector<EvidenceFile> files;  // ordered by path, each with a hit
};

}  // namespace trawl
