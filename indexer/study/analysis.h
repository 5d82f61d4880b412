// What a study says about one repository, computed from hits alone. Each statement has the lines
// that it is based on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "indexer/rules/catalogue.h"
#include "indexer/study/citations.h"
#include "indexer/study/evidence.h"
#include "indexer/study/sightings.h"
#include "indexer/study/study.h"
#include "indexer/study/verdict.h"

namespace trawl {

// The points that a pattern adds.
struct Factor {
  std::string pattern;  // its id
  std::string title;
  double points = 0;
  uint64_t files = 0;
  uint64_t lines = 0;
  Citations where;
};

struct RuleFinding {
  std::string rule;  // its id
  std::string message;
  std::vector<uint64_t> lines;  // ascending
  // The lines call this function of the project, which has a hit of the rule.
  std::optional<Wrapper> wrapper = {};
};

struct PatternFinding {
  std::string pattern;  // its id
  std::string title;
  std::vector<RuleFinding> rules;  // in the pattern's order, or in that of the wrappers
};

struct AnalysedFile {
  std::string path;
  size_t study_class = 0;                // as for study_class_name
  uint64_t occurrences = 0;              // 0: it does not name the subject
  std::vector<PatternFinding> patterns;  // in the study's order; not empty
};

struct Occurrence {
  std::string path;
  uint64_t line = 0;
  std::string text;  // as in the file
};

struct ClassCount {
  std::string title;  // for running text: "tests"
  uint64_t count = 0;
};

// What a project is, and the lines that show it.
struct ProjectKind {
  std::string id;     // "library"
  std::string title;  // "a library"
  Citations where;
};

struct ProjectAnalysis {
  std::string repository;
  std::string revision;
  StudyWords words;
  std::optional<ProjectKind> kind;
  Verdict deactivable = Verdict::kMaybe;
  Statement reason;
  uint32_t complexity = 1;
  double points = 0;
  std::string level;                // the meaning of the complexity
  std::vector<Factor> factors;      // most points first, then in the study's order
  std::vector<AnalysedFile> files;  // files with a pattern, ordered by path
  // In the order of the factors. If there is nothing to say, each list has one statement without
  // citations.
  std::vector<Statement> challenges;
  std::vector<Statement> recommendations;
  // Ordered by path, then by line. Empty if code uses the subject without naming it.
  std::vector<Occurrence> occurrences;
  // Classes with occurrences, in the order of classes.
  std::vector<ClassCount> occurrences_by_class;
  // Lines that name the subject in another case alone.
  Citations other_case;
  // Each file that names the subject or has a pattern is in one of these numbers. Other files may
  // be cited, too: those with lines that show the kind, or that meet a sentence's `with`.
  uint64_t occurrence_files = 0;
  uint64_t other_case_files = 0;  // name it in another case alone
  // Files with a pattern that do not name the subject in any case, but use what stands for it, such
  // as an alias or a function of another library.
  uint64_t unnamed_files = 0;
  std::vector<ClassCount> unnamed_files_by_class;
  uint64_t all_files() const { return occurrence_files + other_case_files + unnamed_files; }
};

// The data of a team's report, in whatever form it is written.
struct TeamReport {
  std::string team;
  std::vector<ProjectAnalysis> projects;  // ordered by name
};

// nullopt for a repository that neither names the subject outside comments nor has code with a line
// of a pattern that is not a mention. Lines that start with the study's comment marker after blanks
// are not evidence, and hits in text are evidence only of mentions. REQUIRES: `study` and
// `evidence` belong to `catalogue`.
std::optional<ProjectAnalysis> analyse(const Study& study, const Catalogue& catalogue,
                                       const RepositoryEvidence& evidence);

}  // namespace trawl
