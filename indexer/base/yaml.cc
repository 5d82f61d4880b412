#include "indexer/base/yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <exception>
#include <sstream>
#include <utility>

#include "indexer/base/yaml_text.h"
#include "indexer/text/ascii_case.h"

namespace trawl {
namespace {

// Builds a tree from the parser's calls. A problem is kept and reported at the end, because only an
// exception could stop the parser.
class TreeBuilder : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark& mark) override { document_line_ = line_of(mark); }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    begin(YamlNode::Kind::kNull, mark, anchor);
    end();
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse(mark, "an alias is not supported: write out what it stands for");
    OnNull(mark, YAML::NullAnchor);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    begin(YamlNode::Kind::kScalar, mark, anchor);
    last_scalar_ = mark;
    open_.back().node.is_plain = tag == "?";
    open_.back().node.text = value;
    end();
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    begin(YamlNode::Kind::kSequence, mark, anchor);
  }
  void OnSequenceEnd() override { end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    begin(YamlNode::Kind::kMapping, mark, anchor);
  }
  void OnMapEnd() override { end(); }

  YamlNode take_root() { return std::move(root_); }
  const std::string& problem() const { return problem_; }
  uint32_t problem_line() const { return problem_line_; }
  uint32_t document_line() const { return document_line_; }  // 0: it has not begun
  // The line of a quoted text that is still open at the file's end; 0 when there is none.
  uint32_t unterminated_line(std::string_view text) const {
    if (last_scalar_.is_null()) return 0;
    const auto position = static_cast<size_t>(last_scalar_.pos);
    return is_unterminated(text, position) ? line_of(last_scalar_) : 0;
  }

 private:
  struct Open {
    YamlNode node;
    bool has_key = false;  // of a mapping: the next node is the value of the last field
  };

  static uint32_t line_of(const YAML::Mark& mark) { return static_cast<uint32_t>(mark.line) + 1; }

  void refuse(const YAML::Mark& mark, std::string problem) {
    if (!problem_.empty()) return;
    problem_ = std::move(problem);
    problem_line_ = line_of(mark);
  }

  void begin(YamlNode::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor)
      refuse(mark, "an anchor is not supported: write out the text wherever it is used");
    YamlNode node;
    node.kind = kind;
    node.line = line_of(mark);
    mark_ = mark;
    open_.push_back({std::move(node)});
  }

  // Adds a complete node to its parent.
  void end() {
    YamlNode node = std::move(open_.back().node);
    open_.pop_back();
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& parent = open_.back();
    if (parent.node.kind == YamlNode::Kind::kSequence) {
      parent.node.items.push_back(std::move(node));
    } else if (parent.has_key) {
      // For a null value the parser gives the next token's position; use the key's line.
      if (node.kind == YamlNode::Kind::kNull) node.line = parent.node.fields.back().line;
      parent.node.fields.back().value = std::move(node);
      parent.has_key = false;
    } else {
      add_key(std::move(node), &parent);
    }
  }

  void add_key(YamlNode key, Open* parent) {
    if (key.kind != YamlNode::Kind::kScalar) refuse(mark_, "a field's name must be plain text");
    if (parent->node.find(key.text) != nullptr) {
      refuse(mark_, fmt::format("the field `{}` is given twice: remove one", key.text));
    }
    parent->node.fields.push_back({std::move(key.text), key.line, {}});
    parent->has_key = true;
  }

  std::vector<Open> open_;
  YamlNode root_;
  YAML::Mark mark_;
  YAML::Mark last_scalar_ = YAML::Mark::null_mark();
  uint32_t document_line_ = 0;
  std::string problem_;
  uint32_t problem_line_ = 0;
};

bool is_control(char byte) {
  return (static_cast<unsigned char>(byte) < 0x20 && byte != '\t') || byte == 0x7f;
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  const auto field =
      std::find_if(fields.begin(), fields.end(), [&](const YamlField& f) { return f.key == key; });
  return field == fields.end() ? nullptr : &field->value;
}

bool has_yaml_name(std::string_view file) {
  const std::string folded = fold_text(file);
  return folded.ends_with(".yaml") || folded.ends_with(".yml");
}

Result<YamlFile> YamlFile::parse(std::string_view text, std::string file) {
  YamlFile parsed(std::move(file), {});
  if (const uint32_t line = first_line_of_bytes(text); line != 0) {
    return parsed.error(line, "the file is not UTF-8 text");
  }
  TreeBuilder tree, second;
  try {
    std::istringstream input{std::string(text)};
    YAML::Parser parser(input);
    if (!parser.HandleNextDocument(tree)) return parsed.error(1, "the file is empty");
    parser.HandleNextDocument(second);
  } catch (const YAML::Exception& error) {
    const uint32_t line = error.mark.is_null() ? 1 : static_cast<uint32_t>(error.mark.line) + 1;
    const bool is_tab = is_indented_by_tab(text, line);
    if (tree.unterminated_line(text) == 0 && second.document_line() == 0) {
      return parsed.error(line, is_tab
                                    ? "not valid YAML: a tab in the indentation; indent with spaces"
                                    : "not valid YAML: " + error.msg);
    }
  } catch (const std::exception& error) {
    return parsed.error(1, error.what());
  }
  if (const uint32_t line = tree.unterminated_line(text); line != 0) {
    return parsed.error(line, "not valid YAML: a quote that is not closed");
  }
  if (!tree.problem().empty()) return parsed.error(tree.problem_line(), tree.problem());
  if (second.document_line() != 0) {
    return parsed.error(
        second.document_line(),
        "the file has a second document after `---` or `...`: keep one document in a file");
  }
  parsed.root_ = tree.take_root();
  return parsed;
}

Status YamlFile::error(uint32_t line, Phrase message) const {
  return error(line, invalid_argument(std::move(message)));
}

Status YamlFile::error(uint32_t line, const Status& what) const {
  return what.with_code(StatusCode::kInvalidArgument).with_context(in_file(file_, line));
}

std::vector<Status> YamlFile::wrong_fields(const YamlNode& mapping, std::string_view where,
                                           std::initializer_list<std::string_view> known) const {
  if (mapping.kind != YamlNode::Kind::kMapping) {
    return {error(mapping.line, fmt::format("{} must be fields, each `name: value`", where))};
  }
  std::vector<Status> wrong;
  for (const YamlField& field : mapping.fields) {
    if (std::find(known.begin(), known.end(), field.key) != known.end()) continue;
    wrong.push_back(error(field.line, fmt::format("{} has no field `{}`; it may have: {}", where,
                                                  field.key, fmt::join(known, ", "))));
  }
  return wrong;
}

Status YamlFile::check_fields(const YamlNode& mapping, std::string_view where,
                              std::initializer_list<std::string_view> known) const {
  const std::vector<Status> wrong = wrong_fields(mapping, where, known);
  return wrong.empty() ? Status() : wrong.front();
}

Result<std::string> YamlFile::text(const YamlNode& node, std::string_view what,
                                   LineBreaks breaks) const {
  if (node.kind != YamlNode::Kind::kScalar) {
    return error(node.line, fmt::format("{} must be text", what));
  }
  if (node.text.empty()) return error(node.line, fmt::format("{} is empty", what));
  const bool may_break = breaks == LineBreaks::kAllowed;
  const auto is_wrong = [may_break](char byte) {
    return is_control(byte) && !(may_break && byte == '\n');
  };
  if (std::any_of(node.text.begin(), node.text.end(), is_wrong)) {
    return error(node.line, fmt::format("{} contains a {}control character: remove it", what,
                                        may_break ? "" : "line break or another "));
  }
  return node.text;
}

Result<const YamlNode*> YamlFile::required(const YamlNode& mapping, std::string_view where,
                                           std::string_view key) const {
  const YamlNode* node = mapping.find(key);
  if (node == nullptr) {
    return error(mapping.line, fmt::format("{} needs a field `{}`", where, key));
  }
  return node;
}

Result<std::string> YamlFile::required_text(const YamlNode& mapping, std::string_view where,
                                            std::string_view key) const {
  TRAWL_ASSIGN_OR_RETURN(const YamlNode* node, required(mapping, where, key));
  return text(*node, fmt::format("`{}`", key));
}

Result<std::string> YamlFile::optional_text(const YamlNode& mapping, std::string_view key,
                                            std::string fallback) const {
  const YamlNode* node = mapping.find(key);
  if (node == nullptr) return fallback;
  return text(*node, fmt::format("`{}`", key));
}

Result<std::vector<YamlText>> YamlFile::texts(const YamlNode& mapping, std::string_view key,
                                              LineBreaks breaks) const {
  std::vector<YamlText> found;
  const YamlNode* node = mapping.find(key);
  if (node == nullptr) return found;
  const std::string name = fmt::format("`{}`", key);
  if (node->kind != YamlNode::Kind::kSequence) {
    TRAWL_ASSIGN_OR_RETURN(std::string one, text(*node, name, breaks));
    found.push_back({std::move(one), node->line});
    return found;
  }
  TRAWL_ASSIGN_OR_RETURN(const std::vector<YamlNode>* items, sequence(*node, name));
  for (const YamlNode& item : *items) {
    TRAWL_ASSIGN_OR_RETURN(std::string each, text(item, "an item of " + name, breaks));
    found.push_back({std::move(each), item.line});
  }
  return found;
}

Result<double> YamlFile::number(const YamlNode& node, std::string_view what) const {
  double value = -1;
  const char* const end = node.text.data() + node.text.size();
  const std::from_chars_result read =
      std::from_chars(node.text.data(), end, value, std::chars_format::fixed);
  const bool is_number = read.ec == std::errc() && read.ptr == end && std::isfinite(value);
  if (!node.is_plain || !is_number || value < 0) {
    return error(node.line, fmt::format("{} must be a number, 0 or more", what));
  }
  return value;
}

Result<double> YamlFile::optional_number(const YamlNode& mapping, std::string_view key,
                                         double fallback) const {
  const YamlNode* node = mapping.find(key);
  if (node == nullptr) return fallback;
  return number(*node, fmt::format("`{}`", key));
}

Result<const std::vector<YamlNode>*> YamlFile::sequence(const YamlNode& node,
                                                        std::string_view what) const {
  if (node.kind != YamlNode::Kind::kSequence) {
    return error(node.line, fmt::format("{} must be a list", what));
  }
  if (node.items.empty())
    return error(node.line, fmt::format("{} is an empty list: it needs an item", what));
  return &node.items;
}

}  // namespace trawl
