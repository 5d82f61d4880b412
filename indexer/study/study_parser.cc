// Parsing does not stop at the first mistake: it notes the problem, goes on with an empty value,
// and in the end drops a study that has problems.
#include "indexer/study/study_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/rules/path_field.h"

namespace trawl {
namespace {

constexpr std::string_view kSubject = "{subject}";

constexpr std::string_view kQuestion = "Can {subject} be switched off here?";
constexpr std::string_view kHeading = "Can be switched off";

// Reads one study. One object, one call of parse().
class StudyParser {
 public:
  StudyParser(const YamlFile& file, const Catalogue& catalogue, std::vector<Status>* problems)
      : file_(file), catalogue_(catalogue), problems_(problems) {}
  Study parse(const YamlNode& node);

 private:
  void note(Status status) {
    if (!status.is_ok()) problems_->push_back(std::move(status));
  }
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
  // The items of a list. Notes a list without items, and what is not a list.
  const std::vector<YamlNode>& items(const YamlNode& node, std::string_view what);

  std::optional<uint32_t> rule(const YamlNode& node);
  std::vector<uint32_t> rules(const YamlNode& mapping, std::string_view key);
  std::string filled(const YamlNode& node, std::string_view key, std::string_view text,
                     std::string_view others);
  // A sentence with {subject} replaced; it may also have the placeholders in `others`.
  std::string sentence(const YamlNode& mapping, std::string_view where, std::string_view key,
                       std::string_view others = "");
  std::string optional_sentence(const YamlNode& mapping, std::string_view key,
                                std::string_view fallback);
  void parse_marker(const YamlNode& node);
  void parse_aside(const YamlNode& node);
  void parse_levels(const YamlNode& node);
  void parse_thresholds(const YamlNode& node);
  void parse_verdict_rules(const YamlNode& node);
  void parse_reasons(const YamlNode& node);
  bool may_be_undecided() const;
  void parse_texts(const YamlNode& node);
  void parse_pattern(const YamlNode& node);
  void parse_classes(const YamlNode& mapping, StudyPattern* pattern);
  void parse_points(const YamlNode& mapping, StudyPattern* pattern);
  bool flag(const YamlNode& mapping, std::string_view key);

  const YamlFile& file_;
  const Catalogue& catalogue_;
  std::vector<Status>* problems_;
  Study study_;
};

bool StudyParser::has_fields(const YamlNode& node, std::string_view where,
                             std::initializer_list<std::string_view> known) {
  for (Status& wrong : file_.wrong_fields(node, where, known)) note(std::move(wrong));
  return node.kind == YamlNode::Kind::kMapping;
}

const std::vector<YamlNode>& StudyParser::items(const YamlNode& node, std::string_view what) {
  note(file_.sequence(node, what).status());
  return node.items;
}

std::optional<uint32_t> StudyParser::rule(const YamlNode& node) {
  const std::string id = take(file_.text(node, "a rule's id"));
  if (id.empty()) return std::nullopt;
  const size_t index = catalogue_.find(id);
  if (index != catalogue_.rules.size()) return static_cast<uint32_t>(index);
  note(file_.error(node.line, fmt::format("the catalogue has no rule `{}`", id)));
  return std::nullopt;
}

std::vector<uint32_t> StudyParser::rules(const YamlNode& mapping, std::string_view key) {
  std::vector<uint32_t> found;
  const YamlNode* node = mapping.find(key);
  if (node == nullptr) return found;
  for (const YamlNode& item : items(*node, fmt::format("`{}`", key))) {
    const std::optional<uint32_t> index = rule(item);
    if (!index) continue;
    if (contains(found, *index)) {
      note(file_.error(item.line, fmt::format("`{}` names `{}` twice", key, item.text)));
    }
    found.push_back(*index);
  }
  return found;
}

std::string StudyParser::filled(const YamlNode& node, std::string_view key, std::string_view text,
                                std::string_view others) {
  std::string filled;
  for (size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with(kSubject)) {
      filled += study_.words.subject;
      at += kSubject.size();
      continue;
    }
    const size_t close = rest.find('}');
    if (rest.front() == '{' && (close == std::string_view::npos ||
                                others.find(rest.substr(0, close + 1)) == std::string_view::npos)) {
      note(file_.error(node.line, fmt::format("`{}` has a placeholder other than {}{}{}", key,
                                              kSubject, others.empty() ? "" : ", ", others)));
      return filled;
    }
    filled.push_back(rest.front());
    ++at;
  }
  return filled;
}

std::string StudyParser::sentence(const YamlNode& mapping, std::string_view where,
                                  std::string_view key, std::string_view others) {
  const YamlNode* const node = take(file_.required(mapping, where, key));
  if (node == nullptr) return "";
  return filled(*node, key, take(file_.text(*node, fmt::format("`{}`", key))), others);
}

std::string StudyParser::optional_sentence(const YamlNode& mapping, std::string_view key,
                                           std::string_view fallback) {
  const YamlNode* const node = mapping.find(key);
  if (node == nullptr) return filled(mapping, key, fallback, "");
  return filled(*node, key, take(file_.text(*node, fmt::format("`{}`", key))), "");
}

void StudyParser::parse_marker(const YamlNode& node) {
  study_.comment_marker = take(file_.optional_text(node, "comment-marker", "#"));
  if (study_.comment_marker.find_first_of(" \t") != 0) return;
  note(file_.error(node.find("comment-marker")->line,
                   "`comment-marker` begins with a blank: no line's first non-blank is one"));
}

void StudyParser::parse_aside(const YamlNode& node) {
  constexpr std::string_view kWhere = "`aside`";
  if (!has_fields(node, kWhere, {"title", "paths"})) return;
  study_.aside.title = sentence(node, kWhere, "title");
  note(file_.required(node, kWhere, "paths").status());
  study_.aside.paths = take(PathPatterns::parse(take(path_field(file_, node, "paths"))));
}

void StudyParser::parse_levels(const YamlNode& node) {
  // Where the previous level begins: 0 before the first level, nullopt if that could not be read.
  std::optional<uint32_t> before = 0;
  for (const YamlNode& item : items(node, "`levels`")) {
    const std::optional<uint32_t> last = std::exchange(before, std::nullopt);
    if (!has_fields(item, "a level", {"from", "meaning"})) continue;
    const YamlNode* const from = take(file_.required(item, "a level", "from"));
    std::string meaning = sentence(item, "a level", "meaning");
    if (from == nullptr) continue;
    const Result<double> value = file_.number(*from, "`from`");
    note(value.status());
    if (!value.is_ok()) continue;
    const auto whole = static_cast<uint32_t>(std::min<double>(*value, kHighestComplexity + 1));
    if (static_cast<double>(whole) != *value || whole < 1 || whole > kHighestComplexity) {
      note(file_.error(
          from->line, fmt::format("`from` must be a complexity from 1 to {}", kHighestComplexity)));
    } else if (last == 0u && whole != 1) {
      note(file_.error(from->line, "the first level must begin at 1"));
    } else if (last && whole <= *last) {
      note(file_.error(from->line, "levels must ascend"));
    }
    before = whole;
    study_.levels.push_back({whole, std::move(meaning)});
  }
}

void StudyParser::parse_thresholds(const YamlNode& node) {
  const size_t count = study_.thresholds.size();
  if (node.kind != YamlNode::Kind::kSequence || node.items.size() != count) {
    note(file_.error(node.line, fmt::format("`thresholds` must be {} numbers", count)));
    return;
  }
  for (size_t i = 0; i < count; ++i) {
    const Result<double> value = file_.number(node.items[i], "a threshold");
    note(value.status());
    if (!value.is_ok()) return;  // the next one may ascend or not
    study_.thresholds[i] = *value;
    if (i > 0 && *value <= study_.thresholds[i - 1]) {
      note(file_.error(node.items[i].line, "thresholds must ascend"));
    }
  }
}

void StudyParser::parse_verdict_rules(const YamlNode& node) {
  study_.switches = rules(node, "switches");
  study_.checks = rules(node, "checks");
  study_.bound = rules(node, "bound");
  study_.imposing = rules(node, "imposing");
  study_.unguarded = rules(node, "unguarded");
  // One line would both let the project run without the subject and need it.
  for (const char* key : {"bound", "imposing"}) {
    const YamlNode* const list = node.find(key);
    if (list == nullptr) continue;
    for (const YamlNode& item : list->items) {
      const size_t index = catalogue_.find(item.text);
      if (!contains(study_.switches, static_cast<uint32_t>(index))) continue;
      note(file_.error(item.line,
                       fmt::format("`switches` and `{}` both name `{}`", key, item.text)));
    }
  }
}

// Whether code can have lines of a pattern that is not a mention, but none of rules that decide.
bool StudyParser::may_be_undecided() const {
  const auto decides = [&](uint32_t rule) {
    return contains(study_.switches, rule) || contains(study_.checks, rule) ||
           contains(study_.bound, rule) || contains(study_.imposing, rule);
  };
  return std::any_of(
      study_.patterns.begin(), study_.patterns.end(), [&](const StudyPattern& pattern) {
        return !pattern.is_mention && pattern.classes[static_cast<size_t>(FileClass::kCode)] &&
               !std::all_of(pattern.rules.begin(), pattern.rules.end(), decides);
      });
}

// A reason that can never be given needs no sentence, but may have one.
void StudyParser::parse_reasons(const YamlNode& node) {
  constexpr std::string_view kWhere = "`reasons`";
  if (!has_fields(node, kWhere,
                  {"unused", "switched", "partly", "beside", "bound", "imposed", "undecided"})) {
    return;
  }
  const auto reason = [&](std::string_view key, bool is_needed) {
    return is_needed || node.find(key) != nullptr ? sentence(node, kWhere, key) : std::string();
  };
  const bool has_switches = !study_.switches.empty();
  const bool keeps_out = has_switches || !study_.checks.empty();
  const bool needs = !study_.bound.empty() || !study_.imposing.empty();
  VerdictReasons& reasons = study_.reasons;
  reasons.unused = sentence(node, kWhere, "unused", kClassesPlaceholder);
  reasons.switched = reason("switched", keeps_out);
  reasons.partly = reason("partly", has_switches && needs);
  reasons.beside = reason("beside", keeps_out && !study_.unguarded.empty());
  reasons.imposed = reason("imposed", !study_.imposing.empty());
  reasons.bound = reason("bound", !study_.bound.empty());
  reasons.undecided = reason("undecided", may_be_undecided());
}

void StudyParser::parse_texts(const YamlNode& node) {
  if (!has_fields(node, "`texts`", {"no-challenges", "no-recommendations"})) return;
  study_.no_challenges = sentence(node, "`texts`", "no-challenges");
  study_.no_recommendations = sentence(node, "`texts`", "no-recommendations");
}

void StudyParser::parse_classes(const YamlNode& mapping, StudyPattern* pattern) {
  const YamlNode* node = mapping.find("classes");
  if (node == nullptr) {
    pattern->classes.fill(true);
    return;
  }
  for (const YamlNode& item : items(*node, "`classes`")) {
    size_t number = 0;
    while (number < kStudyClassCount && item.text != study_class_name(number)) ++number;
    if (number < kStudyClassCount) {
      pattern->classes[number] = true;
      continue;
    }
    note(file_.error(item.line, fmt::format("no class of files is `{}`: "
                                            "use code, test, documentation, packaging, generated, "
                                            "vendored or aside",
                                            item.text)));
  }
}

void StudyParser::parse_points(const YamlNode& mapping, StudyPattern* pattern) {
  const YamlNode* const points = take(file_.required(mapping, "a pattern", "points"));
  if (points == nullptr || !has_fields(*points, "`points`", {"project", "file", "line"})) return;
  pattern->project_points = take(file_.optional_number(*points, "project", 0));
  pattern->file_points = take(file_.optional_number(*points, "file", 0));
  pattern->line_points = take(file_.optional_number(*points, "line", 0));
}

bool StudyParser::flag(const YamlNode& mapping, std::string_view key) {
  const YamlNode* node = mapping.find(key);
  if (node == nullptr) return false;
  if (!node->is_plain || (node->text != "true" && node->text != "false")) {
    note(file_.error(node->line, fmt::format("`{}` is true or false", key)));
  }
  return node->text == "true";
}

void StudyParser::parse_pattern(const YamlNode& node) {
  constexpr std::string_view kWhere = "a pattern";
  if (!has_fields(node, kWhere,
                  {"id", "title", "rules", "classes", "only-otherwise", "mention", "points",
                   "challenge", "recommendation"})) {
    return;
  }
  StudyPattern pattern;
  pattern.id = take(file_.required_text(node, kWhere, "id"));
  const auto has_same_id = [&](const StudyPattern& other) { return other.id == pattern.id; };
  if (!pattern.id.empty() &&
      std::any_of(study_.patterns.begin(), study_.patterns.end(), has_same_id)) {
    note(file_.error(node.find("id")->line,
                     fmt::format("two patterns have the id `{}`", pattern.id)));
  }
  pattern.title = sentence(node, kWhere, "title");
  note(file_.required(node, kWhere, "rules").status());
  pattern.rules = rules(node, "rules");
  parse_classes(node, &pattern);
  pattern.only_otherwise = flag(node, "only-otherwise");
  pattern.is_mention = flag(node, "mention");
  parse_points(node, &pattern);
  pattern.challenge = optional_sentence(node, "challenge", "");
  pattern.recommendation = sentence(node, kWhere, "recommendation");
  study_.patterns.push_back(std::move(pattern));
}

Study StudyParser::parse(const YamlNode& node) {
  constexpr std::string_view kWhere = "a study";
  if (!has_fields(node, kWhere,
                  {"subject", "occurrences", "comment-marker", "aside", "levels", "thresholds",
                   "deactivable", "texts", "patterns"})) {
    return {};
  }
  const auto required = [&](std::string_view key) {
    return take(file_.required(node, kWhere, key));
  };
  study_.words.subject = take(file_.required_text(node, kWhere, "subject"));
  if (const YamlNode* found = required("occurrences")) {
    study_.occurrences = rule(*found).value_or(0);
  }
  parse_marker(node);
  if (const YamlNode* aside = node.find("aside")) parse_aside(*aside);
  if (const YamlNode* found = required("levels")) parse_levels(*found);
  if (const YamlNode* found = required("thresholds")) parse_thresholds(*found);
  const YamlNode* deactivable = required("deactivable");
  constexpr std::string_view kDeactivable = "`deactivable`";
  if (deactivable != nullptr && !has_fields(*deactivable, kDeactivable,
                                            {"question", "heading", "switches", "checks", "bound",
                                             "imposing", "unguarded", "reasons"})) {
    deactivable = nullptr;
  }
  if (deactivable != nullptr) parse_verdict_rules(*deactivable);
  // Which reasons are needed depends on the patterns, too. Their problems are told last all the
  // same, in the order of the file.
  std::vector<Status> of_patterns;
  std::swap(of_patterns, *problems_);
  if (const YamlNode* found = required("patterns")) {
    for (const YamlNode& pattern : items(*found, "`patterns`")) parse_pattern(pattern);
  }
  std::swap(of_patterns, *problems_);
  if (deactivable != nullptr) {
    study_.words.question = optional_sentence(*deactivable, "question", kQuestion);
    study_.words.heading = optional_sentence(*deactivable, "heading", kHeading);
    const YamlNode* found = take(file_.required(*deactivable, kDeactivable, "reasons"));
    if (found != nullptr) parse_reasons(*found);
  }
  if (const YamlNode* found = required("texts")) parse_texts(*found);
  problems_->insert(problems_->end(), of_patterns.begin(), of_patterns.end());
  return std::move(study_);
}

}  // namespace

std::optional<Study> parse_study(const YamlFile& file, const Catalogue& catalogue,
                                 std::vector<Status>* problems) {
  const YamlNode* node = file.root().find("study");
  if (node == nullptr) return std::nullopt;
  std::vector<Status> found;
  Study study = StudyParser(file, catalogue, &found).parse(*node);
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
