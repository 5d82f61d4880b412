// Reports as one folder of HTML: an overview of all teams, and a page a team. Nothing is fetched
// from anywhere; links to the sources are all that leaves the folder. All that is quoted is
// escaped.
#pragma once

#include <string>
#include <vector>

#include "query/output/link_template.h"
#include "query/report/analysis.h"
#include "query/report/report_folder.h"

namespace trawl {

// The file of the overview, without its ending.
inline constexpr const char* kHtmlOverview = "index";

// The overview, then a page for each report, in files of these names, without their ending.
// `subject` is the study's; links to lines are the addresses that `links` gives. REQUIRES: as many
// names as reports, none kHtmlOverview.
std::vector<ReportFile> html_reports(const std::string& subject,
                                     const std::vector<TeamReport>& reports,
                                     std::vector<std::string> names, const LinkTemplate& links);

}  // namespace trawl
