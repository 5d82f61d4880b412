#include "query/report/html/html_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "indexer/text/control_characters.h"
#include "query/output/link_template.h"

namespace trawl {
namespace {

// The length of the character at the start of `text` if it sets the reading direction, else 0.
// These are the marks U+061C, U+200E and U+200F, embeddings and overrides U+202A to U+202E, and
// isolates U+2066 to U+2069.
size_t direction_length(std::string_view text) {
  if (text.starts_with("\u061C")) return 2;
  const std::string_view three = text.substr(0, 3);
  const bool is_direction = three == "\u200E" || three == "\u200F" ||
                            (three >= "\u202A" && three <= "\u202E") ||
                            (three >= "\u2066" && three <= "\u2069");
  return is_direction ? 3 : 0;
}

// The text with visible escapes for characters that control something instead of being seen.
std::string visible_text(std::string_view bytes) {
  const std::string without_control = escape_control(bytes);
  std::string_view text = without_control;
  std::string out;
  while (!text.empty()) {
    const size_t length = direction_length(text);
    for (const char c : text.substr(0, length)) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<uint8_t>(c));
    }
    if (length == 0) out.push_back(text.front());
    text.remove_prefix(std::max<size_t>(length, 1));
  }
  return out;
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : visible_text(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out.push_back(c);
    }
  }
  return out;
}

std::string html_page_address(std::string_view file_name) {
  std::string address;
  append_url_path(file_name, &address);
  return address;
}

std::string html_project_fragment(std::string_view repository) {
  std::string fragment = "#";
  append_url_path("project:" + visible_text(repository), &fragment);
  return fragment;
}

}  // namespace trawl
