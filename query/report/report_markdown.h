// A team's report as Markdown. Each project has its analysis as nested bullets, and then its
// occurrences as `trawl list --link-template T --ignore-comments` prints them on a terminal. As in
// the rest of the file, control characters and bytes that are not UTF-8 are \xNN.
#pragma once

#include <string>
#include <string_view>

#include "indexer/study/analysis.h"
#include "query/output/link_template.h"
#include "query/report/provenance.h"

namespace trawl {

// The whole file, which says first where it comes from. Texts of the catalogue are Markdown
// already. Names, paths and citations are escaped so that they cannot become Markdown, except the
// occurrences, which stay as they are.
std::string markdown_report(const TeamReport& report, const Provenance& provenance,
                            const LinkTemplate& links);

// `text` as a code span, whatever backticks it contains. Control characters are made visible.
std::string markdown_code(std::string_view text);

}  // namespace trawl
