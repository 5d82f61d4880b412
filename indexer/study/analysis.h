// What a study says about one repository, computed from hits alone. Each statement has the lines
// that it is based on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/format/tree.h"
#include "indexer/rules/catalogue.h"
#include "indexer/study/evidence.h"
#include "indexer/study/study.h"

namespace trawl {

enum class Verdict : uint8_t { kYes, kNo, kMaybe };
const char* verdict_name(Verdict verdict);  // "Yes"

// Lines of a file, ascending.
struct CitedLines {
  std::string path;
  std::vector<uint64_t> lines;
};
using Citations = std::vector<CitedLines>;  // ordered by path
uint64_t count_cited_lines(const Citations& citations);

// A sentence and the lines that show it.
struct Statement {
  std::string text;
  Citations where;
};

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
};

struct PatternFinding {
  std::string pattern;  // its id
  std::string title;
  std::vector<RuleFinding> rules;  // in the pattern's order
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

struct ProjectAnalysis {
  std::string repository;
  std::string revision;
  StudyWords words;
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
  std::vector<Occurrence> occurrences;  // ordered by path, then by line; not empty
  uint64_t occurrence_files = 0;
  // Classes with occurrences, in the order of classes.
  std::vector<ClassCount> occurrences_by_class;
  // Files with a pattern and without an occurrence: they do not name the subject, but what stands
  // for it, such as an alias or a function of another library.
  uint64_t unnamed_files = 0;
  std::vector<ClassCount> unnamed_files_by_class;
};

// The data of a team's report, in whatever form it is written.
struct TeamReport {
  std::string team;
  std::vector<ProjectAnalysis> projects;  // ordered by name
};

// nullopt for a repository without occurrences outside comments. Lines that start with the study's
// comment marker after blanks are not evidence, and hits in text are evidence only of mentions.
// REQUIRES: `study` and `evidence` belong to `catalogue`.
std::optional<ProjectAnalysis> analyse(const Study& study, const Catalogue& catalogue,
                                       const RepositoryEvidence& evidence);

}  // namespace trawl
