// What a study says of one repository, computed from hits alone: each statement carries the lines
// that it rests on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/format/tree.h"
#include "indexer/rules/catalogue.h"
#include "indexer/rules/study.h"
#include "query/report/evidence.h"

namespace trawl {

enum class Verdict : uint8_t { kYes, kNo, kMaybe };
const char* verdict_name(Verdict verdict);  // "Yes"

// Lines of a file, ascending.
struct CitedLines {
  std::string path;
  std::vector<uint64_t> lines;
};
using Citations = std::vector<CitedLines>;  // in path order
uint64_t count_cited_lines(const Citations& citations);

// A sentence, and where it is seen.
struct Statement {
  std::string text;
  Citations where;
};

// What a pattern adds to the points.
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
  std::vector<RuleFinding> rules;  // in the order in which the pattern names them
};

struct AnalysedFile {
  std::string path;
  size_t study_class = 0;                // as study_class_name takes it
  std::vector<PatternFinding> patterns;  // in the study's order, not empty
};

struct Occurrence {
  std::string path;
  uint64_t line = 0;
  std::string text;  // as it is in the file
};

struct ClassCount {
  std::string title;  // in running text: "tests"
  uint64_t count = 0;
};

struct ProjectAnalysis {
  std::string repository;
  std::string revision;
  std::string subject;
  Verdict deactivable = Verdict::kMaybe;
  Statement reason;
  uint32_t complexity = 1;
  double points = 0;
  std::string level;                // what the complexity means
  std::vector<Factor> factors;      // by points, most first, then in the study's order
  std::vector<AnalysedFile> files;  // in path order: those with a pattern
  // In the order of factors. Where there is nothing to say, each list has one statement that cites
  // nothing.
  std::vector<Statement> challenges;
  std::vector<Statement> recommendations;
  std::vector<Occurrence> occurrences;  // in path order, then by line; not empty
  uint64_t occurrence_files = 0;
  std::vector<ClassCount> occurrences_by_class;  // of the classes that have some, in their order
};

// What the report of a team is written from, whatever its form.
struct TeamReport {
  std::string team;
  std::vector<ProjectAnalysis> projects;  // in the order of their names
};

// nullopt for a repository whose occurrences are all in comments, or that has none. Lines whose
// first non-blank is the study's comment marker are not evidence of anything; hits in text are
// evidence of mentions alone. REQUIRES: `study` and `evidence` are of `catalogue`.
std::optional<ProjectAnalysis> analyse(const Study& study, const Catalogue& catalogue,
                                       const RepositoryEvidence& evidence);

}  // namespace trawl
