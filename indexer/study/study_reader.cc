#include "indexer/study/study_reader.h"

#include <fmt/format.h>

#include "indexer/study/study.h"

namespace trawl {

bool StudyReader::has_fields(const YamlNode& node, std::string_view where,
                             std::initializer_list<std::string_view> known) {
  for (Status& wrong : file_.wrong_fields(node, where, known)) note(std::move(wrong));
  return node.kind == YamlNode::Kind::kMapping;
}

const std::vector<YamlNode>& StudyReader::items(const YamlNode& node, std::string_view what) {
  note(file_.sequence(node, what).status());
  return node.items;
}

bool StudyReader::flag(const YamlNode& mapping, std::string_view key) {
  const YamlNode* node = mapping.find(key);
  if (node == nullptr) return false;
  if (!node->is_plain || (node->text != "true" && node->text != "false")) {
    note(node->line, fmt::format("`{}` is true or false", key));
  }
  return node->text == "true";
}

std::optional<uint32_t> StudyReader::rule(const YamlNode& node) {
  const std::string id = take(file_.text(node, "a rule's id"));
  if (id.empty()) return std::nullopt;
  const size_t index = catalogue_.find(id);
  if (index != catalogue_.rules.size()) return static_cast<uint32_t>(index);
  note(node.line, fmt::format("the catalogue has no rule `{}`", id));
  return std::nullopt;
}

std::vector<uint32_t> StudyReader::rules(const YamlNode& mapping, std::string_view key) {
  std::vector<uint32_t> found;
  const YamlNode* node = mapping.find(key);
  if (node == nullptr) return found;
  for (const YamlNode& item : items(*node, fmt::format("`{}`", key))) {
    const std::optional<uint32_t> index = rule(item);
    if (!index) continue;
    if (contains(found, *index)) {
      note(item.line, fmt::format("`{}` names `{}` twice", key, item.text));
      continue;
    }
    found.push_back(*index);
  }
  return found;
}

StudyClasses StudyReader::classes(const YamlNode& mapping, const StudyClasses& fallback) {
  const YamlNode* node = mapping.find("classes");
  if (node == nullptr) return fallback;
  StudyClasses found{};
  for (const YamlNode& item : items(*node, "`classes`")) {
    size_t number = 0;
    while (number < kStudyClassCount && item.text != study_class_name(number)) ++number;
    if (number < kStudyClassCount) {
      found[number] = true;
      continue;
    }
    note(item.line, fmt::format("no class of files is `{}`: "
                                "use code, test, documentation, packaging, generated, "
                                "vendored or aside",
                                item.text));
  }
  return found;
}

std::string StudyReader::filled(uint32_t line, std::string_view key, std::string_view text,
                                std::string_view others) {
  std::string filled;
  for (size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with(kSubjectPlaceholder)) {
      filled += subject_;
      at += kSubjectPlaceholder.size();
      continue;
    }
    const size_t close = rest.find('}');
    if (rest.front() == '{' && (close == std::string_view::npos ||
                                others.find(rest.substr(0, close + 1)) == std::string_view::npos)) {
      note(line, fmt::format("`{}` has a placeholder other than {}{}{}", key, kSubjectPlaceholder,
                             others.empty() ? "" : ", ", others));
      return filled;
    }
    filled.push_back(rest.front());
    ++at;
  }
  return filled;
}

std::string StudyReader::sentence(const YamlNode& mapping, std::string_view where,
                                  std::string_view key, std::string_view others) {
  const YamlNode* const node = required(mapping, where, key);
  if (node == nullptr) return "";
  return filled(node->line, key, take(file_.text(*node, fmt::format("`{}`", key))), others);
}

std::string StudyReader::optional_sentence(const YamlNode& mapping, std::string_view key,
                                           std::string_view fallback) {
  const YamlNode* const node = mapping.find(key);
  if (node == nullptr) return filled(mapping.line, key, fallback);
  return filled(node->line, key, take(file_.text(*node, fmt::format("`{}`", key))));
}

}  // namespace trawl
