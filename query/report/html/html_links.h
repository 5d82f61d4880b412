// Texts with links on pages, as data for templates.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/study/analysis.h"
#include "query/output/link_template.h"
#include "query/report/html/html_template.h"
#include "query/report/provenance.h"

namespace trawl {

// A text of a catalogue, which is one line, in parts: `code` in backticks, and the text around it.
HtmlList html_prose(std::string_view markdown);
// Words, and names as code.
HtmlList html_parts(const std::vector<TextPart>& parts);
// A path in parts, so that a narrow page breaks it after a '/'.
HtmlList html_path(std::string_view path);

// Makes links to the lines of a project's sources. Immutable; valid as long as its arguments.
class SourceLinks {
 public:
  SourceLinks(const LinkTemplate& links, const ProjectAnalysis& project)
      : links_(links), project_(project) {}

  // A link to a line of a file. Its text is `label`, with `separator` before it.
  HtmlObject to_line(std::string_view path, uint64_t line, std::string_view label,
                     const char* separator = "") const;
  // "#n12, #n15"
  HtmlList to_lines(std::string_view path, const std::vector<uint64_t>& lines) const;
  // Adds links for a citation to the data of a factor or a statement: `cited`, `more` (the number
  // of lines without a link) and `folded` (the label of the fold if there are many links, otherwise
  // empty).
  void cite(const Citations& where, HtmlObject* data) const;
  // The sentence with its links before the full stop, or folded below it.
  HtmlObject statement(const Statement& statement) const;

 private:
  const LinkTemplate& links_;
  const ProjectAnalysis& project_;
};

}  // namespace trawl
