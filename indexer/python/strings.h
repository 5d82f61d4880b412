// Where strings and comments of a Python source end.
#pragma once

#include <cstddef>
#include <string_view>

namespace trawl {

// Whether the quote at `at` opens a triple-quoted string. REQUIRES: source[at] is a quote.
bool opens_long_string(std::string_view source, size_t at);

// The offset after the string whose opening quote is at `at`. A string that is not closed ends with
// its line, a triple-quoted one with the source. Prefixes need no special care, because a backslash
// also keeps the next byte from closing a raw string. The code in the braces of a formatted string
// counts as its text, as it did for Python before 3.12. REQUIRES: source[at] is a quote.
size_t python_string_end(std::string_view source, size_t at);

// The offset of the end of the line that `at` is in: of '\n', '\r', or the end of the source.
size_t python_line_end(std::string_view source, size_t at);

}  // namespace trawl
