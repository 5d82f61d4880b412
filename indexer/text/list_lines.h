// Lists that a user wrote: one thing a line.
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

// The lines of such a list that say something. Left out are lines that are blank or whose first
// non-blank is '#', and with them a UTF-8 byte order mark and the '\r' of "\r\n".
std::vector<ListLine> list_lines(std::string_view text);

// Whether it begins or ends with a space or a tab, which nobody sees and few mean.
bool has_outer_blank(std::string_view text);

}  // namespace trawl
