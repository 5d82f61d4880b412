// Reads the fields of a study with messages that say where they are wrong. For the parsers of its
// parts.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/base/yaml.h"
#include "indexer/rules/catalogue.h"
#include "indexer/study/study_class.h"

namespace trawl {

// What stands for the study's subject in a sentence.
inline constexpr std::string_view kSubjectPlaceholder = "{subject}";

// Reading does not stop at the first mistake: it notes the problem and goes on with an empty value.
// One object for one study. `file` and `catalogue` must outlive it.
class StudyReader {
 public:
  StudyReader(const YamlFile& file, const Catalogue& catalogue)
      : file_(file), catalogue_(catalogue) {}

  const YamlFile& file() const { return file_; }
  const Catalogue& catalogue() const { return catalogue_; }
  void set_subject(std::string subject) { subject_ = std::move(subject); }
  // What was noted since the last call, in order.
  std::vector<Status> take_problems() { return std::exchange(problems_, {}); }

  void note(Status status) {
    if (!status.is_ok()) problems_.push_back(std::move(status));
  }
  void note(uint32_t line, std::string message) { note(file_.error(line, std::move(message))); }
  // The value of a result; of a failed one an empty value, and the problem is noted.
  template <class Value>
  Value take(Result<Value> result) {
    if (result.is_ok()) return std::move(result).value();
    note(result.status());
    return Value();
  }

  // Whether the node has fields. Notes those that are unknown.
  bool has_fields(const YamlNode& node, std::string_view where,
                  std::initializer_list<std::string_view> known);
  // Null if the mapping does not have it.
  const YamlNode* required(const YamlNode& mapping, std::string_view where, std::string_view key) {
    return take(file_.required(mapping, where, key));
  }
  // The items of a list. Notes a list without items, and what is not a list.
  const std::vector<YamlNode>& items(const YamlNode& node, std::string_view what);
  bool flag(const YamlNode& mapping, std::string_view key);

  // The index of the rule that a node names.
  std::optional<uint32_t> rule(const YamlNode& node);
  // Those of a list, which may be missing, without repetitions.
  std::vector<uint32_t> rules(const YamlNode& mapping, std::string_view key);
  // Classes of files, or `fallback` without the field.
  StudyClasses classes(const YamlNode& mapping, const StudyClasses& fallback);

  // A text with the subject filled in; it may also have the placeholders in `others`.
  std::string filled(uint32_t line, std::string_view key, std::string_view text,
                     std::string_view others = "");
  std::string sentence(const YamlNode& mapping, std::string_view where, std::string_view key,
                       std::string_view others = "");
  std::string optional_sentence(const YamlNode& mapping, std::string_view key,
                                std::string_view fallback);
  // A number for each sentence.
  uint32_t next_number() { return next_number_++; }

 private:
  const YamlFile& file_;
  const Catalogue& catalogue_;
  std::string subject_;
  std::vector<Status> problems_;
  uint32_t next_number_ = 0;
};

}  // namespace trawl
