// Everything is counted in sightings (sightings.h). The verdict is in verdict.h, the sentences of
// patterns are in advice.h.
#include "indexer/study/analysis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "indexer/study/advice.h"
#include "indexer/text/comment_line.h"

namespace trawl {
namespace {

// Points are sums of decimal fractions. Round away floating-point error so that it cannot decide
// whether a threshold is reached.
constexpr double kPointDigits = 1000;

using CountByClass = std::array<uint64_t, kStudyClassCount>;

// The word for a class of files in a sentence: "tests".
std::string_view class_in_prose(size_t study_class, const Study& study) {
  if (study_class == kAsideClass) return study.aside.title;
  switch (FileClass{static_cast<uint8_t>(study_class)}) {
    case FileClass::kTest:
      return "tests";
    case FileClass::kGenerated:
      return "generated files";
    case FileClass::kVendored:
      return "vendored files";
    default:
      return study_class_name(study_class);
  }
}

// Analyses one repository. One object, one call of run().
class Analyst {
 public:
  Analyst(const Study& study, const Catalogue& catalogue, const RepositoryEvidence& evidence)
      : study_(study),
        catalogue_(catalogue),
        evidence_(evidence),
        sightings_(study, evidence),
        occurrences_(evidence.files.size()) {}
  std::optional<ProjectAnalysis> run();

 private:
  void add_occurrences();
  void add_other_case();
  void add_kind();
  std::vector<ClassCount> in_words(const CountByClass& by_class) const;
  // Where the subject is named, or used if it is not named.
  std::string classes_in_prose() const;
  void add_factors();
  void add_files();
  std::vector<RuleFinding> rule_findings(const StudyPattern& pattern,
                                         std::span<const Sighting> of_file) const;
  std::vector<RuleFinding> call_findings(std::span<const Sighting> of_file) const;
  void add_advice();
  void add_sentences(const std::vector<Advice>& advice, size_t pattern,
                     std::vector<Statement>* statements) const;

  const Study& study_;
  const Catalogue& catalogue_;
  const RepositoryEvidence& evidence_;
  const Sightings sightings_;
  std::vector<uint64_t> occurrences_;  // of each file
  std::set<uint32_t> other_case_;      // files that name the subject in another case alone
  // The patterns that were found, most points first.
  std::vector<size_t> by_points_;
  std::optional<size_t> kind_;
  ProjectAnalysis result_;
};

void Analyst::add_occurrences() {
  CountByClass by_class{};
  for (uint32_t i = 0; i < evidence_.files.size(); ++i) {
    const EvidenceFile& file = evidence_.files[i];
    for (const EvidenceHit& hit : file.hits) {
      if (hit.rule != study_.occurrences) continue;
      if (is_comment_line(hit.text, study_.comment_marker)) continue;
      result_.occurrences.push_back({file.path, hit.line, hit.text});
      ++occurrences_[i];
    }
    result_.occurrence_files += occurrences_[i] != 0 ? 1 : 0;
    by_class[sightings_.class_of(i)] += occurrences_[i];
  }
  result_.occurrences_by_class = in_words(by_class);
}

void Analyst::add_other_case() {
  if (!study_.other_case) return;
  std::vector<Sighting> found;
  std::set<std::pair<uint32_t, uint64_t>> named;
  for (const Sighting& sighting : sightings_.all()) {
    if (sighting.rule == study_.occurrences) named.emplace(sighting.file, sighting.line);
  }
  for (const Sighting& sighting : sightings_.all()) {
    if (sighting.rule != *study_.other_case) continue;
    if (named.contains({sighting.file, sighting.line})) continue;
    found.push_back(sighting);
    if (occurrences_[sighting.file] == 0) other_case_.insert(sighting.file);
  }
  result_.other_case = sightings_.cite(found);
  result_.other_case_files = other_case_.size();
}

void Analyst::add_kind() {
  kind_ = sightings_.kind();
  if (!kind_) return;
  const StudyKind& kind = study_.kinds[*kind_];
  result_.kind =
      ProjectKind{kind.id, kind.title, sightings_.cite(sightings_.found(kind.rules, kind.classes))};
}

std::vector<ClassCount> Analyst::in_words(const CountByClass& by_class) const {
  std::vector<ClassCount> counts;
  for (size_t i = 0; i < kStudyClassCount; ++i) {
    if (by_class[i] == 0) continue;
    counts.push_back({std::string(class_in_prose(i, study_)), by_class[i]});
  }
  return counts;
}

std::string Analyst::classes_in_prose() const {
  const auto& counts =
      result_.occurrences.empty() ? result_.unnamed_files_by_class : result_.occurrences_by_class;
  std::vector<std::string> titles;
  for (const ClassCount& count : counts) titles.push_back(count.title);
  return enumeration(titles);
}

void Analyst::add_factors() {
  std::vector<double> points(study_.patterns.size());
  std::vector<Citations> where(study_.patterns.size());
  for (size_t i = 0; i < study_.patterns.size(); ++i) {
    if (sightings_.of_pattern(i).empty()) continue;
    const StudyPattern& pattern = study_.patterns[i];
    where[i] = sightings_.cite(sightings_.of_pattern(i));
    points[i] = pattern.project_points +
                pattern.file_points * static_cast<double>(where[i].size()) +
                pattern.line_points * static_cast<double>(count_cited_lines(where[i]));
    points[i] = std::round(points[i] * kPointDigits) / kPointDigits;
    result_.points += points[i];
    by_points_.push_back(i);
  }
  std::stable_sort(by_points_.begin(), by_points_.end(),
                   [&](size_t a, size_t b) { return points[a] > points[b]; });
  for (const size_t i : by_points_) {
    const uint64_t lines = count_cited_lines(where[i]);
    result_.factors.push_back({study_.patterns[i].id, study_.patterns[i].title, points[i],
                               where[i].size(), lines, std::move(where[i])});
  }
  result_.points = std::round(result_.points * kPointDigits) / kPointDigits;
  for (const double threshold : study_.thresholds) {
    if (result_.points >= threshold) ++result_.complexity;
  }
  for (const StudyLevel& level : study_.levels) {
    if (result_.complexity >= level.from) result_.level = level.meaning;
  }
}

std::vector<RuleFinding> Analyst::rule_findings(const StudyPattern& pattern,
                                                std::span<const Sighting> of_file) const {
  std::vector<RuleFinding> findings;
  for (const uint32_t rule : pattern.rules) {
    RuleFinding finding{catalogue_.rules[rule].id, catalogue_.rules[rule].message, {}};
    for (const Sighting& sighting : of_file) {
      if (sighting.rule == rule) finding.lines.push_back(sighting.line);
    }
    if (!finding.lines.empty()) findings.push_back(std::move(finding));
  }
  return findings;
}

std::vector<RuleFinding> Analyst::call_findings(std::span<const Sighting> of_file) const {
  std::map<uint32_t, std::vector<uint64_t>> lines;  // by wrapper
  for (const Sighting& sighting : of_file) lines[sighting.wrapper].push_back(sighting.line);
  std::vector<RuleFinding> findings;
  for (auto& [wrapper, called] : lines) {
    const CatalogueRule& rule = catalogue_.rules[evidence_.wrappers[wrapper].rule];
    findings.push_back({rule.id, rule.message, std::move(called), evidence_.wrappers[wrapper]});
  }
  return findings;
}

void Analyst::add_files() {
  std::vector<std::vector<PatternFinding>> found(evidence_.files.size());
  for (size_t i = 0; i < study_.patterns.size(); ++i) {
    const StudyPattern& pattern = study_.patterns[i];
    const std::vector<Sighting>& lines = sightings_.of_pattern(i);
    for (auto begin = lines.begin(); begin != lines.end();) {
      const auto end = std::find_if(begin, lines.end(),
                                    [&](const Sighting& s) { return s.file != begin->file; });
      const std::span<const Sighting> of_file(begin, end);
      found[begin->file].push_back(
          {pattern.id, pattern.title,
           pattern.wraps.empty() ? rule_findings(pattern, of_file) : call_findings(of_file)});
      begin = end;
    }
  }
  CountByClass unnamed{};
  for (uint32_t i = 0; i < found.size(); ++i) {
    if (found[i].empty()) continue;
    if (occurrences_[i] == 0 && !other_case_.contains(i)) {
      ++unnamed[sightings_.class_of(i)];
      ++result_.unnamed_files;
    }
    result_.files.push_back(
        {evidence_.files[i].path, sightings_.class_of(i), occurrences_[i], std::move(found[i])});
  }
  result_.unnamed_files_by_class = in_words(unnamed);
}

void Analyst::add_sentences(const std::vector<Advice>& advice, size_t pattern,
                            std::vector<Statement>* statements) const {
  for (const Advice& each : advice) {
    Saying saying = say(each, pattern, kind_, sightings_);
    if (saying.statement) statements->push_back(std::move(*saying.statement));
  }
}

void Analyst::add_advice() {
  for (const size_t pattern : by_points_) {
    add_sentences(study_.patterns[pattern].challenges, pattern, &result_.challenges);
    add_sentences(study_.patterns[pattern].recommendations, pattern, &result_.recommendations);
  }
  if (result_.challenges.empty()) result_.challenges.push_back({study_.no_challenges, {}});
  if (result_.recommendations.empty()) {
    result_.recommendations.push_back({study_.no_recommendations, {}});
  }
}

std::optional<ProjectAnalysis> Analyst::run() {
  add_occurrences();
  if (result_.occurrences.empty() && sightings_.used_in_code().empty()) return std::nullopt;
  result_.repository = evidence_.repository;
  result_.revision = evidence_.revision;
  result_.words = study_.words;
  add_other_case();
  add_kind();
  add_factors();
  add_files();
  Judgement judgement = judge(study_, sightings_, classes_in_prose());
  result_.deactivable = judgement.verdict;
  result_.reason = std::move(judgement.reason);
  add_advice();
  return std::move(result_);
}

}  // namespace

uint64_t count_cited_lines(const Citations& citations) {
  uint64_t count = 0;
  for (const CitedLines& file : citations) count += file.lines.size();
  return count;
}

std::optional<ProjectAnalysis> analyse(const Study& study, const Catalogue& catalogue,
                                       const RepositoryEvidence& evidence) {
  return Analyst(study, catalogue, evidence).run();
}

}  // namespace trawl
