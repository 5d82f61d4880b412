// A block: varint count, then for each hit its document and line as differences to the hit before,
// and its text behind a tag: 0 = in content alone, n = n - 1 bytes follow.
#include "indexer/format/hit.h"

#include "indexer/format/coding.h"
#include "indexer/format/format.h"

namespace trawl {

std::string encode_hit_block(std::span<const Hit> hits) {
  std::string out;
  put_varint(&out, hits.size());
  uint32_t document = 0;
  uint32_t line = 0;
  for (const Hit& hit : hits) {
    if (hit.document.value != document) line = 0;
    put_varint(&out, hit.document.value - document);
    put_varint(&out, hit.line - line);
    document = hit.document.value;
    line = hit.line;
    put_varint(&out, hit.has_text ? hit.text.size() + 1 : 0);
    if (hit.has_text) out.append(hit.text);
  }
  return out;
}

Result<std::vector<Hit>> decode_hit_block(std::string_view bytes) {
  Decoder decoder(bytes, "hit block");
  std::vector<Hit> hits(decoder.varint_at_most(kHitsPerBlock));
  uint32_t document = 0;
  uint32_t line = 0;
  for (Hit& hit : hits) {
    const auto step = static_cast<uint32_t>(decoder.varint_at_most(UINT32_MAX - document));
    if (step != 0) line = 0;
    document += step;
    const auto line_step = static_cast<uint32_t>(decoder.varint_at_most(UINT32_MAX - line));
    if (line_step == 0) decoder.fail();  // lines ascend from 1, each once
    line += line_step;
    hit.document = {document};
    hit.line = line;
    const uint64_t tag = decoder.varint_at_most(kMaxHitText + 1);
    hit.has_text = tag != 0;
    if (hit.has_text) hit.text = decoder.bytes(tag - 1);
  }
  TRAWL_RETURN_IF_ERROR(decoder.finish());
  return hits;
}

}  // namespace trawl
