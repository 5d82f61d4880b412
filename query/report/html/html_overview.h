// The first page of an HTML report: all teams and projects in numbers.
#pragma once

#include <string>
#include <vector>

#include "query/report/team_report.h"

namespace trawl {

// `pages` are the file names of the teams' pages. REQUIRES: as many as reports.
std::string html_overview(const std::string& subject, const std::vector<TeamReport>& reports,
                          const std::vector<std::string>& pages);

}  // namespace trawl
