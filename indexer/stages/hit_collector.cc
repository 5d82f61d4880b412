#include "indexer/stages/hit_collector.h"

#include <string>

#include "indexer/format/format.h"

namespace trawl {

Status collect_hits(std::string_view document, LineScanner* scanner,
                    std::vector<DocumentHit>* hits) {
  hits->clear();
  std::vector<LineMatch> matches;
  TRAWL_RETURN_IF_ERROR(scanner->scan(document, &matches));
  uint64_t text_bytes = 0;
  for (const LineMatch& match : matches) {
    DocumentHit hit;
    hit.rule = match.pattern;
    hit.line = static_cast<uint32_t>(match.line + 1);
    const uint64_t length = match.end - match.begin;
    hit.has_text = length <= kMaxHitText && text_bytes + length <= document.size();
    if (hit.has_text) {
      hit.text = document.substr(match.begin, length);
      text_bytes += length;
    }
    hits->push_back(std::move(hit));
  }
  return {};
}

}  // namespace trawl
