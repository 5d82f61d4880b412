// Which sentences of a pattern are said of a project.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "indexer/study/citations.h"
#include "indexer/study/sightings.h"
#include "indexer/study/study.h"

namespace trawl {

// Why a sentence is not said.
enum class Unsaid : uint8_t {
  kNoLine,
  kTooFew,
  kTooMany,
  kOtherKind,
  kLacksWith,
  kHasWithout,
  kNoPart
};

// A sentence for a project, or why not.
struct Saying {
  std::optional<Statement> statement;
  Unsaid unsaid = Unsaid::kNoLine;  // without a statement
  uint64_t lines = 0;               // that the sentence is about
};

// Tries a sentence of a pattern of the study. `kind` is the project's, an index among the study's.
Saying say(const Advice& advice, size_t pattern, std::optional<size_t> kind,
           const Sightings& sightings);

// The sentence for these lines: with the names of the parts that have a line, in the order of the
// sentence. nullopt if it has parts, and none of them has a line.
std::optional<std::string> text_for(const Sentence& sentence, std::span<const Sighting> lines);

// "a, b and c"
std::string enumeration(const std::vector<std::string>& texts);

}  // namespace trawl
