// The page of a team in an HTML report.
#pragma once

#include <string>

#include "query/output/link_template.h"
#include "query/report/team_report.h"

namespace trawl {

std::string html_team_page(const TeamReport& report, const LinkTemplate& links);

}  // namespace trawl
