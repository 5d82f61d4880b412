// Reports as one folder of HTML: an overview of all teams, and one page per team. The pages load
// nothing from elsewhere; only links to the sources lead out of the folder. All quoted text is
// escaped.
#pragma once

#include <string>
#include <vector>

#include "indexer/study/analysis.h"
#include "query/output/link_template.h"
#include "query/report/provenance.h"
#include "query/report/report_folder.h"

namespace trawl {

// The overview's file name, without its ending.
inline constexpr const char* kHtmlOverview = "index";

// The overview, then a page for each report. `names` are the pages' file names, without their
// ending. `words` are the study's. `links` gives the addresses of lines. REQUIRES: `names` and
// `reports` have the same length, and no name is kHtmlOverview.
std::vector<ReportFile> html_reports(const StudyWords& words,
                                     const std::vector<TeamReport>& reports,
                                     std::vector<std::string> names, const Provenance& provenance,
                                     const LinkTemplate& links);

}  // namespace trawl
