// From texts to HTML: everything that a page quotes goes through here. Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "query/team_report.h"

namespace trawl {

// For running text and for attributes in quotes. Control characters and bytes that are not UTF-8
// become \xNN.
std::string html_text(std::string_view text);

// A text of a catalogue: `code` in backticks as <code>, all else escaped.
std::string html_prose(std::string_view text);

// The address of a page of the same folder, for an attribute.
std::string html_page_address(std::string_view file_name);

// The id of a project's section, and what leads there from its own page, for attributes.
std::string html_project_id(std::string_view repository);
std::string html_project_fragment(std::string_view repository);

// A link to a line of a file, which reads `label`.
std::string html_line_link(const ProjectAnalysis& project, std::string_view path, uint64_t line,
                           std::string_view label);

// "#n12, #n15" as links
std::string html_line_links(const ProjectAnalysis& project, std::string_view path,
                            const std::vector<uint64_t>& lines);

// The sentence with what it rests on before its dot, as links.
std::string html_statement(const ProjectAnalysis& project, const Statement& statement);

}  // namespace trawl
