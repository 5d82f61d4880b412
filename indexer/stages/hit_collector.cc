#include "indexer/stages/hit_collector.h"

#include <vector>

#include "indexer/format/format.h"

namespace trawl {

Status collect_hits(std::string_view document, LineScanner* scanner, DocumentHits* hits) {
  *hits = {};
  std::vector<LineMatch> matches;
  TRAWL_RETURN_IF_ERROR(scanner->scan(document, &matches));
  hits->hits.reserve(matches.size());
  for (const LineMatch& match : matches) {
    DocumentHit hit;
    hit.rule = match.pattern;
    hit.line = static_cast<uint32_t>(match.line + 1);
    const uint64_t length = match.end - match.begin;
    hit.has_text = length <= kMaxHitText && hits->texts.size() + length <= document.size();
    if (hit.has_text) {
      hit.text_begin = static_cast<uint32_t>(hits->texts.size());
      hit.text_size = static_cast<uint32_t>(length);
      hits->texts.append(document, match.begin, length);
    }
    hits->hits.push_back(hit);
  }
  hits->texts.shrink_to_fit();
  return {};
}

}  // namespace trawl
