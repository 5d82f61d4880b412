// The number of lines in a text.
#pragma once

#include <cstdint>
#include <string_view>

namespace trawl {

// Number of lines: a line ends at '\n', a last line without one counts, the empty text has none.
uint64_t count_lines(std::string_view text);

}  // namespace trawl
