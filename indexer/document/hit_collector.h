// The rule hits of one document.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/document/document_hits.h"
#include "indexer/format/format.h"
#include "indexer/rules/rule_matcher.h"

namespace trawl {

// Calls visit for each line that a RuleScanner found in `text`, until it fails. Whether the hit
// index keeps a line's text depends only on the line, so that a rule that is filled in later has
// the same records.
Status for_each_hit_line(std::string_view text, const std::vector<LineMatch>& matches,
                         const std::function<Status(const HitLine&)>& visit);

// Calls visit for each line of `document` that the scanner's rules match, until it fails. `matches`
// is scratch space.
Status scan_hits(std::string_view document, RuleScanner* scanner, std::vector<LineMatch>* matches,
                 const std::function<Status(const HitLine&)>& visit);

// Replaces `*hits` by the lines of `document` that the scanner's rules match.
Status collect_hits(std::string_view document, RuleScanner* scanner,
                    std::vector<LineMatch>* matches, DocumentHits* hits);

}  // namespace trawl
