// A block: varint count, then for each hit its document and line as differences from the hit
// before, and its text after a tag: 0 = only in content, n = n - 1 bytes follow.
#include "indexer/format/hit.h"

#include "indexer/format/coding.h"
#include "indexer/format/format.h"

namespace trawl {

void HitBlockEncoder::add(DocumentNumber document, uint32_t line, const std::string_view* text) {
  if (document.value != document_) line_ = 0;
  put_varint(&body_, document.value - document_);
  put_varint(&body_, line - line_);
  document_ = document.value;
  line_ = line;
  put_varint(&body_, text != nullptr ? text->size() + 1 : 0);
  if (text != nullptr) body_.append(*text);
  ++count_;
}

std::string HitBlockEncoder::finish() {
  std::string block;
  put_varint(&block, count_);
  block += body_;
  body_.clear();  // its memory serves the next block
  count_ = document_ = line_ = 0;
  return block;
}

std::string encode_hit_block(std::span<const Hit> hits) {
  HitBlockEncoder encoder;
  for (const Hit& hit : hits) {
    const std::string_view text = hit.text;
    encoder.add(hit.document, hit.line, hit.has_text ? &text : nullptr);
  }
  return encoder.finish();
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
