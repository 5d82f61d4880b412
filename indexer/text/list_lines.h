// Lists that a user wrote: one item per line.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace trawl {

// A line of a list that a user wrote: rules, the repositories of a corpus.
struct ListLine {
  uint64_t number = 0;  // in the file, from 1
  std::string_view text;
};

// The lines of such a list that have content. Blank lines and lines whose first non-blank is '#'
// are left out, and so are a UTF-8 byte order mark and the '\r' of "\r\n".
std::vector<ListLine> list_lines(std::string_view text);

// Whether it begins or ends with a space or a tab, which is invisible and seldom meant.
bool has_outer_blank(std::string_view text);

}  // namespace trawl
