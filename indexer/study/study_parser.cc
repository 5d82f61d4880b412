// Parsing does not stop at the first mistake: it notes the problem, goes on with an empty value,
// and in the end drops a study that has problems.
#include "indexer/study/study_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/rules/path_field.h"
#include "indexer/study/pattern_parser.h"
#include "indexer/study/sentence_parser.h"
#include "indexer/study/study_reader.h"
#include "indexer/study/verdict_parser.h"

namespace trawl {
namespace {

constexpr std::string_view kStudy = "a study";

void parse_marker(const YamlNode& node, StudyReader* reader, Study* study) {
  study->comment_marker = reader->take(reader->file().optional_text(node, "comment-marker", "#"));
  if (study->comment_marker.find_first_of(" \t") != 0) return;
  reader->note(node.find("comment-marker")->line,
               "`comment-marker` begins with a blank: no line's first non-blank is one");
}

void parse_aside(const YamlNode& node, StudyReader* reader, Study* study) {
  constexpr std::string_view kWhere = "`aside`";
  if (!reader->has_fields(node, kWhere, {"title", "paths"})) return;
  study->aside.title = reader->sentence(node, kWhere, "title");
  reader->required(node, kWhere, "paths");
  study->aside.paths =
      reader->take(PathPatterns::parse(reader->take(path_field(reader->file(), node, "paths"))));
}

void parse_levels(const YamlNode& node, StudyReader* reader, Study* study) {
  // Where the previous level begins: 0 before the first level, nullopt if that could not be read.
  std::optional<uint32_t> before = 0;
  for (const YamlNode& item : reader->items(node, "`levels`")) {
    const std::optional<uint32_t> last = std::exchange(before, std::nullopt);
    if (!reader->has_fields(item, "a level", {"from", "meaning"})) continue;
    const YamlNode* const from = reader->required(item, "a level", "from");
    std::string meaning = reader->sentence(item, "a level", "meaning");
    if (from == nullptr) continue;
    const Result<double> value = reader->file().number(*from, "`from`");
    reader->note(value.status());
    if (!value.is_ok()) continue;
    const auto whole = static_cast<uint32_t>(std::min<double>(*value, kHighestComplexity + 1));
    if (static_cast<double>(whole) != *value || whole < 1 || whole > kHighestComplexity) {
      reader->note(from->line,
                   fmt::format("`from` must be a complexity from 1 to {}", kHighestComplexity));
    } else if (last == 0u && whole != 1) {
      reader->note(from->line, "the first level must begin at 1");
    } else if (last && whole <= *last) {
      reader->note(from->line, "levels must ascend");
    }
    before = whole;
    study->levels.push_back({whole, std::move(meaning)});
  }
}

void parse_thresholds(const YamlNode& node, StudyReader* reader, Study* study) {
  const size_t count = study->thresholds.size();
  if (node.kind != YamlNode::Kind::kSequence || node.items.size() != count) {
    reader->note(node.line, fmt::format("`thresholds` must be {} numbers", count));
    return;
  }
  for (size_t i = 0; i < count; ++i) {
    const Result<double> value = reader->file().number(node.items[i], "a threshold");
    reader->note(value.status());
    if (!value.is_ok()) return;  // the next one may ascend or not
    study->thresholds[i] = *value;
    if (i > 0 && *value <= study->thresholds[i - 1]) {
      reader->note(node.items[i].line, "thresholds must ascend");
    }
  }
}

void parse_kinds(const YamlNode& node, StudyReader* reader, Study* study) {
  constexpr std::string_view kWhere = "a kind of project";
  bool fits_any = false;
  for (const YamlNode& item : reader->items(node, "`kinds`")) {
    if (!reader->has_fields(item, kWhere,
                            {"kind", "title", "rules", "without", "classes", "tests-are-code"})) {
      continue;
    }
    if (fits_any) {
      reader->note(item.line, "the kind before this one has no `rules`, so it fits every project");
    }
    StudyKind kind;
    kind.id = reader->take(reader->file().required_text(item, kWhere, "kind"));
    const auto has_same_id = [&](const StudyKind& other) { return other.id == kind.id; };
    if (!kind.id.empty() && std::any_of(study->kinds.begin(), study->kinds.end(), has_same_id)) {
      reader->note(item.find("kind")->line, fmt::format("two kinds are `{}`", kind.id));
    }
    kind.title = reader->sentence(item, kWhere, "title");
    kind.rules = reader->rules(item, "rules");
    kind.without = reader->rules(item, "without");
    kind.classes = reader->classes(item, only_classes({FileClass::kCode, FileClass::kPackaging}));
    fits_any = item.find("rules") == nullptr && item.find("without") == nullptr;
    kind.tests_are_code = reader->flag(item, "tests-are-code");
    study->kinds.push_back(std::move(kind));
  }
}

void parse_texts(const YamlNode& node, StudyReader* reader, Study* study) {
  if (!reader->has_fields(node, "`texts`", {"no-challenges", "no-recommendations"})) return;
  study->no_challenges = reader->sentence(node, "`texts`", "no-challenges");
  study->no_recommendations = reader->sentence(node, "`texts`", "no-recommendations");
}

void parse_subject(const YamlNode& node, StudyReader* reader, Study* study) {
  study->words.subject = reader->take(reader->file().required_text(node, kStudy, "subject"));
  reader->set_subject(study->words.subject);
  if (const YamlNode* found = reader->required(node, kStudy, "occurrences")) {
    study->occurrences = reader->rule(*found).value_or(0);
  }
  if (const YamlNode* found = node.find("other-case")) study->other_case = reader->rule(*found);
}

// Appends the study's problems in the order of the file.
Study parse(const YamlNode& node, StudyReader* reader, std::vector<Status>* problems) {
  Study study;
  const auto flush = [&](std::vector<Status> noted) {
    problems->insert(problems->end(), noted.begin(), noted.end());
  };
  if (!reader->has_fields(node, kStudy,
                          {"subject", "occurrences", "other-case", "comment-marker", "aside",
                           "kinds", "levels", "thresholds", "deactivable", "texts", "patterns"})) {
    flush(reader->take_problems());
    return study;
  }
  parse_subject(node, reader, &study);
  parse_marker(node, reader, &study);
  if (const YamlNode* aside = node.find("aside")) parse_aside(*aside, reader, &study);
  if (const YamlNode* kinds = node.find("kinds")) parse_kinds(*kinds, reader, &study);
  if (const YamlNode* found = reader->required(node, kStudy, "levels")) {
    parse_levels(*found, reader, &study);
  }
  if (const YamlNode* found = reader->required(node, kStudy, "thresholds")) {
    parse_thresholds(*found, reader, &study);
  }
  const YamlNode* deactivable = reader->required(node, kStudy, "deactivable");
  if (deactivable != nullptr && !is_verdict_section(*deactivable, reader)) deactivable = nullptr;
  if (deactivable != nullptr) parse_verdict_rules(*deactivable, reader, &study);
  flush(reader->take_problems());
  // Which reasons are needed depends on the patterns, too. Their problems are told last all the
  // same, in the order of the file.
  if (const YamlNode* found = reader->required(node, kStudy, "patterns")) {
    for (const YamlNode& pattern : reader->items(*found, "`patterns`")) {
      parse_pattern(pattern, reader, &study);
    }
  }
  std::vector<Status> of_patterns = reader->take_problems();
  if (deactivable != nullptr) parse_verdict_sentences(*deactivable, reader, &study);
  if (const YamlNode* found = reader->required(node, kStudy, "texts")) {
    parse_texts(*found, reader, &study);
  }
  if (reader->next_number() > kMaxSentences) {
    reader->note(node.line, fmt::format("a study has at most {} sentences", kMaxSentences));
  }
  flush(reader->take_problems());
  flush(std::move(of_patterns));
  return study;
}

}  // namespace

std::optional<Study> parse_study(const YamlFile& file, const Catalogue& catalogue,
                                 std::vector<Status>* problems) {
  const YamlNode* node = file.root().find("study");
  if (node == nullptr) return std::nullopt;
  std::vector<Status> found;
  StudyReader reader(file, catalogue);
  Study study = parse(*node, &reader, &found);
  if (found.empty()) return study;
  problems->insert(problems->end(), found.begin(), found.end());
  return std::nullopt;
}

Result<std::optional<Study>> parse_study(const YamlFile& file, const Catalogue& catalogue) {
  std::vector<Status> problems;
  std::optional<Study> study = parse_study(file, catalogue, &problems);
  if (!problems.empty()) return problems.front();
  return study;
}

}  // namespace trawl
