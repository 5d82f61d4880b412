// The page of a team in an HTML report.
#pragma once

#include <string>

#include "query/link_template.h"
#include "query/team_report.h"

namespace trawl {

std::string html_team_page(const TeamReport& report, const LinkTemplate& links);

}  // namespace trawl
