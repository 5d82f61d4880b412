#include "query/report/html/html_links.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "indexer/text/quantities.h"
#include "query/report/html/html_text.h"
#include "query/report/report_text.h"

namespace trawl {
namespace {

// A sentence with more links would not be read, so they are folded away below it.
constexpr uint64_t kMaxLinksInSentence = 6;

HtmlObject prose_part(std::string_view text, bool is_code) {
  HtmlObject part;
  part["part"] = std::string(text);
  part["is_code"] = is_code;
  return part;
}

}  // namespace

HtmlList html_prose(std::string_view markdown) {
  HtmlList parts;
  parts.reserve(static_cast<size_t>(std::count(markdown.begin(), markdown.end(), '`')) + 1);
  while (!markdown.empty()) {
    const size_t open = markdown.find('`');
    const size_t close = open == std::string_view::npos ? open : markdown.find('`', open + 1);
    if (close == std::string_view::npos) break;
    parts.emplace_back(prose_part(markdown.substr(0, open), false));
    parts.emplace_back(prose_part(markdown.substr(open + 1, close - open - 1), true));
    markdown.remove_prefix(close + 1);
  }
  if (!markdown.empty()) parts.emplace_back(prose_part(markdown, false));
  return parts;
}

HtmlList html_parts(const std::vector<TextPart>& parts) {
  HtmlList list;
  list.reserve(parts.size());
  for (const TextPart& part : parts) list.emplace_back(prose_part(part.text, part.is_code));
  return list;
}

HtmlList html_path(std::string_view path) {
  HtmlList parts;
  parts.reserve(static_cast<size_t>(std::count(path.begin(), path.end(), '/')) + 1);
  while (!path.empty()) {
    const size_t slash = path.find('/');
    const std::string_view part =
        path.substr(0, slash == std::string_view::npos ? slash : slash + 1);
    HtmlObject data;
    data["part"] = std::string(part);
    data["slash"] = slash != std::string_view::npos;
    parts.emplace_back(std::move(data));
    path.remove_prefix(part.size());
  }
  return parts;
}

HtmlObject SourceLinks::to_line(std::string_view path, uint64_t line, std::string_view label,
                                const char* separator) const {
  HtmlObject link;
  link["separator"] = std::string(separator);
  link["address"] = links_.address({project_.repository, path, project_.revision, "", line});
  const bool is_path = label.find('/') != std::string_view::npos;
  link["label"] = is_path ? std::string() : std::string(label);  // parts are only made where needed
  link["path"] = is_path ? html_path(label) : HtmlList();
  return link;
}

HtmlList SourceLinks::to_lines(std::string_view path, const std::vector<uint64_t>& lines) const {
  HtmlList links;
  links.reserve(lines.size());
  for (const uint64_t line : lines) {
    links.emplace_back(to_line(path, line, fmt::format("#n{}", line), links.empty() ? "" : ", "));
  }
  return links;
}

void SourceLinks::cite(const Citations& where, HtmlObject* data) const {
  const ShownCitations shown = shown_citations(where);
  HtmlList cited;
  cited.reserve(kMaxCitedLines);
  for (const CitedLines& file : shown.files) {
    bool is_first = true;
    for (const uint64_t line : file.lines) {
      const char* separator = !is_first ? ", " : cited.empty() ? "" : "; ";
      const std::string label =
          fmt::format("{}#n{}", is_first ? std::string_view(file.path) : std::string_view(), line);
      cited.emplace_back(to_line(file.path, line, label, separator));
      is_first = false;
    }
  }
  (*data)["cited"] = std::move(cited);
  (*data)["more"] = shown.more == 0 ? std::string() : std::to_string(shown.more);
  const uint64_t lines = count_cited_lines(where);
  (*data)["folded"] =
      lines <= kMaxLinksInSentence
          ? std::string()
          : fmt::format("{} in {}", count_text(lines, "line"), count_text(where.size(), "file"));
}

HtmlObject SourceLinks::statement(const Statement& statement) const {
  HtmlObject data;
  std::string_view sentence = statement.text;
  const bool has_dot = sentence.ends_with('.');
  if (has_dot) sentence.remove_suffix(1);
  data["prose"] = html_prose(sentence);
  data["dot"] = has_dot;
  cite(statement.where, &data);
  const uint64_t lines = count_cited_lines(statement.where);
  data["inlined"] = lines > 0 && lines <= kMaxLinksInSentence;
  return data;
}

}  // namespace trawl
