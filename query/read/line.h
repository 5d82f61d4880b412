// A line of a document on its way from content, or from a rule's hits, to whoever prints it.
#pragma once

#include <cstdint>
#include <string_view>

namespace trawl {

struct LineDetails;  // query/search/line_details.h

// Refers to text that whoever gives the line keeps, and says how long.
struct Line {
  uint32_t number = 0;  // 1-based, in the document
  bool ends_with_newline = true;
  uint64_t offset = 0;                   // of its first byte in the document
  std::string_view text;                 // without its '\n'
  const LineDetails* details = nullptr;  // null unless they were asked for
};

}  // namespace trawl
