// The pages of an HTML report: the overview of all teams, and a team's page.
#pragma once

#include <string>
#include <vector>

#include "indexer/study/analysis.h"
#include "query/output/link_template.h"
#include "query/report/provenance.h"

namespace trawl {

// All teams and projects in numbers. `pages` are the file names of the teams' pages. REQUIRES:
// `pages` and `reports` have the same length.
std::string html_overview(const StudyWords& words, const std::vector<TeamReport>& reports,
                          const std::vector<std::string>& pages, const Provenance& provenance);

std::string html_team_page(const TeamReport& report, const StudyWords& words,
                           const Provenance& provenance, const LinkTemplate& links);

}  // namespace trawl
