#include "indexer/study/text_hits.h"

#include <cstdint>
#include <vector>

#include "indexer/python/python_text.h"

namespace trawl {

void mark_text_hits(std::string_view source, EvidenceFile* file) {
  std::vector<uint64_t> lines;
  for (const EvidenceHit& hit : file->hits) lines.push_back(hit.line);
  const std::vector<bool> in_text = begin_in_text(source, lines);
  for (size_t i = 0; i < lines.size(); ++i) file->hits[i].in_text = in_text[i];
}

}  // namespace trawl
