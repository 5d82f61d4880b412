// Finds the lines of a Python file that are text: docstrings, including the examples in them, and
// other long strings.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace trawl {

// For each of `lines` (1-based, ascending), whether its first byte lies within a triple-quoted
// string. So the line that opens a string is code, and the line that closes it is text. A line
// beyond the end of the source is code. Reads no further than the last of the lines and the string
// that it is in. Accepts any
// bytes: after something that Python would refuse, reading goes on with the next line or quote.
std::vector<bool> begin_in_text(std::string_view source, std::span<const uint64_t> lines);

}  // namespace trawl
