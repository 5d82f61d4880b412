// YAML as plain values, each with the line it begins on, so that messages can say where a file is
// wrong. Only yaml.cc includes yaml-cpp; its exceptions become Status.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"

namespace trawl {

struct YamlField;

// A value, which owns everything below it.
struct YamlNode {
  enum class Kind : uint8_t { kNull, kScalar, kSequence, kMapping };
  Kind kind = Kind::kNull;
  uint32_t line = 0;  // 1-based
  std::string text;   // of a scalar, unquoted
  std::vector<YamlNode> items;
  std::vector<YamlField> fields;  // in the file's order, no key twice
  bool is_plain = false;          // a scalar without quotes, which may also be a number

  // The value of a mapping's field; null when there is none, or this is not a mapping.
  const YamlNode* find(std::string_view key) const;
};

struct YamlText {
  std::string text;
  uint32_t line = 0;  // 1-based
};

struct YamlField {
  std::string key;
  uint32_t line = 0;
  YamlNode value;
};

// Whether a text may have several lines.
enum class LineBreaks : uint8_t { kRefused, kAllowed };

// Whether a file's name ends in .yaml or .yml, in any case.
bool has_yaml_name(std::string_view file);

// One document of a file, and reading it with messages "<file>:<line>: ...". All failures are
// kInvalidArgument. Immutable, thread-safe.
class YamlFile {
 public:
  // Refuses anchors, aliases and a second document, so that a line's meaning stands in that line.
  static Result<YamlFile> parse(std::string_view text, std::string file);

  const YamlNode& root() const { return root_; }
  Status error(uint32_t line, Phrase message) const;
  // The same for a status that says what is wrong there.
  Status error(uint32_t line, const Status& what) const;
  // What is no mapping, or each of its fields that is not known. `where` is what the file calls
  // such a mapping: "a rule".
  std::vector<Status> wrong_fields(const YamlNode& mapping, std::string_view where,
                                   std::initializer_list<std::string_view> known) const;
  // The first of these.
  Status check_fields(const YamlNode& mapping, std::string_view where,
                      std::initializer_list<std::string_view> known) const;
  // A scalar that is not empty and holds no control character but tabs, and line breaks if they are
  // allowed.
  Result<std::string> text(const YamlNode& node, std::string_view what,
                           LineBreaks breaks = LineBreaks::kRefused) const;
  // The field `key` of a mapping, which must be there.
  Result<const YamlNode*> required(const YamlNode& mapping, std::string_view where,
                                   std::string_view key) const;
  Result<std::string> required_text(const YamlNode& mapping, std::string_view where,
                                    std::string_view key) const;
  // A field, or `fallback` when it is missing.
  Result<std::string> optional_text(const YamlNode& mapping, std::string_view key,
                                    std::string fallback) const;
  // A sequence of texts that is not empty, or one text; empty when the field is missing.
  Result<std::vector<YamlText>> texts(const YamlNode& mapping, std::string_view key,
                                      LineBreaks breaks = LineBreaks::kRefused) const;
  // A finite decimal number of at least 0, without quotes. `what` names the node in the error:
  // "`from`".
  Result<double> number(const YamlNode& node, std::string_view what) const;
  Result<double> optional_number(const YamlNode& mapping, std::string_view key,
                                 double fallback) const;
  // A sequence that is not empty.
  Result<const std::vector<YamlNode>*> sequence(const YamlNode& node, std::string_view what) const;

 private:
  YamlFile(std::string file, YamlNode root) : file_(std::move(file)), root_(std::move(root)) {}
  std::string file_;
  YamlNode root_;
};

}  // namespace trawl
