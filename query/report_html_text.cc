#include "query/report_html_text.h"

#include <fmt/format.h>

#include <iterator>

#include "indexer/base/text.h"
#include "query/link_template.h"
#include "query/report_text.h"

namespace trawl {
namespace {

// The preset fills an address and a text: the address alone.
std::string line_address(const ProjectAnalysis& project, std::string_view path, uint64_t line) {
  static const LinkTemplate kLinks = LinkTemplate::parse("gitea").value();
  constexpr std::string_view kBeforeText = " : ";
  std::string address;
  kLinks.append({project.repository, path, project.revision, "", line}, &address);
  if (address.ends_with(kBeforeText)) address.resize(address.size() - kBeforeText.size());
  return address;
}

// " (a.py#n12, #n15; b.py#n3)", each a link
std::string cited(const ProjectAnalysis& project, const Citations& where) {
  return citation_text(where, [&](const CitedLines& file) {
    std::string text;
    for (const uint64_t line : file.lines) {
      const std::string number = fmt::format("#n{}", line);
      const std::string label = text.empty() ? file.path + number : number;
      text += text.empty() ? "" : ", ";
      text += html_line_link(project, file.path, line, label);
    }
    return text;
  });
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : escape_control(text)) {
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

std::string html_prose(std::string_view text) {
  const std::string line = one_line(text);
  std::string_view markdown = line;
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
  append_url_path("project:" + escape_control(repository), &fragment);
  return fragment;
}

std::string html_line_link(const ProjectAnalysis& project, std::string_view path, uint64_t line,
                           std::string_view label) {
  return fmt::format("<a href=\"{}\">{}</a>", html_text(line_address(project, path, line)),
                     html_text(label));
}

std::string html_line_links(const ProjectAnalysis& project, std::string_view path,
                            const std::vector<uint64_t>& lines) {
  std::string text;
  for (const uint64_t line : lines) {
    if (!text.empty()) text += ", ";
    text += html_line_link(project, path, line, fmt::format("#n{}", line));
  }
  return text;
}

std::string html_statement(const ProjectAnalysis& project, const Statement& statement) {
  return before_dot(html_prose(statement.text), cited(project, statement.where));
}

}  // namespace trawl
