// Hits become sightings: a line of a file that a rule found. All numbers of an analysis count
// sightings, and all its citations are their lines.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "indexer/study/citations.h"
#include "indexer/study/evidence.h"
#include "indexer/study/study.h"

namespace trawl {

inline constexpr uint32_t kNoWrapper = UINT32_MAX;

struct Sighting {
  uint32_t file = 0;  // index in the evidence's files
  uint64_t line = 0;
  uint32_t rule = 0;
  bool in_text = false;
  uint32_t wrapper = kNoWrapper;  // the line calls it, and it has a hit of the rule
};

// Of one repository. A line of comment is not a sighting. `study` and `evidence` must outlive it.
class Sightings {
 public:
  Sightings(const Study& study, const RepositoryEvidence& evidence);

  // The hits, ascending by file, line and rule.
  const std::vector<Sighting>& all() const { return all_; }
  // The lines of a pattern of the study, in the same order. Each line is every pattern's that
  // accepts it and is not `only_otherwise`. If there is none, the first `only_otherwise` pattern
  // that accepts the line has it.
  const std::vector<Sighting>& of_pattern(size_t pattern) const { return by_pattern_[pattern]; }
  // The hits of `rules` outside text, in files of `classes`.
  std::vector<Sighting> found(const std::vector<uint32_t>& rules,
                              const StudyClasses& classes) const;
  std::vector<Sighting> in_code(const std::vector<uint32_t>& rules) const;
  // Lines of code that use the subject: those of patterns that are neither mentions nor calls of
  // wrappers.
  std::vector<Sighting> used_in_code() const;

  // The project's kind, an index among the study's; none fits: nullopt.
  std::optional<size_t> kind() const { return kind_; }
  // As the study counts it. In a kind of project whose tests are code, tests are of class code.
  size_t class_of(uint32_t file) const { return classes_[file]; }
  bool is_code(const Sighting& sighting) const {
    return classes_[sighting.file] == static_cast<size_t>(FileClass::kCode);
  }
  // The lines of sightings that ascend by file and line.
  Citations cite(std::span<const Sighting> sightings) const;

 private:
  void collect();
  void find_kind();
  void assign_hits();
  void assign_calls();
  bool belongs(const Sighting& sighting, const StudyPattern& pattern) const;

  const Study& study_;
  const RepositoryEvidence& evidence_;
  std::vector<size_t> classes_;  // class of each file, as the study counts it
  std::optional<size_t> kind_;
  std::vector<Sighting> all_;
  std::vector<std::vector<Sighting>> by_pattern_;
};

// Both lists as one, ascending by file and line.
std::vector<Sighting> merged(std::vector<Sighting> a, std::span<const Sighting> b);

}  // namespace trawl
