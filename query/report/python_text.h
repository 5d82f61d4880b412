// Which lines of a Python file are text: docstrings, with the examples in them, and other long
// strings.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace trawl {

// For each of `lines`, which are 1-based and ascending, whether its first byte lies within a string
// of three quotes. So the line that opens one is code, and the line that closes it is text. A line
// that the source does not have is none. Reads no further than the last of them, and takes any
// bytes: what Python would refuse is read on with the next line or quote.
std::vector<bool> begin_in_text(std::string_view source, std::span<const uint64_t> lines);

}  // namespace trawl
