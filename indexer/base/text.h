// Small facts about bytes and lines that every layer shares. Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trawl {

// ASCII upper case to lower case; every other byte unchanged.
constexpr uint8_t fold_ascii(uint8_t byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<uint8_t>(byte + ('a' - 'A')) : byte;
}

// Whether they are equal but for ASCII letter case.
constexpr bool equal_folded(char a, char b) {
  return fold_ascii(static_cast<uint8_t>(a)) == fold_ascii(static_cast<uint8_t>(b));
}
bool equal_folded_texts(std::string_view a, std::string_view b);
std::string fold_text(std::string_view text);

// Number of lines: a line ends at '\n', a last line without one counts, the empty text has none.
uint64_t count_lines(std::string_view text);

// True when `text` is well-formed UTF-8 (no surrogates, no overlong forms, at most U+10FFFF).
bool is_valid_utf8(std::string_view text);

// The text without the leading and trailing white space that Python's str.strip() removes: the code
// points for which str.isspace() is true. Bytes that are not UTF-8 are not white space.
std::string_view strip_like_python(std::string_view text);

// `text` with control characters (C0 but tab, DEL, and the C1 range in UTF-8) and bytes that are
// not UTF-8 as \xNN, so that indexed text cannot drive a terminal.
std::string escape_control(std::string_view text);

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

// The noun as it stands behind the number: "line" behind 1, "lines" else.
std::string plural(std::string_view noun, uint64_t count);

// "1 line", "3 lines"
std::string count_text(uint64_t count, std::string_view noun);

// Base64 with padding (RFC 4648), for JSON values that are not UTF-8.
std::string base64_encode(std::string_view bytes);

// Parses "64M", "1G", "512K", "4096": bytes, binary multiples, case-insensitive. False when
// malformed, empty or above 2^63.
bool parse_size(std::string_view text, uint64_t* bytes);

// "1.5 GiB", "312 MiB", "17 B": three significant digits.
std::string format_size(uint64_t bytes);

}  // namespace trawl
