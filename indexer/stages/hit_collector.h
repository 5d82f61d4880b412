// The rule hits of one document.
#pragma once

#include <cstdint>
#include <string_view>

#include "indexer/base/status.h"
#include "indexer/format/format.h"
#include "indexer/match/rule_matcher.h"
#include "indexer/stages/document_work.h"

namespace trawl {

// Which hits of a rule in one document keep their text: those of a rule that matches everything
// must not make an index of hits larger than the content. It follows from the document and the rule
// alone, so that a rule filled in later has the same records.
class HitTexts {
 public:
  // Whether the next hit, whose line has so many bytes, does.
  bool keeps(uint64_t length) {
    if (length > kMaxHitText || kept_ + length > kMaxHitTexts) return false;
    kept_ += length;
    return true;
  }

 private:
  uint64_t kept_ = 0;
};

// Replaces `*hits` by the lines of `document` that the scanner's rules match.
Status collect_hits(std::string_view document, RuleScanner* scanner, DocumentHits* hits);

}  // namespace trawl
