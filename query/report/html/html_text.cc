#include "query/report/html/html_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "indexer/text/control_characters.h"
#include "indexer/text/quantities.h"
#include "query/report/report_text.h"

namespace trawl {
namespace {

// A sentence with more links in it is not read: they are folded away below it.
constexpr uint64_t kMaxLinksInSentence = 6;

// The length of the character that begins here when it says which way to read: the marks U+061C,
// U+200E and U+200F, embeddings and overrides U+202A to U+202E, isolates U+2066 to U+2069. Else 0.
size_t direction_length(std::string_view text) {
  if (text.starts_with("\u061C")) return 2;
  const std::string_view three = text.substr(0, 3);
  const bool is_direction = three == "\u200E" || three == "\u200F" ||
                            (three >= "\u202A" && three <= "\u202E") ||
                            (three >= "\u2066" && three <= "\u2069");
  return is_direction ? 3 : 0;
}

// Without characters that do something instead of being seen.
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

std::string html_path(std::string_view path) {
  std::string out;
  for (const char c : html_text(path)) {
    out.push_back(c);
    if (c == '/') out += "<wbr>";
  }
  return out;
}

std::string html_prose(std::string_view markdown) {
  std::string out;
  while (!markdown.empty()) {
    const size_t open = markdown.find('`');
    const size_t close = open == std::string_view::npos ? open : markdown.find('`', open + 1);
    if (close == std::string_view::npos) break;
    out += html_text(markdown.substr(0, open));
    out += "<code>" + html_text(markdown.substr(open + 1, close - open - 1)) + "</code>";
    markdown.remove_prefix(close + 1);
  }
  return out + html_text(markdown);
}

std::string html_page_address(std::string_view file_name) {
  std::string address;
  append_url_path(file_name, &address);
  return address;
}

std::string html_project_id(std::string_view repository) {
  return "project:" + html_text(repository);
}

std::string html_project_fragment(std::string_view repository) {
  std::string fragment = "#";
  append_url_path("project:" + visible_text(repository), &fragment);
  return fragment;
}

std::string SourceLinks::to_line(std::string_view path, uint64_t line,
                                 std::string_view label) const {
  const std::string address =
      links_.address({project_.repository, path, project_.revision, "", line});
  return fmt::format("<a href=\"{}\">{}</a>", html_text(address), html_path(label));
}

std::string SourceLinks::to_lines(std::string_view path, const std::vector<uint64_t>& lines) const {
  std::string text;
  for (const uint64_t line : lines) {
    if (!text.empty()) text += ", ";
    text += to_line(path, line, fmt::format("#n{}", line));
  }
  return text;
}

std::string SourceLinks::linked(const Citations& where) const {
  return citation_text(where, [this](const CitedLines& file) {
    const uint64_t first = file.lines.front();
    std::string text = to_line(file.path, first, fmt::format("{}#n{}", file.path, first));
    if (file.lines.size() > 1) {
      text += ", " + to_lines(file.path, {file.lines.begin() + 1, file.lines.end()});
    }
    return text;
  });
}

std::string SourceLinks::citations(const Citations& where) const {
  if (where.empty()) return "";
  const std::string cited = linked(where);
  const std::string links = cited.substr(2, cited.size() - 3);  // without " (" and ")"
  const uint64_t lines = count_cited_lines(where);
  if (lines <= kMaxLinksInSentence) return links;
  return fmt::format("<details class=\"cited\"><summary>{} in {}</summary>{}</details>",
                     count_text(lines, "line"), count_text(where.size(), "file"), links);
}

std::string SourceLinks::statement(const Statement& statement) const {
  const std::string sentence = html_prose(statement.text);
  if (count_cited_lines(statement.where) <= kMaxLinksInSentence) {
    return before_dot(sentence, linked(statement.where));
  }
  return sentence + citations(statement.where);
}

}  // namespace trawl
