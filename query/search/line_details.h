// What a line carries besides its text, if that was asked for.
#pragma once

#include <cstdint>
#include <span>

#include "indexer/match/span.h"
#include "query/read/line.h"

namespace trawl {

// The views stay valid as long as the line's text.
struct LineDetails {
  std::span<const Span> spans;         // where in the text patterns match, leftmost first
  std::span<const uint32_t> patterns;  // numbers of the patterns or rules that match, ascending
  std::span<const Line> before;        // lines of the document before it, for context
  std::span<const Line> after;         // and after it
};

}  // namespace trawl
