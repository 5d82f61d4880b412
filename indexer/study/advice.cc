#include "indexer/study/advice.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace trawl {
namespace {

// Where `with` and `without` are looked for: in what runs, and in what says what it needs to run.
const StudyClasses& condition_classes() {
  static const StudyClasses classes = only_classes({FileClass::kCode, FileClass::kPackaging});
  return classes;
}

std::vector<Sighting> lines_of(const Advice& advice, size_t pattern, const Sightings& sightings) {
  std::vector<Sighting> lines;
  for (const Sighting& sighting : sightings.of_pattern(pattern)) {
    if (!advice.classes[sightings.class_of(sighting.file)]) continue;
    if (contains(advice.rules, sighting.rule)) lines.push_back(sighting);
  }
  return lines;
}

// The names of those that have a line, each once, in the order of the sentence.
std::vector<std::string> parts_among(const std::vector<SentencePart>& parts,
                                     std::span<const Sighting> lines) {
  std::vector<std::string> names;
  for (const SentencePart& part : parts) {
    const bool is_found = std::any_of(lines.begin(), lines.end(), [&](const Sighting& sighting) {
      return sighting.rule == part.rule;
    });
    if (!is_found || std::find(names.begin(), names.end(), part.name) != names.end()) continue;
    names.push_back(part.name);
  }
  return names;
}

Saying not_said(Unsaid why, uint64_t lines) {
  return {std::nullopt, why, lines};
}

}  // namespace

std::string enumeration(const std::vector<std::string>& texts) {
  std::string text;
  for (size_t i = 0; i < texts.size(); ++i) {
    if (i != 0) text += i + 1 == texts.size() ? " and " : ", ";
    text += texts[i];
  }
  return text;
}

std::optional<std::string> text_for(const Sentence& sentence, std::span<const Sighting> lines) {
  std::string text = sentence.text;
  if (sentence.parts.empty()) return text;
  const std::vector<std::string> names = parts_among(sentence.parts, lines);
  if (names.empty()) return std::nullopt;
  const std::string all = enumeration(names);
  for (size_t at = text.find(kPartsPlaceholder); at != std::string::npos;
       at = text.find(kPartsPlaceholder, at + all.size())) {
    text.replace(at, kPartsPlaceholder.size(), all);
  }
  return text;
}

Saying say(const Advice& advice, size_t pattern, std::optional<size_t> kind,
           const Sightings& sightings) {
  const std::vector<Sighting> lines = lines_of(advice, pattern, sightings);
  Citations where = sightings.cite(lines);
  const uint64_t count = count_cited_lines(where);
  if (count == 0) return not_said(Unsaid::kNoLine, 0);
  if (count < advice.at_least) return not_said(Unsaid::kTooFew, count);
  if (count > advice.at_most) return not_said(Unsaid::kTooMany, count);
  const bool is_for_all = advice.kinds.empty();
  if (!is_for_all &&
      (!kind || std::find(advice.kinds.begin(), advice.kinds.end(), *kind) == advice.kinds.end())) {
    return not_said(Unsaid::kOtherKind, count);
  }
  if (!sightings.found(advice.without, condition_classes()).empty()) {
    return not_said(Unsaid::kHasWithout, count);
  }
  if (!advice.with.empty()) {
    const std::vector<Sighting> with = sightings.found(advice.with, condition_classes());
    if (with.empty()) return not_said(Unsaid::kLacksWith, count);
    where = sightings.cite(merged(lines, {with.data(), 1}));
  }
  std::optional<std::string> text = text_for(advice.sentence, lines);
  if (!text) return not_said(Unsaid::kNoPart, count);
  return {Statement{*std::move(text), std::move(where), advice.sentence.number}, {}, count};
}

}  // namespace trawl
