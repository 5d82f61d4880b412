// Reports as one JSON object, for programs.
#pragma once

#include <string>
#include <vector>

#include "indexer/study/analysis.h"
#include "query/output/link_template.h"
#include "query/report/provenance.h"

namespace trawl {

// {"snapshot": {"index", "name", "built", "roots", "corpus"}, "projects": [{"repository",
// "revision", "team", "deactivable", "reason", "complexity", "points", "level", "factors", "files",
// "patterns", "challenges", "recommendations", "occurrences"}]}, with the projects in the order of
// the reports. What is not known is null: `built` (in seconds since 1970), `corpus`, `revision`.
// The citations of a statement are {"path", "lines"} objects. An occurrence is {"path", "line",
// "text", "link"}, with the address from `links`. Bytes that are not UTF-8 become U+FFFD, control
// characters \uNNNN.
std::string json_report(const std::vector<TeamReport>& reports, const Provenance& provenance,
                        const LinkTemplate& links);

}  // namespace trawl
