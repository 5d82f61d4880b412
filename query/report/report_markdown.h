// A team's report as Markdown: for each project the analysis as nested bullets, then its
// occurrences as `trawl list --link-template T --ignore-comments` prints them on a terminal:
// control characters and bytes that are not UTF-8 are \xNN, here as in all of the file.
#pragma once

#include <string>
#include <string_view>

#include "query/output/link_template.h"
#include "query/report/analysis.h"

namespace trawl {

// The whole file. Texts of the catalogue are Markdown already; names, paths and what is cited are
// quoted so that they cannot become any, but for the occurrences, which stay as they are.
std::string markdown_report(const TeamReport& report, const LinkTemplate& links);

// `text` as a code span, whatever backticks it holds; control characters are made visible.
std::string markdown_code(std::string_view text);

}  // namespace trawl
