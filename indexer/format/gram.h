// Grams, the keys of posting lists. Folding and packing are defined only here, for indexing and
// planning alike.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/text/ascii_case.h"

namespace trawl {

// Kinds of grams; the numbers are on disk. 1 and 2 are reserved for sparse n-grams and positions.
enum class GramKind : uint8_t { kTrigram = 0 };

// Three bytes after ASCII folding, the first in the highest place: numeric order is byte order.
struct Gram {
  static constexpr uint32_t kLimit = 1u << 24;
  uint32_t value = 0;
  friend auto operator<=>(const Gram&, const Gram&) = default;

  static constexpr Gram of(uint8_t a, uint8_t b, uint8_t c) {
    return {static_cast<uint32_t>(fold_ascii(a)) << 16 | static_cast<uint32_t>(fold_ascii(b)) << 8 |
            fold_ascii(c)};
  }
  // The three folded bytes.
  std::string bytes() const {
    return {static_cast<char>(value >> 16), static_cast<char>(value >> 8 & 255),
            static_cast<char>(value & 255)};
  }
};

// Calls visit(Gram) for each trigram that begins in the first `begin_limit` bytes of `span`, in
// order. `span` is a chunk with up to two following bytes of its document, `begin_limit` the
// chunk's length.
template <class Visit>
void for_each_trigram(std::string_view span, size_t begin_limit, Visit visit) {
  if (span.size() < 3) return;
  const auto* bytes = reinterpret_cast<const uint8_t*>(span.data());
  const size_t end = begin_limit < span.size() - 2 ? begin_limit : span.size() - 2;
  uint32_t window = static_cast<uint32_t>(fold_ascii(bytes[0])) << 8 | fold_ascii(bytes[1]);
  for (size_t i = 0; i < end; ++i) {
    window = (window << 8 | fold_ascii(bytes[i + 2])) & (Gram::kLimit - 1);
    visit(Gram{window});
  }
}

}  // namespace trawl
