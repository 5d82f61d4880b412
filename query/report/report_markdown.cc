#include "query/report/report_markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "indexer/text/ascii_case.h"
#include "indexer/text/control_characters.h"
#include "indexer/text/python_space.h"
#include "indexer/text/quantities.h"
#include "query/report/report_text.h"

namespace trawl {
namespace {

bool is_word(char c) {
  const auto folded = static_cast<char>(fold_ascii(static_cast<uint8_t>(c)));
  return (folded >= 'a' && folded <= 'z') || (c >= '0' && c <= '9');
}

// Whether the '_' at this position may be emphasis. Within a word it is not.
bool is_emphasis(std::string_view text, size_t at) {
  const size_t before = text.find_last_not_of('_', at);
  const size_t behind = text.find_first_not_of('_', at);
  return before == std::string_view::npos || behind == std::string_view::npos ||
         !is_word(text[before]) || !is_word(text[behind]);
}

// Whether the text starts with "&lt;", "&#60;" or the like.
bool begins_entity(std::string_view text) {
  size_t end = text.substr(1).starts_with('#') ? 2 : 1;
  while (end < text.size() && is_word(text[end])) ++end;
  return text.substr(end).starts_with(';');
}

// Whether the '#' at this position may be read as closing a heading, and so not as part of it.
bool is_closing(std::string_view text, size_t at) {
  constexpr std::string_view kBlankBytes = " \t";
  return (at == 0 || kBlankBytes.find(text[at - 1]) != std::string_view::npos) &&
         text.find_first_not_of("# \t", at) == std::string_view::npos;
}

bool is_markdown(std::string_view text, size_t at) {
  switch (text[at]) {
    case '_':
      return is_emphasis(text, at);
    case '&':
      return begins_entity(text.substr(at));
    case '#':
      return is_closing(text, at);
    default:
      return std::string_view("\\`*[]<~|").find(text[at]) != std::string_view::npos;
  }
}

// A name in running text, after other text on its line. Characters that would be Markdown,
// including GitHub's '~' and '|', are escaped. Usual names, such as my_project, stay as they are.
std::string plain(std::string_view name) {
  const std::string visible = escape_control(name);
  std::string text;
  for (size_t i = 0; i < visible.size(); ++i) {
    if (is_markdown(visible, i)) text.push_back('\\');
    text.push_back(visible[i]);
  }
  return text;
}

// "#n12, #n15"
std::string line_numbers(const std::vector<uint64_t>& lines) {
  std::string text;
  for (const uint64_t line : lines) {
    fmt::format_to(std::back_inserter(text), "{}#n{}", text.empty() ? "" : ", ", line);
  }
  return text;
}

// " (`a.py#n12, #n15`; `b.py#n3`)"
std::string cited(const Citations& where) {
  return citation_text(where, [](const CitedLines& file) {
    return markdown_code(file.path + line_numbers(file.lines));
  });
}

// A text of the catalogue, which is one line and already Markdown.
std::string prose(std::string_view text) {
  return escape_control(text);
}

std::string with_citation(const Statement& statement) {
  return before_dot(prose(statement.text), cited(statement.where));
}

void append_bullet(int depth, std::string_view text, std::string* out) {
  fmt::format_to(std::back_inserter(*out), "{:{}}- {}\n", "", 2 * depth, text);
}

// Names as code, words as they are.
std::string inline_text(const std::vector<TextPart>& parts) {
  std::string text;
  for (const TextPart& part : parts) text += part.is_code ? markdown_code(part.text) : part.text;
  return text;
}

void append_head(const TeamReport& report, const Provenance& provenance, const LinkTemplate& links,
                 std::string* out) {
  const std::string notice = inline_text(link_notice(report, links));
  fmt::format_to(std::back_inserter(*out), "\n*{}{}{}*\n", inline_text(provenance_text(provenance)),
                 notice.empty() ? "" : " ", notice);
}

void append_verdict(const ProjectAnalysis& project, std::string* out) {
  if (project.kind) {
    append_bullet(1,
                  fmt::format("**Kind of project:** {}{}", prose(project.kind->title),
                              cited(project.kind->where)),
                  out);
  }
  append_bullet(1,
                fmt::format("**{}** {}", prose(before_answer(project.words.question)),
                            verdict_name(project.deactivable)),
                out);
  append_bullet(2, fmt::format("*Reason: {}*", with_citation(project.reason)), out);
  append_bullet(1, fmt::format("**Estimated complexity of the migration:** {}", project.complexity),
                out);
  append_bullet(2, fmt::format("*{}*", prose(project.level)), out);
  append_bullet(2, fmt::format("*Factors for estimation: {}*", points_text(project.points)), out);
  for (const Factor& factor : project.factors) {
    append_bullet(3,
                  fmt::format("{}: {}, {} in {}{}", prose(factor.title), points_text(factor.points),
                              count_text(factor.lines, "line"), count_text(factor.files, "file"),
                              cited(factor.where)),
                  out);
  }
}

// What the lines of a finding do.
std::string finding_text(const RuleFinding& finding) {
  if (!finding.wrapper) return prose(finding.message);
  return fmt::format("uses {} of {}, which has a line that {}",
                     markdown_code(wrapper_name(*finding.wrapper)),
                     markdown_code(wrapper_place(*finding.wrapper)), prose(finding.message));
}

void append_files(const ProjectAnalysis& project, std::string* out) {
  append_bullet(1, "**Files Analyzed:**", out);
  for (const AnalysedFile& file : project.files) {
    append_bullet(2, "**File:** " + markdown_code(file.path), out);
    append_bullet(3, "**Identified Patterns:**", out);
    for (const PatternFinding& pattern : file.patterns) {
      append_bullet(4, "**Pattern:** " + prose(pattern.title), out);
      std::string description;
      for (const RuleFinding& rule : pattern.rules) {
        fmt::format_to(std::back_inserter(description), "{}{} ({})",
                       description.empty() ? "" : "; ", finding_text(rule),
                       line_numbers(rule.lines));
      }
      append_bullet(5, "**Description:** " + description, out);
    }
  }
}

std::string summary(const ProjectAnalysis& project) {
  const SummaryText text = summary_text(project);
  return prose(text.before) + cited(project.other_case) + prose(text.after);
}

void append_advice(std::string_view label, const std::vector<Statement>& statements,
                   std::string* out) {
  append_bullet(2, fmt::format("**{}:**", label), out);
  for (const Statement& statement : statements) append_bullet(3, with_citation(statement), out);
}

void append_occurrences(const ProjectAnalysis& project, const LinkTemplate& links,
                        std::string* out) {
  *out += "\nOccurrences Found:\n";
  if (project.occurrences.empty()) *out += prose(no_occurrences_text(project)) + '\n';
  std::string link;
  for (const Occurrence& each : project.occurrences) {
    link.clear();
    links.append(
        {project.repository, each.path, project.revision, strip_like_python(each.text), each.line},
        &link);
    *out += escape_control(link) + '\n';
  }
  *out += "***\n";
}

}  // namespace

std::string markdown_code(std::string_view text) {
  const std::string visible = escape_control(text);
  size_t longest = 0;
  size_t run = 0;
  for (const char c : visible) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  const auto is_edge = [](char c) { return c == '`' || c == ' '; };
  const bool is_padded = visible.empty() || is_edge(visible.front()) || is_edge(visible.back());
  return fence + (is_padded ? " " : "") + visible + (is_padded ? " " : "") + fence;
}

std::string markdown_report(const TeamReport& report, const Provenance& provenance,
                            const LinkTemplate& links) {
  std::string out = fmt::format("# Analysis for Team: {}\n", plain(report.team));
  append_head(report, provenance, links, &out);
  const std::vector<std::string> titles = project_titles(report);
  for (size_t i = 0; i < titles.size(); ++i) {
    const ProjectAnalysis& project = report.projects[i];
    const std::string name = plain(titles[i]);
    out += fmt::format("\n## Project: {}\n\n", name);
    append_bullet(0, "**Project:** " + name, &out);
    if (!project.revision.empty()) {
      append_bullet(1, "**Revision:** " + markdown_code(project.revision), &out);
    }
    append_verdict(project, &out);
    append_files(project, &out);
    append_bullet(1, "**Overall Conclusion:**", &out);
    append_bullet(2, "**Summary of Key Points:** " + summary(project), &out);
    append_advice("Potential Challenges", project.challenges, &out);
    append_advice("Recommendations", project.recommendations, &out);
    append_occurrences(project, links, &out);
  }
  return out;
}

}  // namespace trawl
