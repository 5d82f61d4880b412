#include "query/report/html/html_pages.h"

#include <fmt/format.h>

#include <utility>

#include "indexer/text/python_space.h"
#include "indexer/text/quantities.h"
#include "query/report/html/html_links.h"
#include "query/report/html/html_template.h"
#include "query/report/html/html_text.h"
#include "query/report/processors.h"
#include "query/report/report_text.h"

namespace trawl {
namespace {

HtmlList factors(const ProjectAnalysis& project, const SourceLinks& links) {
  HtmlList rows;
  rows.reserve(project.factors.size());
  for (const Factor& factor : project.factors) {
    HtmlObject row;
    row["prose"] = html_prose(factor.title);
    row["points"] = fmt::format("{:.10g}", factor.points);
    row["files"] = std::to_string(factor.files);
    row["lines"] = std::to_string(factor.lines);
    links.cite(factor.where, &row);
    rows.emplace_back(std::move(row));
  }
  return rows;
}

HtmlObject pattern_row(const SourceLinks& links, const AnalysedFile& file,
                       const PatternFinding& pattern, bool is_first) {
  HtmlList rules;
  rules.reserve(pattern.rules.size());
  for (const RuleFinding& rule : pattern.rules) {
    HtmlObject found;
    found["first"] = rules.empty();
    found["prose"] = html_prose(rule.message);
    if (rule.wrapper) {
      HtmlObject calls =
          links.to_line(rule.wrapper->path, rule.wrapper->line, wrapper_place(*rule.wrapper));
      calls["function"] = wrapper_name(*rule.wrapper);
      found["calls"] = std::move(calls);
    }
    found["links"] = links.to_lines(file.path, rule.lines);
    rules.emplace_back(std::move(found));
  }
  HtmlObject row;
  row["first"] = is_first;
  row["prose"] = html_prose(pattern.title);
  row["rules"] = std::move(rules);
  return row;
}

HtmlList files(const ProjectAnalysis& project, const SourceLinks& links) {
  HtmlList groups;
  groups.reserve(project.files.size());
  for (const AnalysedFile& file : project.files) {
    HtmlList patterns;
    patterns.reserve(file.patterns.size());
    for (const PatternFinding& pattern : file.patterns) {
      patterns.emplace_back(pattern_row(links, file, pattern, patterns.empty()));
    }
    HtmlObject group;
    group["rows"] = std::to_string(file.patterns.size());
    group["path"] = html_path(file.path);
    group["patterns"] = std::move(patterns);
    groups.emplace_back(std::move(group));
  }
  return groups;
}

HtmlList advice(const SourceLinks& links, const std::vector<Statement>& statements) {
  HtmlList list;
  list.reserve(statements.size());
  for (const Statement& statement : statements) list.emplace_back(links.statement(statement));
  return list;
}

HtmlList occurrences(const ProjectAnalysis& project, const SourceLinks& links) {
  HtmlList rows;
  rows.reserve(project.occurrences.size());
  for (const Occurrence& each : project.occurrences) {
    HtmlObject row =
        links.to_line(each.path, each.line, fmt::format("{}#n{}", each.path, each.line));
    row["text"] = std::string(strip_like_python(each.text));
    rows.emplace_back(std::move(row));
  }
  return rows;
}

// A line of the list at the top of the page.
HtmlObject project_line(const ProjectAnalysis& project, const std::string& name) {
  HtmlObject data;
  data["fragment"] = html_project_fragment(project.repository);
  data["name"] = name;
  data["occurrence_count"] = count_text(project.occurrences.size(), "occurrence");
  data["complexity"] = std::to_string(project.complexity);
  data["verdict"] = std::string(verdict_name(project.deactivable));
  return data;
}

HtmlObject project_data(const ProjectAnalysis& project, std::string name,
                        const SourceLinks& links) {
  HtmlObject level;
  level["prose"] = html_prose(project.level);
  HtmlObject data;
  data["repository"] = project.repository;
  data["name"] = std::move(name);
  data["question"] = project.words.question;
  data["revision"] = project.revision;
  if (project.kind) {
    data["kind"] = links.statement({project.kind->title, project.kind->where});
  }
  data["verdict"] = std::string(verdict_name(project.deactivable));
  data["reason"] = links.statement(project.reason);
  data["complexity"] = std::to_string(project.complexity);
  data["level"] = std::move(level);
  data["points"] = points_text(project.points);
  data["factors"] = factors(project, links);
  data["files"] = files(project, links);
  SummaryText summary = summary_text(project);
  data["summary"] = std::move(summary.before);
  data["other_case"] = links.statement({"", project.other_case});
  data["summary_rest"] = std::move(summary.after);
  data["challenges"] = advice(links, project.challenges);
  data["recommendations"] = advice(links, project.recommendations);
  data["occurrences_found"] = std::to_string(project.occurrences.size());
  data["occurrences"] = occurrences(project, links);
  if (project.occurrences.empty()) data["no_occurrences"] = no_occurrences_text(project);
  return data;
}

}  // namespace

std::string html_team_page(const TeamReport& report, const StudyWords& words,
                           const Provenance& provenance, const LinkTemplate& links) {
  const std::vector<std::string> titles = project_titles(report);
  HtmlList projects;
  projects.reserve(titles.size());
  for (size_t i = 0; i < titles.size(); ++i) {
    projects.emplace_back(project_line(report.projects[i], titles[i]));
  }
  std::vector<std::string> sections(titles.size());
  on_all_processors(titles.size(), [&](size_t i) {
    const ProjectAnalysis& project = report.projects[i];
    sections[i] =
        render_part("project", project_data(project, titles[i], SourceLinks(links, project)));
  });
  HtmlObject page;
  page["title"] = "Analysis for Team: " + report.team;
  page["team"] = report.team;
  page["heading"] = words.heading;
  std::vector<TextPart> head = provenance_text(provenance);
  const std::vector<TextPart> notice = link_notice(report, links);
  if (!notice.empty()) head.push_back({" "});
  head.insert(head.end(), notice.begin(), notice.end());
  page["provenance"] = HtmlObject{{"prose", html_parts(head)}};
  page["projects"] = std::move(projects);
  page["sections"] = fmt::format("{}", fmt::join(sections, ""));
  return render_page("team", std::move(page), PageScript::kNone);
}

}  // namespace trawl
