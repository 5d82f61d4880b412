// From texts to HTML: everything that a page quotes goes through here. Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "query/output/link_template.h"
#include "query/report/team_report.h"

namespace trawl {

// For running text and for attributes in quotes. Control characters, bytes that are not UTF-8, and
// characters that reorder what follows them, such as U+202E, become \xNN.
std::string html_text(std::string_view text);

// A path, which a narrow page breaks behind a '/' first.
std::string html_path(std::string_view path);

// A text of a catalogue, which is one line: `code` in backticks as <code>, all else escaped.
std::string html_prose(std::string_view markdown);

// The address of a page of the same folder, for an attribute.
std::string html_page_address(std::string_view file_name);

// The id of a project's section, and what leads there from its own page, for attributes.
std::string html_project_id(std::string_view repository);
std::string html_project_fragment(std::string_view repository);

// Links to the lines of a project's sources. Immutable, valid as long as what it is made of.
class SourceLinks {
 public:
  SourceLinks(const LinkTemplate& links, const ProjectAnalysis& project)
      : links_(links), project_(project) {}

  // To a line of a file; it reads `label`, broken as a path.
  std::string to_line(std::string_view path, uint64_t line, std::string_view label) const;
  // "#n12, #n15"
  std::string to_lines(std::string_view path, const std::vector<uint64_t>& lines) const;
  // Links to what is cited, or, when these are many, folded: flow content.
  std::string citations(const Citations& where) const;
  // The sentence with such links before its dot, or folded below it: flow content.
  std::string statement(const Statement& statement) const;

 private:
  // " (a.py#n12, #n15; b.py#n3)", the first link of a file naming it.
  std::string linked(const Citations& where) const;

  const LinkTemplate& links_;
  const ProjectAnalysis& project_;
};

}  // namespace trawl
