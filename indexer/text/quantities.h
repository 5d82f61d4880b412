// Numbers, and names that are too many, as people write and read them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace trawl {

// The noun as it stands after the number: "line" after 1, else "lines"; "repositories", "matches".
std::string plural(std::string_view noun, uint64_t count);

// "1 line", "3 lines"
std::string count_text(uint64_t count, std::string_view noun);

// "a, b", or if there are more than `most`, "a, b, c and 170 more".
std::string first_names(std::span<const std::string> names, size_t most);

// Parses "64M", "1G", "512K", "4096": bytes, binary multiples, case-insensitive. False when
// malformed, empty or above 2^63.
bool parse_size(std::string_view text, uint64_t* bytes);

// "1.5 GiB", "312 MiB", "17 B": three significant digits.
std::string format_size(uint64_t bytes);

}  // namespace trawl
