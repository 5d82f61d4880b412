// Hits become sightings: a line of a file that a rule found. All numbers count sightings, and all
// citations are their lines.
#include "indexer/study/analysis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string_view>
#include <utility>

#include "indexer/text/comment_line.h"

namespace trawl {
namespace {

// Points are sums of decimal fractions. Round away floating-point error so that it cannot decide
// whether a threshold is reached.
constexpr double kPointDigits = 1000;

struct Sighting {
  uint32_t file = 0;
  uint64_t line = 0;
  uint32_t rule = 0;
  bool in_text = false;
};

std::vector<uint32_t> joined(std::vector<uint32_t> a, const std::vector<uint32_t>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

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

// "tests, documentation and packaging"
std::string in_prose(const std::vector<ClassCount>& classes) {
  std::string text;
  for (size_t i = 0; i < classes.size(); ++i) {
    if (i != 0) text += i + 1 == classes.size() ? " and " : ", ";
    text += classes[i].title;
  }
  return text;
}

// Analyses one repository. One object, one call of run().
class Analyst {
 public:
  Analyst(const Study& study, const Catalogue& catalogue, const RepositoryEvidence& evidence)
      : study_(study), catalogue_(catalogue), evidence_(evidence) {}
  std::optional<ProjectAnalysis> run();

 private:
  // Collects the hits outside comments, by file and line, and the occurrences among them.
  void collect();
  std::vector<ClassCount> in_words(const std::array<uint64_t, kStudyClassCount>& by_class) const;
  // Fills `by_pattern_`.
  void assign_patterns();
  void add_factors();
  void judge_deactivable();
  void judge_without_switches();
  void add_files();
  void add_advice();

  bool belongs(const Sighting& sighting, const StudyPattern& pattern) const;
  bool is_code(const Sighting& sighting) const {
    return classes_[sighting.file] == static_cast<size_t>(FileClass::kCode);
  }
  // Sightings in code files whose rule is one of `rules`, without those in text.
  std::vector<Sighting> in_code(const std::vector<uint32_t>& rules) const;
  std::vector<Sighting> unguarded() const;
  Citations cite(const std::vector<Sighting>& sightings) const;

  const Study& study_;
  const Catalogue& catalogue_;
  const RepositoryEvidence& evidence_;
  std::vector<size_t> classes_;        // class of each file, as the study counts it
  std::vector<uint64_t> occurrences_;  // of each file
  std::vector<Sighting> sightings_;
  // For each pattern of the study, in the order of sightings_.
  std::vector<std::vector<Sighting>> by_pattern_;
  // The patterns that were found, most points first.
  std::vector<size_t> by_points_;
  ProjectAnalysis result_;
};

void Analyst::collect() {
  std::array<uint64_t, kStudyClassCount> by_class{};
  for (uint32_t i = 0; i < evidence_.files.size(); ++i) {
    const EvidenceFile& file = evidence_.files[i];
    classes_.push_back(study_.class_of(file.path, file.file_class));
    const size_t before = result_.occurrences.size();
    for (const EvidenceHit& hit : file.hits) {
      if (is_comment_line(hit.text, study_.comment_marker)) continue;
      sightings_.push_back({i, hit.line, hit.rule, hit.in_text});
      if (hit.rule != study_.occurrences) continue;
      result_.occurrences.push_back({file.path, hit.line, hit.text});
    }
    const uint64_t found = result_.occurrences.size() - before;
    result_.occurrence_files += found != 0 ? 1 : 0;
    by_class[classes_.back()] += found;
    occurrences_.push_back(found);
  }
  result_.occurrences_by_class = in_words(by_class);
}

std::vector<ClassCount> Analyst::in_words(
    const std::array<uint64_t, kStudyClassCount>& by_class) const {
  std::vector<ClassCount> counts;
  for (size_t i = 0; i < kStudyClassCount; ++i) {
    if (by_class[i] == 0) continue;
    counts.push_back({std::string(class_in_prose(i, study_)), by_class[i]});
  }
  return counts;
}

bool Analyst::belongs(const Sighting& sighting, const StudyPattern& pattern) const {
  if (sighting.in_text && !pattern.is_mention) return false;
  return contains(pattern.rules, sighting.rule) && pattern.classes[classes_[sighting.file]];
}

// Assigns each line to every pattern that accepts it and is not `only_otherwise`. If there is none,
// the first `only_otherwise` pattern that accepts the line gets it.
void Analyst::assign_patterns() {
  by_pattern_.resize(study_.patterns.size());
  for (size_t begin = 0; begin < sightings_.size();) {
    size_t end = begin;
    while (end < sightings_.size() && sightings_[end].file == sightings_[begin].file &&
           sightings_[end].line == sightings_[begin].line) {
      ++end;
    }
    bool is_taken = false;
    for (const bool otherwise : {false, true}) {
      for (size_t i = 0; i < study_.patterns.size(); ++i) {
        if (study_.patterns[i].only_otherwise != otherwise || (otherwise && is_taken)) continue;
        for (size_t k = begin; k < end; ++k) {
          if (!belongs(sightings_[k], study_.patterns[i])) continue;
          by_pattern_[i].push_back(sightings_[k]);
          is_taken = true;
        }
      }
    }
    begin = end;
  }
}

Citations Analyst::cite(const std::vector<Sighting>& sightings) const {
  Citations citations;
  for (const Sighting& sighting : sightings) {
    const std::string& path = evidence_.files[sighting.file].path;
    if (citations.empty() || citations.back().path != path) citations.push_back({path, {}});
    std::vector<uint64_t>& lines = citations.back().lines;
    if (lines.empty() || lines.back() != sighting.line) lines.push_back(sighting.line);
  }
  return citations;
}

void Analyst::add_factors() {
  std::vector<double> points(study_.patterns.size());
  std::vector<Citations> where(study_.patterns.size());
  for (size_t i = 0; i < study_.patterns.size(); ++i) {
    if (by_pattern_[i].empty()) continue;
    const StudyPattern& pattern = study_.patterns[i];
    where[i] = cite(by_pattern_[i]);
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

std::vector<Sighting> Analyst::in_code(const std::vector<uint32_t>& rules) const {
  std::vector<Sighting> found;
  for (const Sighting& sighting : sightings_) {
    if (sighting.in_text || !is_code(sighting)) continue;
    if (contains(rules, sighting.rule)) found.push_back(sighting);
  }
  return found;
}

// Code that needs the subject at run time, in files without a switch.
std::vector<Sighting> Analyst::unguarded() const {
  std::set<uint32_t> guarded;  // files
  for (const Sighting& sighting : in_code(study_.switches)) guarded.insert(sighting.file);
  std::vector<Sighting> found = in_code(study_.unguarded);
  std::erase_if(found, [&](const Sighting& sighting) { return guarded.contains(sighting.file); });
  return found;
}

void Analyst::judge_deactivable() {
  const std::vector<Sighting> bound = in_code(study_.bound);
  const std::vector<Sighting> imposing = in_code(study_.imposing);
  const std::vector<Sighting> switches = in_code(study_.switches);
  const std::vector<Sighting> kept_out = in_code(joined(study_.switches, study_.checks));
  const VerdictReasons& reasons = study_.reasons;
  if (!switches.empty() && !(bound.empty() && imposing.empty())) {
    const std::vector<uint32_t> needing = joined(study_.bound, study_.imposing);
    result_.deactivable = Verdict::kMaybe;
    result_.reason = {reasons.partly, cite(in_code(joined(study_.switches, needing)))};
  } else if (!bound.empty()) {
    result_.deactivable = Verdict::kNo;
    result_.reason = {reasons.bound, cite(bound)};
  } else if (!imposing.empty()) {
    result_.deactivable = Verdict::kNo;
    result_.reason = {reasons.imposed, cite(imposing)};
  } else if (kept_out.empty()) {
    judge_without_switches();
  } else if (const std::vector<Sighting> open = unguarded(); !open.empty()) {
    result_.deactivable = Verdict::kMaybe;
    result_.reason = {reasons.beside, cite(open)};
  } else {
    result_.deactivable = Verdict::kYes;
    result_.reason = {reasons.switched, cite(kept_out)};
  }
}

// The verdict if nothing was found that can disable the subject, and no code that depends on it.
void Analyst::judge_without_switches() {
  std::vector<Sighting> mentions;
  std::set<std::pair<uint32_t, uint64_t>> used_lines;  // file, line
  for (const Sighting& sighting : sightings_) {
    if (sighting.rule == study_.occurrences) mentions.push_back(sighting);
  }
  for (size_t i = 0; i < study_.patterns.size(); ++i) {
    if (study_.patterns[i].is_mention) continue;
    for (const Sighting& sighting : by_pattern_[i]) {
      if (is_code(sighting)) used_lines.emplace(sighting.file, sighting.line);
    }
  }
  if (!used_lines.empty()) {
    std::vector<Sighting> used;
    for (const auto& [file, line] : used_lines) used.push_back({file, line, 0});
    result_.deactivable = Verdict::kMaybe;
    result_.reason = {study_.reasons.undecided, cite(used)};
    return;
  }
  result_.deactivable = Verdict::kYes;
  result_.reason = {study_.reasons.unused, cite(mentions)};
  const std::string classes = in_prose(result_.occurrences_by_class);
  std::string& text = result_.reason.text;
  for (size_t at = text.find(kClassesPlaceholder); at != std::string::npos;
       at = text.find(kClassesPlaceholder, at)) {
    text.replace(at, kClassesPlaceholder.size(), classes);
    at += classes.size();
  }
}

void Analyst::add_files() {
  std::vector<std::vector<PatternFinding>> found(evidence_.files.size());
  for (size_t i = 0; i < study_.patterns.size(); ++i) {
    const StudyPattern& pattern = study_.patterns[i];
    for (auto begin = by_pattern_[i].begin(); begin != by_pattern_[i].end();) {
      const auto end = std::find_if(begin, by_pattern_[i].end(),
                                    [&](const Sighting& s) { return s.file != begin->file; });
      PatternFinding finding{pattern.id, pattern.title, {}};
      for (const uint32_t rule : pattern.rules) {
        RuleFinding lines{catalogue_.rules[rule].id, catalogue_.rules[rule].message, {}};
        for (auto sighting = begin; sighting != end; ++sighting) {
          if (sighting->rule == rule) lines.lines.push_back(sighting->line);
        }
        if (!lines.lines.empty()) finding.rules.push_back(std::move(lines));
      }
      found[begin->file].push_back(std::move(finding));
      begin = end;
    }
  }
  std::array<uint64_t, kStudyClassCount> unnamed{};
  for (size_t i = 0; i < found.size(); ++i) {
    if (found[i].empty()) continue;
    if (occurrences_[i] == 0) {
      ++unnamed[classes_[i]];
      ++result_.unnamed_files;
    }
    result_.files.push_back(
        {evidence_.files[i].path, classes_[i], occurrences_[i], std::move(found[i])});
  }
  result_.unnamed_files_by_class = in_words(unnamed);
}

void Analyst::add_advice() {
  for (size_t i = 0; i < by_points_.size(); ++i) {
    const StudyPattern& pattern = study_.patterns[by_points_[i]];
    const Citations& where = result_.factors[i].where;
    if (!pattern.challenge.empty()) result_.challenges.push_back({pattern.challenge, where});
    if (!pattern.recommendation.empty()) {
      result_.recommendations.push_back({pattern.recommendation, where});
    }
  }
  if (result_.challenges.empty()) result_.challenges.push_back({study_.no_challenges, {}});
  if (result_.recommendations.empty()) {
    result_.recommendations.push_back({study_.no_recommendations, {}});
  }
}

std::optional<ProjectAnalysis> Analyst::run() {
  collect();
  if (result_.occurrences.empty()) return std::nullopt;
  result_.repository = evidence_.repository;
  result_.revision = evidence_.revision;
  result_.words = study_.words;
  assign_patterns();
  add_factors();
  judge_deactivable();
  add_files();
  add_advice();
  return std::move(result_);
}

}  // namespace

const char* verdict_name(Verdict verdict) {
  switch (verdict) {
    case Verdict::kYes:
      return "Yes";
    case Verdict::kNo:
      return "No";
    case Verdict::kMaybe:
      return "Maybe";
  }
  return "";
}

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
