#include "indexer/study/verdict.h"

#include <algorithm>
#include <set>
#include <span>
#include <string_view>
#include <vector>

#include "indexer/study/advice.h"

namespace trawl {
namespace {

using Rules = std::vector<uint32_t>;

Rules joined(Rules a, const Rules& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

std::string replaced(std::string text, std::string_view placeholder, std::string_view by) {
  for (size_t at = text.find(placeholder); at != std::string::npos;
       at = text.find(placeholder, at + by.size())) {
    text.replace(at, placeholder.size(), by);
  }
  return text;
}

// One object, one call of run().
class Judge {
 public:
  Judge(const Study& study, const Sightings& sightings, const std::string& classes)
      : study_(study), sightings_(sightings), classes_(classes) {}
  Judgement run() const;

 private:
  Judgement given(Verdict verdict, const Sentence& reason, std::span<const Sighting> where) const {
    return {verdict,
            {text_for(reason, where).value_or(reason.text), sightings_.cite(where), reason.number}};
  }
  Judgement without_switches() const;
  std::vector<Sighting> unguarded() const;

  const Study& study_;
  const Sightings& sightings_;
  const std::string& classes_;
};

// Code that needs the subject at run time, in files without a switch.
std::vector<Sighting> Judge::unguarded() const {
  std::set<uint32_t> guarded;  // files
  for (const Sighting& sighting :
       sightings_.in_code(joined(study_.switches, study_.local_switches))) {
    guarded.insert(sighting.file);
  }
  std::vector<Sighting> found = sightings_.in_code(study_.unguarded);
  std::erase_if(found, [&](const Sighting& sighting) { return guarded.contains(sighting.file); });
  return found;
}

// Sightings in files that have none of `bound`. A branch that does without the subject is never
// reached in a file that needs it wherever it is loaded.
std::vector<Sighting> outside(const std::vector<Sighting>& bound, std::vector<Sighting> found) {
  std::set<uint32_t> files;
  for (const Sighting& sighting : bound) files.insert(sighting.file);
  std::erase_if(found, [&](const Sighting& sighting) { return files.contains(sighting.file); });
  return found;
}

// The verdict if nothing was found that can disable the subject, and no code that depends on it.
Judgement Judge::without_switches() const {
  std::vector<Sighting> used = sightings_.used_in_code();
  std::vector<Sighting> deciding = used;
  std::erase_if(deciding, [&](const Sighting& sighting) {
    return contains(study_.adapting, sighting.rule) || contains(study_.naming, sighting.rule);
  });
  if (!deciding.empty()) return given(Verdict::kMaybe, study_.reasons.undecided, deciding);
  std::vector<Sighting> named;
  for (const Sighting& sighting : sightings_.all()) {
    if (sighting.rule == study_.occurrences) named.push_back(sighting);
  }
  if (named.empty()) named = std::move(used);
  Judgement judgement = given(Verdict::kYes, study_.reasons.unused, named);
  judgement.reason.text = replaced(std::move(judgement.reason.text), kClassesPlaceholder, classes_);
  return judgement;
}

Judgement Judge::run() const {
  const VerdictReasons& reasons = study_.reasons;
  const std::vector<Sighting> bound = sightings_.in_code(study_.bound);
  const std::vector<Sighting> imposing = sightings_.in_code(study_.imposing);
  const std::vector<Sighting> switches = outside(bound, sightings_.in_code(study_.switches));
  if (!switches.empty() && !(bound.empty() && imposing.empty())) {
    return given(Verdict::kMaybe, reasons.partly, merged(merged(switches, bound), imposing));
  }
  if (!bound.empty()) return given(Verdict::kNo, reasons.bound, bound);
  if (!imposing.empty()) return given(Verdict::kNo, reasons.imposed, imposing);
  const std::vector<Sighting> kept_out =
      sightings_.in_code(joined(joined(study_.switches, study_.local_switches), study_.checks));
  if (kept_out.empty()) return without_switches();
  const std::vector<Sighting> open = unguarded();
  if (!open.empty()) return given(Verdict::kMaybe, reasons.beside, open);
  return given(Verdict::kYes, reasons.switched, kept_out);
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

Judgement judge(const Study& study, const Sightings& sightings, const std::string& classes) {
  return Judge(study, sightings, classes).run();
}

}  // namespace trawl
