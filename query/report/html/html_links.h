// What pages say with links in it, as data of templates.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "query/output/link_template.h"
#include "query/report/analysis.h"
#include "query/report/html/html_template.h"

namespace trawl {

// A text of a catalogue, which is one line, in parts: `code` in backticks, and what is around it.
HtmlList html_prose(std::string_view markdown);
// A path in parts, which a narrow page breaks after a '/' first.
HtmlList html_path(std::string_view path);

// Links to the lines of a project's sources. Immutable, valid as long as what it is made of.
class SourceLinks {
 public:
  SourceLinks(const LinkTemplate& links, const ProjectAnalysis& project)
      : links_(links), project_(project) {}

  // To a line of a file; it reads `label`, and `separator` before it.
  HtmlObject to_line(std::string_view path, uint64_t line, std::string_view label,
                     const char* separator = "") const;
  // "#n12, #n15"
  HtmlList to_lines(std::string_view path, const std::vector<uint64_t>& lines) const;
  // Adds links to what is cited to the data of a factor or a statement: `cited`, `more` (how many
  // more lines are not linked to) and `folded`, which is empty, or, when these are many, what the
  // fold reads.
  void cite(const Citations& where, HtmlObject* data) const;
  // The sentence with such links before its dot, or folded below it.
  HtmlObject statement(const Statement& statement) const;

 private:
  const LinkTemplate& links_;
  const ProjectAnalysis& project_;
};

}  // namespace trawl
