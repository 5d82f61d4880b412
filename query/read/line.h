// A line of a document, on its way from content or from a rule's hits to the printer.
#pragma once

#include <cstdint>
#include <string_view>

namespace trawl {

struct LineDetails;  // query/search/line_details.h

// Refers to text that belongs to the giver of the line, who says how long it stays valid.
struct Line {
  uint32_t number = 0;  // 1-based, in the document
  bool ends_with_newline = true;
  uint64_t offset = 0;                   // of its first byte, in the document
  std::string_view text;                 // without its '\n'
  const LineDetails* details = nullptr;  // null unless details were asked for
};

}  // namespace trawl
