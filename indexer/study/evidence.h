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

enum class WrapperKind : uint8_t {
  kFunction,     // or a method
  kConstructor,  // an `__init__`, named like its class
  kClass,        // its header has the hit, so that what it derives from is a use
};

// A function or class of the project that has a hit, in its body or header, of a rule that a
// pattern of the study wraps.
struct Wrapper {
  std::string name;
  std::string of_class;  // empty unless it is a method
  std::string path;
  uint64_t line = 0;     // 1-based, of its definition
  uint32_t rule = 0;     // index in the catalogue's rules
  uint32_t pattern = 0;  // index in the study's patterns
  WrapperKind kind = WrapperKind::kFunction;
  bool returns_object = false;  // methods that are called on what it returns count as well
};

// A line that calls a wrapper, or hands it on.
struct WrapperCall {
  uint32_t wrapper = 0;  // index in RepositoryEvidence::wrappers
  uint64_t line = 0;     // 1-based
  std::string text;
};

struct EvidenceFile {
  std::string path;
  FileClass file_class = FileClass::kCode;
  std::vector<EvidenceHit> hits;        // ascending by line and rule
  std::vector<WrapperCall> calls = {};  // ascending by line
};

struct RepositoryEvidence {
  std::string repository;
  std::string revision;
  std::vector<EvidenceFile> files;  // ordered by path, each with a hit or a call
  std::vector<Wrapper> wrappers = {};
};

}  // namespace trawl
