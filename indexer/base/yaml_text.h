// Finds in the text itself what the parser of yaml.cc accepts or reports badly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace trawl {

// The first line (from 1) that is not UTF-8, or holds a zero byte; 0 when all are text.
uint32_t first_line_of_bytes(std::string_view text);

// Whether the scalar at byte `position` (not counting a byte order mark) is quoted and the text
// ends within the quotes. That can only be the last scalar: the parser accepts it if a line break
// precedes the end. REQUIRES: the text is UTF-8.
bool is_unterminated(std::string_view text, size_t position);

// Whether the line's indentation holds a tab.
bool is_indented_by_tab(std::string_view text, uint32_t line);

}  // namespace trawl
