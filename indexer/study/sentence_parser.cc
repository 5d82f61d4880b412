#include "indexer/study/sentence_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "indexer/text/quantities.h"

namespace trawl {
namespace {

constexpr std::string_view kSentence = "a sentence";
// Whole numbers up to this one are exact in a double.
constexpr double kMostLines = 1e9;

// Whether it names a file within a project in the one way in which an index names it.
bool is_example_path(std::string_view path) {
  if (std::any_of(path.begin(), path.end(),
                  [](char c) { return static_cast<uint8_t>(c) < 0x20 || c == 0x7F; })) {
    return false;
  }
  for (size_t end = 0; end != std::string_view::npos;) {
    end = path.find('/');
    const std::string_view part = path.substr(0, end);
    if (part.empty() || part == "." || part == "..") return false;
    path.remove_prefix(end == std::string_view::npos ? path.size() : end + 1);
  }
  return true;
}

// An example project: fields that are paths, with texts.
ExampleProject parse_example(const YamlNode& sentence, std::string_view key, StudyReader* reader) {
  ExampleProject project;
  const YamlNode* const node = reader->required(sentence, kSentence, key);
  if (node == nullptr) return project;
  project.line = node->line;
  if (node->kind != YamlNode::Kind::kMapping || node->fields.empty()) {
    reader->note(node->line,
                 fmt::format("`{}` must be the files of an example, each `path: text`", key));
    return project;
  }
  size_t bytes = 0;
  for (const YamlField& field : node->fields) {
    if (!is_example_path(field.key)) {
      reader->note(field.line, fmt::format("a file of `{}` must have a path within its project, "
                                           "such as app/loop.py",
                                           key));
    }
    if (field.value.kind != YamlNode::Kind::kScalar) {
      reader->note(field.line, fmt::format("the file `{}` must be text", field.key));
    }
    bytes += field.value.text.size();
    project.files.push_back({field.key, field.value.text});
  }
  if (bytes > kMaxExampleBytes || project.files.size() > kMaxExampleFiles) {
    reader->note(node->line,
                 fmt::format("`{}` has {} in {}: an example may have {} in {} files", key,
                             format_size(bytes), count_text(project.files.size(), "file"),
                             format_size(kMaxExampleBytes), kMaxExampleFiles));
  }
  return project;
}

// The placeholders that the text of a sentence may have, beside those in `others`.
std::string placeholders_of(const YamlNode& node, std::string_view others) {
  const std::string_view parts = node.find("parts") == nullptr ? "" : kPartsPlaceholder;
  return std::string(others).append(parts);
}

Sentence parse_sentence(const YamlNode& node, std::string_view placeholders, StudyReader* reader) {
  Sentence sentence;
  sentence.line = node.line;
  sentence.number = reader->next_number();
  sentence.text = reader->sentence(node, kSentence, "text", placeholders);
  sentence.said = parse_example(node, "said", reader);
  sentence.unsaid = parse_example(node, "unsaid", reader);
  return sentence;
}

uint64_t parse_bound(const YamlNode& node, std::string_view key, uint64_t fallback,
                     StudyReader* reader) {
  const YamlNode* const field = node.find(key);
  if (field == nullptr) return fallback;
  const Result<double> value = reader->file().number(*field, fmt::format("`{}`", key));
  if (!value.is_ok()) {
    reader->note(value.status());
    return fallback;
  }
  if (*value < 1 || *value > kMostLines || std::floor(*value) != *value) {
    reader->note(field->line, fmt::format("`{}` must be a whole number of lines, 1 or more", key));
    return fallback;
  }
  return static_cast<uint64_t>(*value);
}

// The rules of the sentence, which are all of the pattern's without a list.
std::vector<uint32_t> parse_lines(const YamlNode& node, const StudyPattern& pattern,
                                  StudyReader* reader) {
  const std::vector<uint32_t>& all = pattern.wraps.empty() ? pattern.rules : pattern.wraps;
  if (node.find("rules") == nullptr) return all;
  std::vector<uint32_t> rules = reader->rules(node, "rules");
  for (const uint32_t rule : rules) {
    if (contains(all, rule)) continue;
    reader->note(node.find("rules")->line,
                 fmt::format("the sentence is about `{}`, which is not a rule of its pattern `{}`",
                             reader->catalogue().rules[rule].id, pattern.id));
  }
  return rules;
}

std::vector<size_t> parse_kinds(const YamlNode& node, const std::vector<StudyKind>& kinds,
                                StudyReader* reader) {
  std::vector<size_t> found;
  const YamlNode* const list = node.find("kinds");
  if (list == nullptr) return found;
  for (const YamlNode& item : reader->items(*list, "`kinds`")) {
    const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                   [&](const StudyKind& each) { return each.id == item.text; });
    if (kind == kinds.end()) {
      reader->note(item.line, fmt::format("the study has no kind of project `{}`", item.text));
    } else {
      found.push_back(static_cast<size_t>(kind - kinds.begin()));
    }
  }
  return found;
}

// Reads the parts of a sentence whose lines are those of `rules`.
std::vector<SentencePart> parse_parts(const YamlNode& node, const std::vector<uint32_t>& rules,
                                      const Sentence& sentence, StudyReader* reader) {
  std::vector<SentencePart> parts;
  const YamlNode* const list = node.find("parts");
  if (list == nullptr) return parts;
  if (sentence.text.find(kPartsPlaceholder) == std::string::npos) {
    reader->note(node.line, "a sentence with `parts` must have {parts} in its `text`");
  }
  if (list->kind != YamlNode::Kind::kMapping || list->fields.empty()) {
    reader->note(list->line, "`parts` must be names of what rules find, each `rule: name`");
    return parts;
  }
  for (const YamlField& field : list->fields) {
    const size_t index = reader->catalogue().find(field.key);
    const auto rule = static_cast<uint32_t>(index);
    if (index == reader->catalogue().rules.size() || !contains(rules, rule)) {
      reader->note(
          field.line,
          fmt::format("`parts` names `{}`, which is not a rule of the sentence", field.key));
      continue;
    }
    parts.push_back({rule, reader->take(reader->file().text(field.value, "a part"))});
  }
  return parts;
}

Advice parse_one(const YamlNode& node, const StudyPattern& pattern,
                 const std::vector<StudyKind>& kinds, StudyReader* reader) {
  Advice advice;
  if (!reader->has_fields(node, kSentence,
                          {"text", "rules", "classes", "at-least", "at-most", "with", "without",
                           "kinds", "parts", "said", "unsaid"})) {
    return advice;
  }
  advice.sentence = parse_sentence(node, placeholders_of(node, ""), reader);
  advice.rules = parse_lines(node, pattern, reader);
  advice.classes = reader->classes(node, pattern.classes);
  advice.at_least = parse_bound(node, "at-least", 1, reader);
  advice.at_most = parse_bound(node, "at-most", UINT64_MAX, reader);
  if (advice.at_most < advice.at_least) {
    reader->note(node.find("at-most")->line, "`at-most` is less than `at-least`");
  }
  advice.with = reader->rules(node, "with");
  advice.without = reader->rules(node, "without");
  advice.kinds = parse_kinds(node, kinds, reader);
  advice.sentence.parts = parse_parts(node, advice.rules, advice.sentence, reader);
  constexpr std::string_view kConditions[] = {"rules", "classes", "at-least", "at-most",
                                              "with",  "without", "kinds",    "parts"};
  advice.is_conditional =
      std::any_of(std::begin(kConditions), std::end(kConditions),
                  [&](std::string_view key) { return node.find(key) != nullptr; });
  return advice;
}

}  // namespace

Sentence parse_reason(const YamlNode& reasons, std::string_view key, std::string_view others,
                      const std::vector<uint32_t>& enumerated, StudyReader* reader) {
  const YamlNode* const node = reader->required(reasons, "`reasons`", key);
  if (node == nullptr) return {};
  if (node->kind == YamlNode::Kind::kScalar) {
    reader->note(node->line, fmt::format("`{}` is now fields: its sentence is `text`, and `said` "
                                         "and `unsaid` are example projects",
                                         key));
    return {};
  }
  if (!reader->has_fields(*node, kSentence, {"text", "parts", "said", "unsaid"})) return {};
  Sentence sentence = parse_sentence(*node, placeholders_of(*node, others), reader);
  sentence.parts = parse_parts(*node, enumerated, sentence, reader);
  if (sentence.parts.empty()) return sentence;
  // The reason is given whichever of these rules has a line.
  for (const uint32_t rule : enumerated) {
    if (std::none_of(sentence.parts.begin(), sentence.parts.end(),
                     [rule](const SentencePart& part) { return part.rule == rule; })) {
      reader->note(node->line, fmt::format("`parts` of `{}` lacks `{}`", key,
                                           reader->catalogue().rules[rule].id));
    }
  }
  return sentence;
}

std::vector<Advice> parse_advice(const YamlNode& node, std::string_view key,
                                 const StudyPattern& pattern, const std::vector<StudyKind>& kinds,
                                 StudyReader* reader) {
  std::vector<Advice> advice;
  const YamlNode* const list = node.find(key);
  if (list == nullptr) return advice;
  for (const YamlNode& item : reader->items(*list, fmt::format("`{}`", key))) {
    advice.push_back(parse_one(item, pattern, kinds, reader));
  }
  return advice;
}

}  // namespace trawl
