// Reports as one JSON object, for programs.
#pragma once

#include <string>
#include <vector>

#include "indexer/study/analysis.h"
#include "query/output/link_template.h"
#include "query/report/provenance.h"

namespace trawl {

// {"snapshot": {"index", "name", "built", "roots", "corpus"}, "projects": [{"repository",
// "revision", "team", "kind", "deactivable", "reason", "complexity", "points", "level", "factors",
// "all_files", "files", "patterns", "challenges", "recommendations", "occurrences",
// "other_case"}]}, with the projects in the order of the reports. `all_files` counts the files that
// name the subject, in whatever case, and those with a pattern, of which `files` is the list. What
// is not known is null: `built` (in seconds since 1970), `corpus`, `revision`, `kind`. A rule of a
// pattern that is found by calls has `calls`: {"function", "path", "line"}. The citations of a
// statement are {"path", "lines"} objects. An occurrence is {"path", "line", "text", "link"}, with
// the address from `links`. Bytes that are not UTF-8 become U+FFFD, control characters \uNNNN.
std::string json_report(const std::vector<TeamReport>& reports, const Provenance& provenance,
                        const LinkTemplate& links);

}  // namespace trawl
