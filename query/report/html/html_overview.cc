#include "query/report/html/html_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>

#include "indexer/text/quantities.h"
#include "query/report/html/html_links.h"
#include "query/report/html/html_template.h"
#include "query/report/html/html_text.h"
#include "query/report/report_text.h"

namespace trawl {
namespace {

constexpr size_t kVerdicts = 3;
constexpr std::array<Verdict, kVerdicts> kVerdictOrder = {Verdict::kYes, Verdict::kMaybe,
                                                          Verdict::kNo};

// A project and the page that describes it.
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

// A bar chart as a table with label, bar and value, readable as a table too. All bars have one
// scale, and the bars of all charts of one width start at the same position.
class Chart {
 public:
  struct Bar {
    std::string label;      // a text of a catalogue, or plain text
    std::string page = {};  // the page that the label links to, if any
    uint64_t value = 0;
    std::string share = {};  // percentage of the total, if it is shown
  };

  // `label_head` names the column of labels.
  Chart(std::string caption, std::string label_head, const char* value_head)
      : caption_(std::move(caption)), label_head_(std::move(label_head)), value_head_(value_head) {}

  void add(Bar bar) { bars_.push_back(std::move(bar)); }
  void sort_largest_first() {
    std::stable_sort(bars_.begin(), bars_.end(),
                     [](const Bar& a, const Bar& b) { return a.value > b.value; });
  }

  HtmlObject data() const {
    uint64_t most = 0;
    for (const Bar& bar : bars_) most = std::max(most, bar.value);
    HtmlList bars;
    for (const Bar& bar : bars_) {
      HtmlObject row;
      row["page"] = bar.page;
      row["prose"] = html_prose(bar.label);
      row["width"] = fmt::format(
          "{:.2f}",
          most > 0 ? 100 * static_cast<double>(bar.value) / static_cast<double>(most) : 0.0);
      row["value"] = std::to_string(bar.value);
      row["share"] = bar.share;
      bars.emplace_back(std::move(row));
    }
    HtmlObject chart;
    chart["caption"] = caption_;
    chart["label_head"] = label_head_;
    chart["value_head"] = std::string(value_head_);
    chart["bars"] = std::move(bars);
    return chart;
  }

 private:
  std::string caption_;
  std::string label_head_;
  const char* value_head_;
  std::vector<Bar> bars_;
};

// "12.5": `count` of `all` in percent; empty if `all` is 0.
std::string share_of(uint64_t count, uint64_t all) {
  if (all == 0) return "";
  return fmt::format("{:.1f}", 100.0 * static_cast<double>(count) / static_cast<double>(all));
}

HtmlList totals(const std::vector<TeamReport>& reports, const std::vector<Entry>& entries) {
  uint64_t occurrences = 0;
  uint64_t files = 0;
  for (const Entry& entry : entries) {
    occurrences += entry.project->occurrences.size();
    files += entry.project->all_files();
  }
  HtmlList list;
  for (const auto& [count, noun] : {std::pair<uint64_t, const char*>{reports.size(), "team"},
                                    {entries.size(), "project"},
                                    {occurrences, "occurrence"},
                                    {files, "file"}}) {
    HtmlObject total;
    total["count"] = std::to_string(count);
    total["noun"] = plural(noun, count);
    list.emplace_back(std::move(total));
  }
  return list;
}

Chart team_chart(const std::string& subject, const std::vector<TeamReport>& reports,
                 const std::vector<std::string>& pages) {
  Chart chart(fmt::format("Occurrences of {} by team", subject), "Team", "Occurrences");
  for (size_t i = 0; i < reports.size(); ++i) {
    uint64_t count = 0;
    for (const ProjectAnalysis& project : reports[i].projects) count += project.occurrences.size();
    chart.add({reports[i].team, html_page_address(pages[i]), count});
  }
  chart.sort_largest_first();
  return chart;
}

Chart complexity_chart(const std::vector<Entry>& entries) {
  std::array<uint64_t, kHighestComplexity> counts{};
  for (const Entry& entry : entries) ++counts.at(entry.project->complexity - 1);
  Chart chart("Projects by complexity of the migration", "Complexity", "Projects");
  for (size_t i = 0; i < counts.size(); ++i) chart.add({std::to_string(i + 1), "", counts[i]});
  return chart;
}

Chart verdict_chart(const StudyWords& words, const std::vector<Entry>& entries) {
  Chart chart("Projects by answer: " + words.question, words.heading, "Projects");
  for (const Verdict verdict : kVerdictOrder) {
    const auto count = static_cast<uint64_t>(
        std::count_if(entries.begin(), entries.end(),
                      [&](const Entry& entry) { return entry.project->deactivable == verdict; }));
    chart.add({verdict_name(verdict), "", count, share_of(count, entries.size())});
  }
  return chart;
}

// A line may have several patterns, so shares are of all lines of all patterns.
Chart pattern_chart(const std::vector<Entry>& entries) {
  std::map<std::string, uint64_t> lines;  // number of lines, by title
  uint64_t all = 0;
  for (const Entry& entry : entries) {
    for (const Factor& factor : entry.project->factors) {
      lines[factor.title] += factor.lines;
      all += factor.lines;
    }
  }
  Chart chart("Lines by pattern", "Pattern", "Lines");
  for (const auto& [title, count] : lines) chart.add({title, "", count, share_of(count, all)});
  chart.sort_largest_first();
  return chart;
}

HtmlObject project_row(const Entry& entry) {
  const ProjectAnalysis& project = *entry.project;
  const auto rank = std::find(kVerdictOrder.begin(), kVerdictOrder.end(), project.deactivable) -
                    kVerdictOrder.begin();
  HtmlObject row;
  row["page"] = html_page_address(*entry.page);
  row["fragment"] = html_project_fragment(project.repository);
  row["project"] = entry.title;
  row["team"] = *entry.team;
  row["occurrences"] = std::to_string(project.occurrences.size());
  row["files"] = std::to_string(project.all_files());
  row["rank"] = std::to_string(rank);
  row["verdict"] = std::string(verdict_name(project.deactivable));
  row["complexity"] = std::to_string(project.complexity);
  row["points"] = fmt::format("{:.10g}", project.points);
  return row;
}

// Rows with the most work first.
HtmlList project_rows(std::vector<Entry> entries) {
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return a.project->points > b.project->points;
  });
  HtmlList rows;
  for (const Entry& entry : entries) rows.emplace_back(project_row(entry));
  return rows;
}

}  // namespace

std::string html_overview(const StudyWords& words, const std::vector<TeamReport>& reports,
                          const std::vector<std::string>& pages, const Provenance& provenance) {
  const std::vector<Entry> entries = entries_of(reports, pages);
  HtmlObject page;
  page["title"] = words.subject + " in " + count_text(entries.size(), "project");
  page["heading"] = words.heading;
  page["provenance"] = HtmlObject{{"prose", html_parts(provenance_text(provenance))}};
  page["totals"] = totals(reports, entries);
  page["team_chart"] = team_chart(words.subject, reports, pages).data();
  page["other_charts"] =
      HtmlList{complexity_chart(entries).data(), verdict_chart(words, entries).data(),
               pattern_chart(entries).data()};
  page["projects"] = project_rows(entries);
  return render_page("overview", std::move(page), PageScript::kSortTables);
}

}  // namespace trawl
