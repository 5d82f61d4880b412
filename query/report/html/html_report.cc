#include "query/report/html/html_report.h"

#include "query/report/html/html_pages.h"

namespace trawl {

std::vector<ReportFile> html_reports(const StudyWords& words,
                                     const std::vector<TeamReport>& reports,
                                     std::vector<std::string> names, const Provenance& provenance,
                                     const LinkTemplate& links) {
  for (std::string& name : names) name += ".html";
  std::vector<ReportFile> files = {
      {std::string(kHtmlOverview) + ".html", html_overview(words, reports, names, provenance)}};
  for (size_t i = 0; i < reports.size(); ++i) {
    files.push_back({names[i], html_team_page(reports[i], words, provenance, links)});
  }
  return files;
}

}  // namespace trawl
