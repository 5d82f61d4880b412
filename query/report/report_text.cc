#include "query/report/report_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "indexer/text/ascii_case.h"
#include "indexer/text/quantities.h"

namespace trawl {
namespace {

// Most file systems allow 255 bytes. This leaves room for a number and an ending.
constexpr size_t kMaxNameBytes = 220;

std::string file_name(std::string_view team) {
  if (team.size() > kMaxNameBytes) {
    size_t end = kMaxNameBytes;
    // Keep characters whole.
    while (end > 0 && (static_cast<uint8_t>(team[end]) & 0xC0) == 0x80) --end;
    team = team.substr(0, end);
  }
  std::string name(team);
  for (char& c : name) {
    const auto byte = static_cast<uint8_t>(c);
    if (c == '/' || byte < 0x20 || byte == 0x7F) c = '-';
  }
  // A leading '.' would hide the file, and ".." is not a file name.
  if (name.empty() || name.front() == '.') name.insert(name.begin(), '-');
  return name;
}

// ": 40 in code, 13 in tests"
void append_counts(const std::vector<ClassCount>& counts, std::string* text) {
  bool is_first = true;
  for (const auto& [title, count] : counts) {
    fmt::format_to(std::back_inserter(*text), "{} {} in {}",
                   std::exchange(is_first, false) ? ":" : ",", count, title);
  }
}

std::string occurrence_counts(const ProjectAnalysis& project) {
  const uint64_t lines = project.occurrences.size();
  std::string text = fmt::format("{} in {} {} {}", count_text(lines, "line"),
                                 count_text(project.occurrence_files, "file"),
                                 lines == 1 ? "names" : "name", project.words.subject);
  append_counts(project.occurrences_by_class, &text);
  return text + "; all are listed below, lines of comments apart.";
}

}  // namespace

std::string_view project_name(std::string_view repository) {
  return repository.substr(repository.rfind('/') + 1);
}

std::vector<std::string> project_titles(const TeamReport& report) {
  std::map<std::string_view, size_t> counts;
  for (const ProjectAnalysis& project : report.projects) ++counts[project_name(project.repository)];
  std::vector<std::string> titles;
  for (const ProjectAnalysis& project : report.projects) {
    const std::string_view name = project_name(project.repository);
    titles.emplace_back(counts[name] == 1 ? name : project.repository);
  }
  return titles;
}

std::string points_text(double points) {
  return fmt::format("{:.10g} point{}", points, points == 1 ? "" : "s");
}

std::string before_answer(std::string_view question) {
  return std::string(question) + (question.ends_with('?') ? "" : ":");
}

SummaryText summary_text(const ProjectAnalysis& project) {
  const uint64_t lines = project.occurrences.size();
  SummaryText summary;
  summary.before = lines == 0 ? no_occurrences_text(project) : occurrence_counts(project);
  if (const uint64_t more = count_cited_lines(project.other_case); more != 0) {
    summary.before += fmt::format(" {}{} {} {} it in another case", more, lines != 0 ? " more" : "",
                                  plural("line", more), more == 1 ? "names" : "name");
    summary.after =
        project.other_case_files == 0
            ? ", in the same files."
            : fmt::format(", which adds {}.", count_text(project.other_case_files, "file"));
  }
  if (const uint64_t files = project.unnamed_files; files != 0) {
    summary.after += fmt::format(" Patterns were found in {} {}{}, which {} not name it", files,
                                 project.all_files() == files ? "" : "further ",
                                 plural("file", files), files == 1 ? "does" : "do");
    append_counts(project.unnamed_files_by_class, &summary.after);
    summary.after += ".";
  }
  if (project.all_files() != project.occurrence_files) {
    summary.after += fmt::format(" That is {} in all.", count_text(project.all_files(), "file"));
  }
  return summary;
}

std::string no_occurrences_text(const ProjectAnalysis& project) {
  return fmt::format("No line names {}: the project uses it under other names.",
                     project.words.subject);
}

std::string wrapper_name(const Wrapper& wrapper) {
  return wrapper.of_class.empty() ? wrapper.name : wrapper.of_class + "." + wrapper.name;
}

std::string wrapper_place(const Wrapper& wrapper) {
  return fmt::format("{}#n{}", wrapper.path, wrapper.line);
}

ShownCitations shown_citations(const Citations& where) {
  ShownCitations shown;
  uint64_t left = kMaxCitedLines;
  for (CitedLines file : where) {
    if (left == 0) break;
    file.lines.resize(std::min<uint64_t>(left, file.lines.size()));
    left -= file.lines.size();
    shown.files.push_back(std::move(file));
  }
  shown.more = count_cited_lines(where) - (kMaxCitedLines - left);
  return shown;
}

std::string citation_text(const Citations& where,
                          const std::function<std::string(const CitedLines&)>& shown) {
  if (where.empty()) return "";
  std::string text;
  const ShownCitations some = shown_citations(where);
  for (const CitedLines& file : some.files) text += (text.empty() ? "" : "; ") + shown(file);
  if (some.more > 0) text += fmt::format("; {} more", some.more);
  return " (" + text + ")";
}

std::string before_dot(std::string_view sentence, std::string_view text) {
  const bool has_dot = sentence.ends_with('.');
  if (has_dot) sentence.remove_suffix(1);
  return std::string(sentence).append(text).append(has_dot ? "." : "");
}

std::vector<std::string> report_file_names(const std::vector<std::string>& teams,
                                           std::set<std::string> taken) {
  std::vector<std::string> names;
  for (const std::string& team : teams) {
    const std::string wanted = file_name(team);
    std::string name = wanted;
    for (int number = 2; !taken.insert(fold_text(name)).second; ++number) {
      name = fmt::format("{}-{}", wanted, number);
    }
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace trawl
