#include "query/report/html/html_team.h"

#include <fmt/format.h>

#include <iterator>

#include "indexer/text/python_space.h"
#include "indexer/text/quantities.h"
#include "query/report/html/html_page.h"
#include "query/report/html/html_text.h"
#include "query/report/report_text.h"

namespace trawl {
namespace {

void append_contents(const TeamReport& report, const std::vector<std::string>& titles,
                     std::string* out) {
  *out += "<nav aria-label=\"Projects\"><ul>\n";
  for (size_t i = 0; i < titles.size(); ++i) {
    const ProjectAnalysis& project = report.projects[i];
    fmt::format_to(std::back_inserter(*out),
                   "<li><a href=\"{}\">{}</a>: {}, complexity {}, deactivable: {}</li>\n",
                   html_project_fragment(project.repository), html_text(titles[i]),
                   count_text(project.occurrences.size(), "occurrence"), project.complexity,
                   verdict_name(project.deactivable));
  }
  *out += "</ul></nav>\n";
}

void append_verdict(const ProjectAnalysis& project, const SourceLinks& links, std::string* out) {
  fmt::format_to(std::back_inserter(*out),
                 "<dl>\n<dt>Is {} globally deactivable for this project</dt>\n"
                 "<dd><strong class=\"{}\">{}</strong><br>{}</dd>\n"
                 "<dt>Estimated complexity of the migration</dt>\n"
                 "<dd><strong>{}</strong><br>{}</dd>\n</dl>\n",
                 html_text(project.subject), verdict_name(project.deactivable),
                 verdict_name(project.deactivable), links.statement(project.reason),
                 project.complexity, html_prose(project.level));
}

void append_factors(const ProjectAnalysis& project, const SourceLinks& links, std::string* out) {
  fmt::format_to(std::back_inserter(*out),
                 "<div class=\"scroll\"><table class=\"factors\">\n<caption>Factors for "
                 "estimation: {}</caption>\n"
                 "<thead><tr><th scope=\"col\">Pattern</th><th scope=\"col\" class=\"number\">"
                 "Points</th><th scope=\"col\" class=\"number\">Files</th>"
                 "<th scope=\"col\" class=\"number\">Lines</th><th scope=\"col\">Where</th></tr>"
                 "</thead>\n<tbody>\n",
                 points_text(project.points));
  for (const Factor& factor : project.factors) {
    fmt::format_to(std::back_inserter(*out),
                   "<tr><th scope=\"row\">{}</th><td class=\"number\">{:.10g}</td>"
                   "<td class=\"number\">{}</td><td class=\"number\">{}</td><td>{}</td></tr>\n",
                   html_prose(factor.title), factor.points, factor.files, factor.lines,
                   links.citations(factor.where));
  }
  *out += "</tbody>\n</table></div>\n";
}

std::string description(const SourceLinks& links, const AnalysedFile& file,
                        const PatternFinding& pattern) {
  std::string text;
  for (const RuleFinding& rule : pattern.rules) {
    fmt::format_to(std::back_inserter(text), "{}{} ({})", text.empty() ? "" : "; ",
                   html_prose(rule.message), links.to_lines(file.path, rule.lines));
  }
  return text;
}

void append_files(const ProjectAnalysis& project, const SourceLinks& links, std::string* out) {
  *out +=
      "<div class=\"scroll\"><table class=\"files\">\n<caption>Files analyzed</caption>\n"
      "<thead><tr><th scope=\"col\">File</th><th scope=\"col\">Pattern</th>"
      "<th scope=\"col\">Description</th></tr></thead>\n";
  for (const AnalysedFile& file : project.files) {
    fmt::format_to(std::back_inserter(*out),
                   "<tbody>\n<tr><th scope=\"rowgroup\" rowspan=\"{}\"><code>{}</code></th>",
                   file.patterns.size(), html_path(file.path));
    for (size_t i = 0; i < file.patterns.size(); ++i) {
      fmt::format_to(std::back_inserter(*out), "{}<td>{}</td><td>{}</td></tr>\n",
                     i == 0 ? "" : "<tr>", html_prose(file.patterns[i].title),
                     description(links, file, file.patterns[i]));
    }
    *out += "</tbody>\n";
  }
  *out += "</table></div>\n";
}

void append_advice(std::string_view label, const SourceLinks& links,
                   const std::vector<Statement>& statements, std::string* out) {
  fmt::format_to(std::back_inserter(*out), "<dt>{}</dt>\n<dd><ul>\n", label);
  for (const Statement& statement : statements) {
    *out += "<li>" + links.statement(statement) + "</li>\n";
  }
  *out += "</ul></dd>\n";
}

void append_occurrences(const ProjectAnalysis& project, const SourceLinks& links,
                        std::string* out) {
  fmt::format_to(std::back_inserter(*out),
                 "<details>\n<summary>Occurrences found: {}</summary>\n"
                 "<div class=\"scroll\"><table class=\"occurrences\">\n<caption "
                 "class=\"hidden\">Occurrences</caption>\n"
                 "<thead><tr><th scope=\"col\">Line</th><th scope=\"col\">Text</th></tr></thead>\n"
                 "<tbody>\n",
                 project.occurrences.size());
  for (const Occurrence& each : project.occurrences) {
    fmt::format_to(std::back_inserter(*out), "<tr><td>{}</td><td class=\"source\">{}</td></tr>\n",
                   links.to_line(each.path, each.line, fmt::format("{}#n{}", each.path, each.line)),
                   html_text(strip_like_python(each.text)));
  }
  *out += "</tbody>\n</table></div>\n</details>\n";
}

void append_project(const ProjectAnalysis& project, const std::string& title,
                    const SourceLinks& links, std::string* out) {
  fmt::format_to(std::back_inserter(*out), "<section id=\"{}\">\n<h2>{}</h2>\n",
                 html_project_id(project.repository), html_text(title));
  append_verdict(project, links, out);
  append_factors(project, links, out);
  append_files(project, links, out);
  fmt::format_to(std::back_inserter(*out),
                 "<h3>Overall conclusion</h3>\n<dl>\n<dt>Summary of key points</dt>\n"
                 "<dd>{}</dd>\n",
                 html_text(summary_text(project)));
  append_advice("Potential challenges", links, project.challenges, out);
  append_advice("Recommendations", links, project.recommendations, out);
  *out += "</dl>\n";
  append_occurrences(project, links, out);
  *out += "</section>\n";
}

}  // namespace

std::string html_team_page(const TeamReport& report, const LinkTemplate& links) {
  const std::string name = html_text(report.team);
  std::string body = fmt::format(
      "<p><a href=\"index.html\">All teams</a></p>\n<main>\n<h1>Analysis for Team: "
      "<bdi>{}</bdi></h1>\n",
      name);
  const std::vector<std::string> titles = project_titles(report);
  append_contents(report, titles, &body);
  for (size_t i = 0; i < titles.size(); ++i) {
    const ProjectAnalysis& project = report.projects[i];
    append_project(project, titles[i], SourceLinks(links, project), &body);
  }
  body += "</main>\n";
  return html_page("Analysis for Team: " + report.team, body, PageScript::kNone);
}

}  // namespace trawl
