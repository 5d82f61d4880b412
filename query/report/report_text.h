// Texts that all forms of report share. Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/study/analysis.h"

namespace trawl {

// A sentence followed by more numbers would not be read. Every line of a pattern is listed with its
// file, and every occurrence is listed too.
inline constexpr uint64_t kMaxCitedLines = 40;

// The repository without its organisation: "heat" of "openstack/heat".
std::string_view project_name(std::string_view repository);

// The titles of a team's projects in its report: their names, or the whole repository name if two
// projects share a name.
std::vector<std::string> project_titles(const TeamReport& report);

// "12.3 points", without zeros at the end.
std::string points_text(double points);

// A question as it stands before its answer: with a colon, unless it ends with a question mark.
std::string before_answer(std::string_view question);

// "53 lines in 29 files name Eventlet: 40 in code, 13 in tests; all are listed below, lines of
// comments apart. 4 more lines name it in another case, which adds 1 file. Patterns were found in 2
// further files, which do not name it: 2 in code. That is 32 files in all." Parts that would be
// about nothing are left out.
struct SummaryText {
  std::string before;  // the citations of ProjectAnalysis::other_case
  std::string after;
};
SummaryText summary_text(const ProjectAnalysis& project);

// What a report says in place of the list of occurrences if there are none.
std::string no_occurrences_text(const ProjectAnalysis& project);

// The function that a finding's lines call: "Pool.spawn_n".
std::string wrapper_name(const Wrapper& wrapper);
// Where it is defined: "nova/utils.py#n654".
std::string wrapper_place(const Wrapper& wrapper);

// The citations to show, at most kMaxCitedLines lines in total.
struct ShownCitations {
  Citations files;
  uint64_t more = 0;  // number of lines not shown
};
ShownCitations shown_citations(const Citations& where);

// " (a; b; 3 more)": the citations of a statement, with each file in the form that `shown` gives.
// Empty if there are none.
std::string citation_text(const Citations& where,
                          const std::function<std::string(const CitedLines&)>& shown);

// `sentence` with `text` inserted before its full stop, if it has one.
std::string before_dot(std::string_view sentence, std::string_view text);

// A name for each team's file, without its ending. It is the team's name, with '-' for '/' and
// control characters, and with the end of a very long name cut off. No two names are equal when
// letter case is ignored, and none is in `taken`, whose names are in lower case.
std::vector<std::string> report_file_names(const std::vector<std::string>& teams,
                                           std::set<std::string> taken);

}  // namespace trawl
