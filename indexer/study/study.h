// The study of a catalogue: what a report says about its rules' hits, and the weights from which
// verdicts are computed. It is the `study` section of the catalogue's file (study_parser.h).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/format/tree.h"
#include "indexer/pattern/path_patterns.h"

namespace trawl {

inline constexpr uint32_t kHighestComplexity = 10;

// What the analysis replaces in the sentence of `unused`.
inline constexpr std::string_view kClassesPlaceholder = "{classes}";

// Classes of files as a study counts them: the numbers of FileClass, and one more for code that
// lies beside the project, such as its tools and samples.
inline constexpr size_t kAsideClass = kFileClassCount;
inline constexpr size_t kStudyClassCount = kFileClassCount + 1;
// "code", "test", ... "aside"
const char* study_class_name(size_t study_class);

// Whether the rule is in a list of rules.
bool contains(const std::vector<uint32_t>& rules, uint32_t rule);

// The words that pages repeat.
struct StudyWords {
  std::string subject;   // "Eventlet"
  std::string question;  // what a verdict answers: "Can Eventlet be switched off here?"
  std::string heading;   // the question above a column: "Can be switched off"
};

// What a complexity means, from `from` to the next level.
struct StudyLevel {
  uint32_t from = 1;
  std::string meaning;
};

// Why a project can, or cannot, do without the subject: a sentence for each case. Empty for a case
// that cannot be, as it needs rules that the study does not have.
struct VerdictReasons {
  std::string unused;     // Yes: no code uses it; may hold {classes}, where it is mentioned
  std::string switched;   // Yes: switches or checks, and nothing that speaks against them
  std::string partly;     // Maybe: switches, and code that is bound to it or imposes it
  std::string beside;     // Maybe: switches or checks, and unguarded code in files with no switch
  std::string bound;      // No: bound code, and no switch
  std::string imposed;    // No: code that imposes it, no bound code, and no switch
  std::string undecided;  // Maybe: code uses it, and neither is found
};

// Hits that mean the same thing to somebody who migrates a project.
struct StudyPattern {
  std::string id;                                // unique in the study
  std::string title;                             // Markdown: "Use in Tests with `mock`"
  std::vector<uint32_t> rules;                   // indexes among the catalogue's rules
  std::array<bool, kStudyClassCount> classes{};  // of the files that count
  // Counts only lines that no pattern without this flag has; the first pattern with it takes a
  // line.
  bool only_otherwise = false;
  bool is_mention = false;    // its lines in code do not mean that code uses it
  double project_points = 0;  // once, when it is found
  double file_points = 0;
  double line_points = 0;
  std::string challenge;  // empty: it is not one
  std::string recommendation;
};

// Code files that are not part of what runs.
struct StudyAside {
  std::string title;   // in running text: "tools and samples"
  PathPatterns paths;  // matches them
};

// A plain value. {subject} is already replaced in all sentences.
struct Study {
  StudyWords words;
  uint32_t occurrences = 0;    // the rule whose hits a report lists
  std::string comment_marker;  // lines that begin with it are not evidence
  StudyAside aside;
  std::vector<StudyLevel> levels;                           // ascending, the first from 1
  std::array<double, kHighestComplexity - 1> thresholds{};  // points of complexity 2, 3, ... 10
  // Rules that decide, in code, whether the project can do without the subject:
  std::vector<uint32_t> switches;   // let it run without
  std::vector<uint32_t> checks;     // keep the subject out of its code
  std::vector<uint32_t> bound;      // need the subject wherever they are loaded
  std::vector<uint32_t> imposing;   // leave their callers no choice but the subject
  std::vector<uint32_t> unguarded;  // need it when they run, unless their file has a switch
  VerdictReasons reasons;
  std::string no_challenges, no_recommendations;  // used when there are none
  std::vector<StudyPattern> patterns;             // in the order in which reports name them

  size_t class_of(std::string_view path, FileClass file_class) const;
  // Whether hits of the rule are only mentions: no list that decides names it, and no pattern that
  // is not a mention.
  bool only_mentions(uint32_t rule) const;
};

}  // namespace trawl
