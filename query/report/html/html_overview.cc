#include "query/report/html/html_overview.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <map>
#include <utility>

#include "indexer/text/quantities.h"
#include "query/report/html/html_page.h"
#include "query/report/html/html_text.h"
#include "query/report/report_text.h"

namespace trawl {
namespace {

constexpr size_t kVerdicts = 3;
constexpr std::array<Verdict, kVerdicts> kVerdictOrder = {Verdict::kYes, Verdict::kMaybe,
                                                          Verdict::kNo};

// A project and where it is told of.
struct Entry {
  const ProjectAnalysis* project;
  std::string title;
  const std::string* team;
  const std::string* page;
};

std::vector<Entry> entries_of(const std::vector<TeamReport>& reports,
                              const std::vector<std::string>& pages) {
  std::vector<Entry> entries;
  for (size_t i = 0; i < reports.size(); ++i) {
    const std::vector<std::string> titles = project_titles(reports[i]);
    for (size_t k = 0; k < titles.size(); ++k) {
      entries.push_back({&reports[i].projects[k], titles[k], &reports[i].team, &pages[i]});
    }
  }
  return entries;
}

std::string page_link(std::string_view page, std::string_view fragment, std::string_view label) {
  return fmt::format("<a href=\"{}{}\">{}</a>", html_page_address(page), fragment,
                     html_text(label));
}

// "40 (12.5 %)"
std::string with_share(uint64_t count, uint64_t all) {
  return fmt::format("{} ({:.1f}&nbsp;%)", count,
                     100.0 * static_cast<double>(count) / static_cast<double>(all));
}

std::string totals(const std::vector<TeamReport>& reports, const std::vector<Entry>& entries) {
  uint64_t occurrences = 0;
  uint64_t files = 0;
  for (const Entry& entry : entries) {
    occurrences += entry.project->occurrences.size();
    files += entry.project->occurrence_files;
  }
  std::string out = "<ul class=\"totals\">";
  for (const auto& [count, noun] : {std::pair<uint64_t, const char*>{reports.size(), "team"},
                                    {entries.size(), "project"},
                                    {occurrences, "occurrence"},
                                    {files, "file"}}) {
    fmt::format_to(std::back_inserter(out), "<li><strong>{}</strong> {}</li>", count,
                   plural(noun, count));
  }
  return out + "</ul>\n";
}

std::string team_chart(const std::string& subject, const std::vector<TeamReport>& reports,
                       const std::vector<std::string>& pages) {
  std::vector<ChartBar> bars;
  for (size_t i = 0; i < reports.size(); ++i) {
    uint64_t count = 0;
    for (const ProjectAnalysis& project : reports[i].projects) count += project.occurrences.size();
    bars.push_back({page_link(pages[i], "", reports[i].team), static_cast<double>(count),
                    std::to_string(count)});
  }
  std::stable_sort(bars.begin(), bars.end(),
                   [](const ChartBar& a, const ChartBar& b) { return a.value > b.value; });
  return html_chart(fmt::format("Occurrences of {} by team", subject), "Team", "Occurrences", bars);
}

std::string complexity_chart(const std::vector<Entry>& entries) {
  std::array<uint64_t, kHighestComplexity> counts{};
  for (const Entry& entry : entries) ++counts.at(entry.project->complexity - 1);
  std::vector<ChartBar> bars;
  for (size_t i = 0; i < counts.size(); ++i) {
    bars.push_back(
        {std::to_string(i + 1), static_cast<double>(counts[i]), std::to_string(counts[i])});
  }
  return html_chart("Projects by complexity of the migration", "Complexity", "Projects", bars);
}

std::string verdict_chart(const std::string& subject, const std::vector<Entry>& entries) {
  std::vector<ChartBar> bars;
  for (const Verdict verdict : kVerdictOrder) {
    const auto count = static_cast<uint64_t>(
        std::count_if(entries.begin(), entries.end(),
                      [&](const Entry& entry) { return entry.project->deactivable == verdict; }));
    bars.push_back({verdict_name(verdict), static_cast<double>(count),
                    entries.empty() ? "0" : with_share(count, entries.size())});
  }
  return html_chart(fmt::format("Projects by whether {} is globally deactivable", subject),
                    "Deactivable", "Projects", bars);
}

// A line may have several patterns: shares are of all lines of all patterns.
std::string pattern_chart(const std::vector<Entry>& entries) {
  std::map<std::string, uint64_t> lines;  // by title
  uint64_t all = 0;
  for (const Entry& entry : entries) {
    for (const Factor& factor : entry.project->factors) {
      lines[factor.title] += factor.lines;
      all += factor.lines;
    }
  }
  std::vector<ChartBar> bars;
  for (const auto& [title, count] : lines) {
    bars.push_back({html_prose(title), static_cast<double>(count), with_share(count, all)});
  }
  std::stable_sort(bars.begin(), bars.end(),
                   [](const ChartBar& a, const ChartBar& b) { return a.value > b.value; });
  return html_chart("Lines by pattern", "Pattern", "Lines", bars);
}

std::string project_row(const Entry& entry) {
  const ProjectAnalysis& project = *entry.project;
  const auto rank = std::find(kVerdictOrder.begin(), kVerdictOrder.end(), project.deactivable) -
                    kVerdictOrder.begin();
  const std::string_view verdict = verdict_name(project.deactivable);
  return fmt::format(
      "<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"number\">{}</td>"
      "<td class=\"number\">{}</td><td data-value=\"{}\" class=\"{}\">{}</td>"
      "<td class=\"number\">{}</td><td class=\"number\">{:.10g}</td></tr>\n",
      page_link(*entry.page, html_project_fragment(project.repository), entry.title),
      page_link(*entry.page, "", *entry.team), project.occurrences.size(), project.occurrence_files,
      rank, verdict, verdict, project.complexity, project.points);
}

// The most work first.
std::string project_table(std::vector<Entry> entries) {
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return a.project->points > b.project->points;
  });
  std::string out =
      "<div class=\"scroll\"><table class=\"sortable\">\n<caption>Projects</caption>\n"
      "<thead><tr><th scope=\"col\">Project</th><th scope=\"col\">Team</th>"
      "<th scope=\"col\" class=\"number\">Occurrences</th>"
      "<th scope=\"col\" class=\"number\">Files</th><th scope=\"col\">Deactivable</th>"
      "<th scope=\"col\" class=\"number\">Complexity</th>"
      "<th scope=\"col\" class=\"number\" aria-sort=\"descending\">Points</th></tr></thead>\n"
      "<tbody>\n";
  for (const Entry& entry : entries) out += project_row(entry);
  return out + "</tbody>\n</table></div>\n";
}

}  // namespace

std::string html_overview(const std::string& subject, const std::vector<TeamReport>& reports,
                          const std::vector<std::string>& pages) {
  const std::vector<Entry> entries = entries_of(reports, pages);
  const std::string name = html_text(subject);  // for captions
  const std::string title = subject + " in " + count_text(entries.size(), "project");
  std::string body = fmt::format("<main>\n<h1>{}</h1>\n", html_text(title));
  body += totals(reports, entries);
  body += "<div class=\"charts\">\n";
  body += team_chart(name, reports, pages);
  body += "<div>\n" + complexity_chart(entries) + verdict_chart(name, entries);
  body += pattern_chart(entries);
  body += "</div>\n</div>\n" + project_table(entries) + "</main>\n";
  return html_page(title, body, PageScript::kSortTables);
}

}  // namespace trawl
