// The study of a catalogue: what a report says about its rules' hits, and the weights from which
// verdicts are computed. It is the `study` section of the catalogue's file (study_parser.h).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/format/tree.h"
#include "indexer/pattern/path_patterns.h"
#include "indexer/study/sentence.h"
#include "indexer/study/study_class.h"

namespace trawl {

inline constexpr uint32_t kHighestComplexity = 10;

// What the analysis replaces in the sentence of `unused`.
inline constexpr std::string_view kClassesPlaceholder = "{classes}";

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
  Sentence unused;     // Yes: no code uses it; may hold {classes}, where it is mentioned
  Sentence switched;   // Yes: switches or checks, and nothing that speaks against them
  Sentence partly;     // Maybe: switches, and code that is bound to it or imposes it
  Sentence beside;     // Maybe: switches or checks, and unguarded code in files with no switch
  Sentence bound;      // No: bound code, and no switch
  Sentence imposed;    // No: code that imposes it, no bound code, and no switch
  Sentence undecided;  // Maybe: code uses it, and neither is found
};

// What a project is, such as a library: sentences may be for some kinds alone.
struct StudyKind {
  std::string id;                 // "library"
  std::string title;              // in running text: "a library"
  std::vector<uint32_t> rules;    // one of them has a line, outside text; empty: fits any project
  std::vector<uint32_t> without;  // none of them has
  StudyClasses classes{};         // of the files whose lines count
  bool tests_are_code = false;    // its tests are what it is for, as those of a Tempest plugin
};

// Hits that mean the same thing to somebody who migrates a project.
struct StudyPattern {
  std::string id;               // unique in the study
  std::string title;            // Markdown: "Use in Tests with `mock`"
  std::vector<uint32_t> rules;  // indexes among the catalogue's rules
  // Instead of rules: the pattern's lines are uses of the project's own functions whose body has a
  // hit of one of these, and of its classes whose header has.
  std::vector<uint32_t> wraps;
  // Of these, those whose hit is a call that gives an object of the subject: a function that
  // returns it hands that object on.
  std::vector<uint32_t> returns;
  StudyClasses classes{};  // of the files that count
  // Counts only lines that no pattern without this flag has; the first pattern with it takes a
  // line.
  bool only_otherwise = false;
  bool is_mention = false;    // its lines in code do not mean that code uses it
  double project_points = 0;  // once, when it is found
  double file_points = 0;
  double line_points = 0;
  std::vector<Advice> challenges, recommendations;
};

// Code files that are not part of what runs.
struct StudyAside {
  std::string title;   // in running text: "tools and samples"
  PathPatterns paths;  // matches them
};

// A plain value. {subject} is already replaced in all sentences.
struct Study {
  StudyWords words;
  uint32_t occurrences = 0;            // the rule whose hits a report lists
  std::optional<uint32_t> other_case;  // a rule: lines that name the subject in another case
  std::string comment_marker;          // lines that begin with it are not evidence
  StudyAside aside;
  std::vector<StudyLevel> levels;                           // ascending, the first from 1
  std::array<double, kHighestComplexity - 1> thresholds{};  // points of complexity 2, 3, ... 10
  std::vector<StudyKind> kinds;                             // the first that fits is the project's
  // Rules that decide, in code, whether the project can do without the subject:
  std::vector<uint32_t> switches;        // let all of it run without
  std::vector<uint32_t> local_switches;  // let one part of it run without
  std::vector<uint32_t> checks;          // keep the subject out of its code
  std::vector<uint32_t> adapting;        // work with the subject and without it
  std::vector<uint32_t> naming;          // only name it: a logger, a template, an example
  std::vector<uint32_t> bound;           // need the subject wherever they are loaded
  std::vector<uint32_t> imposing;        // leave their callers no choice but the subject
  std::vector<uint32_t> unguarded;       // need it when they run, unless their file has a switch
  VerdictReasons reasons;
  std::string no_challenges, no_recommendations;  // used when there are none
  std::vector<StudyPattern> patterns;             // in the order in which reports name them

  size_t class_of(std::string_view path, FileClass file_class) const;
  // Whether hits of the rule are only mentions, which may be text: no list that decides, no kind
  // and no condition names it, and no pattern that is not a mention.
  bool only_mentions(uint32_t rule) const;
};

}  // namespace trawl
