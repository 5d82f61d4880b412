#include "indexer/stages/hit_collector.h"

#include <vector>

namespace trawl {
namespace {

// Makes `hit` that of the line. Rules that match one line share its text.
void add_text(std::string_view line, const DocumentHits& hits, DocumentHit* hit,
              std::string* texts) {
  const DocumentHit* const last = hits.hits.empty() ? nullptr : &hits.hits.back();
  if (last != nullptr && last->line == hit->line && last->has_text) {
    hit->text_begin = last->text_begin;
  } else {
    hit->text_begin = static_cast<uint32_t>(texts->size());
    texts->append(line);
  }
  hit->text_size = static_cast<uint32_t>(line.size());
}

}  // namespace

Status collect_hits(std::string_view document, RuleScanner* scanner, DocumentHits* hits) {
  *hits = {};
  std::vector<LineMatch> matches;
  TRAWL_RETURN_IF_ERROR(scanner->scan(document, &matches));
  hits->hits.reserve(matches.size());
  std::vector<HitTexts> texts(matches.empty() ? 0 : scanner->rule_count());
  for (const LineMatch& match : matches) {
    DocumentHit hit;
    hit.rule = match.pattern;
    hit.line = static_cast<uint32_t>(match.line + 1);
    hit.has_text = texts[match.pattern].keeps(match.end - match.begin);
    if (hit.has_text) {
      add_text(document.substr(match.begin, match.end - match.begin), *hits, &hit, &hits->texts);
    }
    hits->hits.push_back(hit);
  }
  hits->texts.shrink_to_fit();
  return {};
}

}  // namespace trawl
