#include "indexer/study/sightings.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "indexer/text/comment_line.h"

namespace trawl {
namespace {

bool is_before(const Sighting& a, const Sighting& b) {
  return std::tie(a.file, a.line) < std::tie(b.file, b.line);
}

}  // namespace

Sightings::Sightings(const Study& study, const RepositoryEvidence& evidence)
    : study_(study), evidence_(evidence), by_pattern_(study.patterns.size()) {
  collect();
  find_kind();
  assign_hits();
  assign_calls();
}

void Sightings::collect() {
  for (uint32_t i = 0; i < evidence_.files.size(); ++i) {
    const EvidenceFile& file = evidence_.files[i];
    classes_.push_back(study_.class_of(file.path, file.file_class));
    for (const EvidenceHit& hit : file.hits) {
      if (is_comment_line(hit.text, study_.comment_marker)) continue;
      all_.push_back({i, hit.line, hit.rule, hit.in_text});
    }
  }
}

void Sightings::find_kind() {
  for (size_t i = 0; i < study_.kinds.size() && !kind_; ++i) {
    const StudyKind& kind = study_.kinds[i];
    const bool has_rules = kind.rules.empty() || !found(kind.rules, kind.classes).empty();
    if (has_rules && found(kind.without, kind.classes).empty()) kind_ = i;
  }
  if (!kind_ || !study_.kinds[*kind_].tests_are_code) return;
  std::replace(classes_.begin(), classes_.end(), static_cast<size_t>(FileClass::kTest),
               static_cast<size_t>(FileClass::kCode));
}

bool Sightings::belongs(const Sighting& sighting, const StudyPattern& pattern) const {
  if (sighting.in_text && !pattern.is_mention) return false;
  return contains(pattern.rules, sighting.rule) && pattern.classes[classes_[sighting.file]];
}

void Sightings::assign_hits() {
  for (size_t begin = 0; begin < all_.size();) {
    size_t end = begin;
    while (end < all_.size() && !is_before(all_[begin], all_[end])) ++end;
    bool is_taken = false;
    for (const bool otherwise : {false, true}) {
      for (size_t i = 0; i < study_.patterns.size(); ++i) {
        if (study_.patterns[i].only_otherwise != otherwise || (otherwise && is_taken)) continue;
        for (size_t k = begin; k < end; ++k) {
          if (!belongs(all_[k], study_.patterns[i])) continue;
          by_pattern_[i].push_back(all_[k]);
          is_taken = true;
        }
      }
    }
    begin = end;
  }
}

void Sightings::assign_calls() {
  for (uint32_t i = 0; i < evidence_.files.size(); ++i) {
    for (const WrapperCall& call : evidence_.files[i].calls) {
      const Wrapper& wrapper = evidence_.wrappers[call.wrapper];
      if (!study_.patterns[wrapper.pattern].classes[classes_[i]]) continue;
      if (is_comment_line(call.text, study_.comment_marker)) continue;
      by_pattern_[wrapper.pattern].push_back({i, call.line, wrapper.rule, false, call.wrapper});
    }
  }
}

std::vector<Sighting> Sightings::found(const std::vector<uint32_t>& rules,
                                       const StudyClasses& classes) const {
  std::vector<Sighting> found;
  if (rules.empty()) return found;
  for (const Sighting& sighting : all_) {
    if (sighting.in_text || !classes[classes_[sighting.file]]) continue;
    if (contains(rules, sighting.rule)) found.push_back(sighting);
  }
  return found;
}

std::vector<Sighting> Sightings::in_code(const std::vector<uint32_t>& rules) const {
  return found(rules, only_classes({FileClass::kCode}));
}

std::vector<Sighting> Sightings::used_in_code() const {
  std::vector<Sighting> used;
  for (size_t i = 0; i < study_.patterns.size(); ++i) {
    if (study_.patterns[i].is_mention || !study_.patterns[i].wraps.empty()) continue;
    for (const Sighting& sighting : by_pattern_[i]) {
      if (is_code(sighting)) used.push_back(sighting);
    }
  }
  std::stable_sort(used.begin(), used.end(), is_before);
  return used;
}

Citations Sightings::cite(std::span<const Sighting> sightings) const {
  Citations citations;
  for (const Sighting& sighting : sightings) {
    const std::string& path = evidence_.files[sighting.file].path;
    if (citations.empty() || citations.back().path != path) citations.push_back({path, {}});
    std::vector<uint64_t>& lines = citations.back().lines;
    if (lines.empty() || lines.back() != sighting.line) lines.push_back(sighting.line);
  }
  return citations;
}

std::vector<Sighting> merged(std::vector<Sighting> a, std::span<const Sighting> b) {
  a.insert(a.end(), b.begin(), b.end());
  std::stable_sort(a.begin(), a.end(), is_before);
  return a;
}

}  // namespace trawl
