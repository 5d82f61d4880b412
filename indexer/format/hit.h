// Hits: the lines of documents that a rule matches, found while indexing. kHitsPerBlock a record.
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
  bool has_text = true;  // false: a long line, or one of too many: it lies in content alone
  std::string text;      // the line without its '\n'
  friend bool operator==(const Hit&, const Hit&) = default;
};

// A block of hits of one rule, ascending by (document, line).
std::string encode_hit_block(std::span<const Hit> hits);
Result<std::vector<Hit>> decode_hit_block(std::string_view bytes);

}  // namespace trawl
