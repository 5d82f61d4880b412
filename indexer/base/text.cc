#include "indexer/base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace trawl {
namespace {

constexpr std::string_view kBlanks = " \t";

// One code point decoded from the front of `text`: its bytes, or length 0 when they are not UTF-8.
struct CodePoint {
  uint32_t value = 0;
  size_t length = 0;
};

CodePoint decode_front(std::string_view text) {
  const auto lead = static_cast<uint8_t>(text[0]);
  if (lead < 0x80) return {lead, 1};
  size_t length = 0;
  uint32_t value = 0;
  uint32_t least = 0;  // smaller values have a shorter form: overlong
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2, value = lead & 0x1Fu, least = 0x80;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3, value = lead & 0x0Fu, least = 0x800;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4, value = lead & 0x07u, least = 0x10000;
  }
  if (length == 0 || text.size() < length) return {};
  for (size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<uint8_t>(text[i]);
    if ((byte & 0xC0) != 0x80) return {};
    value = value << 6 | (byte & 0x3Fu);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < least || value > 0x10FFFF || surrogate) return {};
  return {value, length};
}

// Python's str.isspace().
bool is_python_space(uint32_t c) {
  return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 ||
         c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

// The code point at the end of `text`, by trying the possible lengths.
CodePoint decode_back(std::string_view text) {
  for (size_t length = 1; length <= 4 && length <= text.size(); ++length) {
    const CodePoint point = decode_front(text.substr(text.size() - length));
    if (point.length == length) return point;
  }
  return {};
}

}  // namespace

bool equal_folded_texts(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return equal_folded(x, y); });
}

std::string fold_text(std::string_view text) {
  std::string folded(text);
  for (char& c : folded) c = static_cast<char>(fold_ascii(static_cast<uint8_t>(c)));
  return folded;
}

uint64_t count_lines(std::string_view text) {
  // Counting in a byte lets compilers use whole vectors of them (8 to 15 GB/s, against 5 with a
  // wide counter); this many bytes cannot overflow it.
  constexpr size_t kStep = 240;
  uint64_t newlines = 0;
  size_t done = 0;
  for (; text.size() - done >= kStep; done += kStep) {
    uint8_t ends = 0;
    for (size_t i = 0; i < kStep; ++i) {
      ends = static_cast<uint8_t>(ends + (text[done + i] == '\n'));
    }
    newlines += ends;
  }
  for (; done < text.size(); ++done) newlines += text[done] == '\n';
  return newlines + (!text.empty() && text.back() != '\n' ? 1 : 0);
}

bool is_valid_utf8(std::string_view text) {
  while (!text.empty()) {
    uint64_t word = 0;
    while (text.size() >= sizeof word) {
      std::memcpy(&word, text.data(), sizeof word);
      if ((word & 0x8080808080808080ULL) != 0) break;
      text.remove_prefix(sizeof word);
    }
    if (text.empty()) break;
    const CodePoint point = decode_front(text);
    if (point.length == 0) return false;
    text.remove_prefix(point.length);
  }
  return true;
}

std::string_view strip_like_python(std::string_view text) {
  while (!text.empty()) {
    const CodePoint point = decode_front(text);
    if (point.length == 0 || !is_python_space(point.value)) break;
    text.remove_prefix(point.length);
  }
  while (!text.empty()) {
    const CodePoint point = decode_back(text);
    if (point.length == 0 || !is_python_space(point.value)) break;
    text.remove_suffix(point.length);
  }
  return text;
}

std::string escape_control(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = decode_front(text);
    const size_t length = std::max<size_t>(point.length, 1);
    const bool control =
        (point.value < 0x20 && point.value != '\t') || (point.value >= 0x7F && point.value <= 0x9F);
    if (point.length == 0 || control) {
      for (const char c : text.substr(0, length)) {
        escaped += fmt::format("\\x{:02x}", static_cast<uint8_t>(c));
      }
    } else {
      escaped.append(text.substr(0, length));
    }
    text.remove_prefix(length);
  }
  return escaped;
}

std::vector<ListLine> list_lines(std::string_view text) {
  std::vector<ListLine> lines;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (uint64_t number = 1; !text.empty(); ++number) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const size_t first = line.find_first_not_of(kBlanks);
    if (first == std::string_view::npos || line[first] == '#') continue;
    lines.push_back({number, line});
  }
  return lines;
}

bool has_outer_blank(std::string_view text) {
  return !text.empty() && (kBlanks.find(text.front()) != std::string_view::npos ||
                           kBlanks.find(text.back()) != std::string_view::npos);
}

std::string plural(std::string_view noun, uint64_t count) {
  return std::string(noun) + (count == 1 ? "" : "s");
}

std::string count_text(uint64_t count, std::string_view noun) {
  return fmt::format("{} {}", count, plural(noun, count));
}

std::string base64_encode(std::string_view bytes) {
  static constexpr char kAlphabet[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t count = std::min<size_t>(3, bytes.size() - i);
    uint32_t group = 0;
    for (size_t k = 0; k < 3; ++k) {
      group = group << 8 | (k < count ? static_cast<uint8_t>(bytes[i + k]) : 0u);
    }
    for (size_t k = 0; k < 4; ++k) {
      text.push_back(k <= count ? kAlphabet[group >> (18 - 6 * k) & 63] : '=');
    }
  }
  return text;
}

bool parse_size(std::string_view text, uint64_t* bytes) {
  uint64_t value = 0;
  size_t digits = 0;
  constexpr uint64_t kMax = uint64_t{1} << 63;
  for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
    if (value > kMax / 10) return false;
    value = value * 10 + static_cast<uint64_t>(text[digits] - '0');
  }
  if (digits == 0) return false;
  std::string_view unit = text.substr(digits);
  uint32_t shift = 0;
  if (!unit.empty()) {
    const auto place =
        std::string_view("kmgt").find(static_cast<char>(fold_ascii(static_cast<uint8_t>(unit[0]))));
    if (place == std::string_view::npos || unit.size() > 1) return false;
    shift = static_cast<uint32_t>(10 * (place + 1));
  }
  if (value > kMax >> shift) return false;
  *bytes = value << shift;
  return true;
}

std::string format_size(uint64_t bytes) {
  static constexpr std::array<const char*, 7> kUnits = {"B",   "KiB", "MiB", "GiB",
                                                        "TiB", "PiB", "EiB"};
  if (bytes < 1024) return fmt::format("{} B", bytes);
  auto value = static_cast<double>(bytes);
  size_t unit = 0;
  // From 999.5 on, three digits would read "1e+03".
  for (; value >= 999.5; ++unit) value /= 1024;
  return fmt::format("{:.3g} {}", value, kUnits[unit]);
}

}  // namespace trawl
