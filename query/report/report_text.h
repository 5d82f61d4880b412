// Words that every form of report shares. Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "query/report/analysis.h"

namespace trawl {

// A sentence with more numbers after it is not read. All lines of a pattern stand under the files,
// and all occurrences are listed.
inline constexpr uint64_t kMaxCitedLines = 40;

// The repository without its organisation: "heat" of "openstack/heat".
std::string_view project_name(std::string_view repository);

// What the projects of a team are called in its report: by their names, but whole where two have
// one name.
std::vector<std::string> project_titles(const TeamReport& report);

// "12.3 points", without zeros at the end
std::string points_text(double points);

// "53 occurrences of Eventlet in 29 files: 40 in code, 13 in tests; all are listed below, lines of
// comments apart."
std::string summary_text(const ProjectAnalysis& project);

// What is shown of citations: no more than kMaxCitedLines lines in all.
struct ShownCitations {
  Citations files;
  uint64_t more = 0;  // lines that are not shown
};
ShownCitations shown_citations(const Citations& where);

// " (a; b; 3 more)": what a statement rests on, each file as `shown` gives it. Nothing when nothing
// is cited.
std::string citation_text(const Citations& where,
                          const std::function<std::string(const CitedLines&)>& shown);

// `sentence` with `text` before its dot, if it ends with one.
std::string before_dot(std::string_view sentence, std::string_view text);

// A name for each team's file, without its ending: the team's, with '/' and control characters as
// '-', and without the end of a very long one. No two are equal but for letter case, and none is
// among `taken`, which are in lower case.
std::vector<std::string> report_file_names(const std::vector<std::string>& teams,
                                           std::set<std::string> taken);

}  // namespace trawl
