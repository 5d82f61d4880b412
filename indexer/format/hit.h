// Hits: the lines of documents that a rule matches, found while indexing. kHitsPerBlock per record.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/ids.h"

namespace trawl {

struct Hit {
  DocumentNumber document;
  uint32_t line = 0;     // 1-based
  bool has_text = true;  // false: a line longer than kMaxHitText, kept only in content
  std::string text;      // the line without its '\n'
  friend bool operator==(const Hit&, const Hit&) = default;
};

// Encodes the hits of one rule, which come in ascending order of (document, line), block by block.
class HitBlockEncoder {
 public:
  // `text` is the line, or null when it is kept only in content. REQUIRES: count() < kHitsPerBlock.
  void add(DocumentNumber document, uint32_t line, const std::string_view* text);
  uint32_t count() const { return count_; }
  // The block of what was added since the last call.
  std::string finish();

 private:
  std::string body_;
  uint32_t count_ = 0;
  uint32_t document_ = 0;
  uint32_t line_ = 0;
};

std::string encode_hit_block(std::span<const Hit> hits);
Result<std::vector<Hit>> decode_hit_block(std::string_view bytes);

}  // namespace trawl
