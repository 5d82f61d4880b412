#include "indexer/rules/study.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "indexer/rules/path_field.h"

namespace trawl {
namespace {

constexpr std::string_view kSubject = "{subject}";
constexpr std::string_view kClasses = "{classes}";  // analysis.cc replaces it

// Reads one study. One object, one call of parse().
class StudyParser {
 public:
  StudyParser(const YamlFile& file, const Catalogue& catalogue)
      : file_(file), catalogue_(catalogue) {}
  Result<Study> parse(const YamlNode& node);

 private:
  Result<uint32_t> rule(const YamlNode& node) const;
  Result<std::vector<uint32_t>> rules(const YamlNode& mapping, std::string_view key) const;
  // A sentence with {subject} replaced; it may also have the placeholders in `others`.
  Result<std::string> sentence(const YamlNode& mapping, std::string_view where,
                               std::string_view key, std::string_view others = "") const;
  Status parse_marker(const YamlNode& node);
  Status parse_aside(const YamlNode& node);
  Status parse_levels(const YamlNode& node);
  Status parse_thresholds(const YamlNode& node);
  Status parse_deactivable(const YamlNode& node);
  Status parse_verdict_rules(const YamlNode& node);
  Status parse_reasons(const YamlNode& node);
  Status parse_texts(const YamlNode& node);
  Status parse_pattern(const YamlNode& node);
  Status parse_classes(const YamlNode& mapping, StudyPattern* pattern) const;
  Status parse_points(const YamlNode& mapping, StudyPattern* pattern) const;
  Result<bool> flag(const YamlNode& mapping, std::string_view key) const;

  const YamlFile& file_;
  const Catalogue& catalogue_;
  Study study_;
};

Result<uint32_t> StudyParser::rule(const YamlNode& node) const {
  TRAWL_ASSIGN_OR_RETURN(const std::string id, file_.text(node, "a rule's id"));
  const size_t index = catalogue_.find(id);
  if (index == catalogue_.rules.size()) {
    return file_.error(node.line, fmt::format("the catalogue has no rule `{}`", id));
  }
  return static_cast<uint32_t>(index);
}

Result<std::vector<uint32_t>> StudyParser::rules(const YamlNode& mapping,
                                                 std::string_view key) const {
  std::vector<uint32_t> found;
  const YamlNode* node = mapping.find(key);
  if (node == nullptr) return found;
  TRAWL_ASSIGN_OR_RETURN(const std::vector<YamlNode>* const items,
                         file_.sequence(*node, fmt::format("`{}`", key)));
  for (const YamlNode& item : *items) {
    TRAWL_ASSIGN_OR_RETURN(const uint32_t index, rule(item));
    if (std::find(found.begin(), found.end(), index) != found.end()) {
      return file_.error(item.line, fmt::format("`{}` names `{}` twice", key, item.text));
    }
    found.push_back(index);
  }
  return found;
}

Result<std::string> StudyParser::sentence(const YamlNode& mapping, std::string_view where,
                                          std::string_view key, std::string_view others) const {
  TRAWL_ASSIGN_OR_RETURN(const YamlNode* const node, file_.required(mapping, where, key));
  TRAWL_ASSIGN_OR_RETURN(const std::string text, file_.text(*node, fmt::format("`{}`", key)));
  std::string filled;
  for (size_t at = 0; at < text.size();) {
    const std::string_view rest = std::string_view(text).substr(at);
    if (rest.starts_with(kSubject)) {
      filled += study_.subject;
      at += kSubject.size();
      continue;
    }
    const size_t close = rest.find('}');
    if (rest.front() == '{' && (close == std::string_view::npos ||
                                others.find(rest.substr(0, close + 1)) == std::string_view::npos)) {
      return file_.error(node->line, fmt::format("`{}` has a placeholder other than {}{}{}", key,
                                                 kSubject, others.empty() ? "" : ", ", others));
    }
    filled.push_back(rest.front());
    ++at;
  }
  return filled;
}

Status StudyParser::parse_marker(const YamlNode& node) {
  TRAWL_ASSIGN_OR_RETURN(study_.comment_marker, file_.optional_text(node, "comment-marker", "#"));
  if (study_.comment_marker.find_first_of(" \t") != 0) return {};
  return file_.error(node.find("comment-marker")->line,
                     "`comment-marker` begins with a blank: no line's first non-blank is one");
}

Status StudyParser::parse_aside(const YamlNode& node) {
  constexpr std::string_view kWhere = "`aside`";
  TRAWL_RETURN_IF_ERROR(file_.check_fields(node, kWhere, {"title", "paths"}));
  TRAWL_ASSIGN_OR_RETURN(study_.aside.title, sentence(node, kWhere, "title"));
  TRAWL_RETURN_IF_ERROR(file_.required(node, kWhere, "paths").status());
  TRAWL_ASSIGN_OR_RETURN(const std::vector<std::string> paths, path_field(file_, node, "paths"));
  TRAWL_ASSIGN_OR_RETURN(study_.aside.paths, PathPatterns::parse(paths));
  return {};
}

Status StudyParser::parse_levels(const YamlNode& node) {
  TRAWL_ASSIGN_OR_RETURN(const std::vector<YamlNode>* const items,
                         file_.sequence(node, "`levels`"));
  for (const YamlNode& item : *items) {
    TRAWL_RETURN_IF_ERROR(file_.check_fields(item, "a level", {"from", "meaning"}));
    TRAWL_ASSIGN_OR_RETURN(const YamlNode* const from, file_.required(item, "a level", "from"));
    TRAWL_ASSIGN_OR_RETURN(const double value, file_.number(*from, "`from`"));
    const auto whole = static_cast<uint32_t>(std::min<double>(value, kHighestComplexity + 1));
    if (static_cast<double>(whole) != value || whole < 1 || whole > kHighestComplexity) {
      return file_.error(
          from->line, fmt::format("`from` must be a complexity from 1 to {}", kHighestComplexity));
    }
    if (study_.levels.empty() && whole != 1) {
      return file_.error(from->line, "the first level must begin at 1");
    }
    if (!study_.levels.empty() && whole <= study_.levels.back().from) {
      return file_.error(from->line, "levels must ascend");
    }
    TRAWL_ASSIGN_OR_RETURN(std::string meaning, sentence(item, "a level", "meaning"));
    study_.levels.push_back({whole, std::move(meaning)});
  }
  return {};
}

Status StudyParser::parse_thresholds(const YamlNode& node) {
  const size_t count = study_.thresholds.size();
  if (node.kind != YamlNode::Kind::kSequence || node.items.size() != count) {
    return file_.error(node.line, fmt::format("`thresholds` must be {} numbers", count));
  }
  for (size_t i = 0; i < count; ++i) {
    TRAWL_ASSIGN_OR_RETURN(study_.thresholds[i], file_.number(node.items[i], "a threshold"));
    if (i > 0 && study_.thresholds[i] <= study_.thresholds[i - 1]) {
      return file_.error(node.items[i].line, "thresholds must ascend");
    }
  }
  return {};
}

Status StudyParser::parse_verdict_rules(const YamlNode& node) {
  TRAWL_ASSIGN_OR_RETURN(study_.switches, rules(node, "switches"));
  TRAWL_ASSIGN_OR_RETURN(study_.checks, rules(node, "checks"));
  TRAWL_ASSIGN_OR_RETURN(study_.bound, rules(node, "bound"));
  TRAWL_ASSIGN_OR_RETURN(study_.imposing, rules(node, "imposing"));
  TRAWL_ASSIGN_OR_RETURN(study_.unguarded, rules(node, "unguarded"));
  // One line would both let the project run without the subject and need it.
  for (const auto& [key, needing] :
       {std::pair("bound", &study_.bound), {"imposing", &study_.imposing}}) {
    for (size_t i = 0; i < needing->size(); ++i) {
      const std::vector<uint32_t>& switches = study_.switches;
      if (std::find(switches.begin(), switches.end(), (*needing)[i]) == switches.end()) continue;
      const YamlNode& item = node.find(key)->items[i];
      return file_.error(item.line,
                         fmt::format("`switches` and `{}` both name `{}`", key, item.text));
    }
  }
  return {};
}

Status StudyParser::parse_reasons(const YamlNode& node) {
  constexpr std::string_view kWhere = "`reasons`";
  TRAWL_RETURN_IF_ERROR(file_.check_fields(
      node, kWhere, {"unused", "switched", "partly", "beside", "bound", "imposed", "undecided"}));
  VerdictReasons& reasons = study_.reasons;
  TRAWL_ASSIGN_OR_RETURN(reasons.unused, sentence(node, kWhere, "unused", kClasses));
  TRAWL_ASSIGN_OR_RETURN(reasons.switched, sentence(node, kWhere, "switched"));
  TRAWL_ASSIGN_OR_RETURN(reasons.partly, sentence(node, kWhere, "partly"));
  // A reason that can never be given needs no sentence.
  if (!study_.unguarded.empty() || node.find("beside") != nullptr) {
    TRAWL_ASSIGN_OR_RETURN(reasons.beside, sentence(node, kWhere, "beside"));
  }
  if (!study_.imposing.empty() || node.find("imposed") != nullptr) {
    TRAWL_ASSIGN_OR_RETURN(reasons.imposed, sentence(node, kWhere, "imposed"));
  }
  TRAWL_ASSIGN_OR_RETURN(reasons.bound, sentence(node, kWhere, "bound"));
  TRAWL_ASSIGN_OR_RETURN(reasons.undecided, sentence(node, kWhere, "undecided"));
  return {};
}

Status StudyParser::parse_deactivable(const YamlNode& node) {
  constexpr std::string_view kWhere = "`deactivable`";
  TRAWL_RETURN_IF_ERROR(file_.check_fields(
      node, kWhere, {"switches", "checks", "bound", "imposing", "unguarded", "reasons"}));
  TRAWL_RETURN_IF_ERROR(parse_verdict_rules(node));
  TRAWL_ASSIGN_OR_RETURN(const YamlNode* const texts, file_.required(node, kWhere, "reasons"));
  return parse_reasons(*texts);
}

Status StudyParser::parse_texts(const YamlNode& node) {
  TRAWL_RETURN_IF_ERROR(
      file_.check_fields(node, "`texts`", {"no-challenges", "no-recommendations"}));
  TRAWL_ASSIGN_OR_RETURN(study_.no_challenges, sentence(node, "`texts`", "no-challenges"));
  TRAWL_ASSIGN_OR_RETURN(study_.no_recommendations,
                         sentence(node, "`texts`", "no-recommendations"));
  return {};
}

Status StudyParser::parse_classes(const YamlNode& mapping, StudyPattern* pattern) const {
  const YamlNode* node = mapping.find("classes");
  if (node == nullptr) {
    pattern->classes.fill(true);
    return {};
  }
  TRAWL_ASSIGN_OR_RETURN(const std::vector<YamlNode>* const items,
                         file_.sequence(*node, "`classes`"));
  for (const YamlNode& item : *items) {
    size_t number = 0;
    while (number < kStudyClassCount && item.text != study_class_name(number)) ++number;
    if (number == kStudyClassCount) {
      return file_.error(item.line,
                         fmt::format("no class of files is `{}`: "
                                     "use code, test, documentation, packaging, generated, "
                                     "vendored or aside",
                                     item.text));
    }
    pattern->classes[number] = true;
  }
  return {};
}

Status StudyParser::parse_points(const YamlNode& mapping, StudyPattern* pattern) const {
  TRAWL_ASSIGN_OR_RETURN(const YamlNode* const points,
                         file_.required(mapping, "a pattern", "points"));
  TRAWL_RETURN_IF_ERROR(file_.check_fields(*points, "`points`", {"project", "file", "line"}));
  TRAWL_ASSIGN_OR_RETURN(pattern->project_points, file_.optional_number(*points, "project", 0));
  TRAWL_ASSIGN_OR_RETURN(pattern->file_points, file_.optional_number(*points, "file", 0));
  TRAWL_ASSIGN_OR_RETURN(pattern->line_points, file_.optional_number(*points, "line", 0));
  return {};
}

Result<bool> StudyParser::flag(const YamlNode& mapping, std::string_view key) const {
  const YamlNode* node = mapping.find(key);
  if (node == nullptr) return false;
  if (!node->is_plain || (node->text != "true" && node->text != "false")) {
    return file_.error(node->line, fmt::format("`{}` is true or false", key));
  }
  return node->text == "true";
}

Status StudyParser::parse_pattern(const YamlNode& node) {
  constexpr std::string_view kWhere = "a pattern";
  TRAWL_RETURN_IF_ERROR(file_.check_fields(node, kWhere,
                                           {"id", "title", "rules", "classes", "only-otherwise",
                                            "mention", "points", "challenge", "recommendation"}));
  StudyPattern pattern;
  TRAWL_ASSIGN_OR_RETURN(pattern.id, file_.required_text(node, kWhere, "id"));
  for (const StudyPattern& other : study_.patterns) {
    if (other.id == pattern.id) {
      return file_.error(node.find("id")->line,
                         fmt::format("two patterns have the id `{}`", pattern.id));
    }
  }
  TRAWL_ASSIGN_OR_RETURN(pattern.title, sentence(node, kWhere, "title"));
  TRAWL_RETURN_IF_ERROR(file_.required(node, kWhere, "rules").status());
  TRAWL_ASSIGN_OR_RETURN(pattern.rules, rules(node, "rules"));
  TRAWL_RETURN_IF_ERROR(parse_classes(node, &pattern));
  TRAWL_ASSIGN_OR_RETURN(pattern.only_otherwise, flag(node, "only-otherwise"));
  TRAWL_ASSIGN_OR_RETURN(pattern.is_mention, flag(node, "mention"));
  TRAWL_RETURN_IF_ERROR(parse_points(node, &pattern));
  if (node.find("challenge") != nullptr) {
    TRAWL_ASSIGN_OR_RETURN(pattern.challenge, sentence(node, kWhere, "challenge"));
  }
  TRAWL_ASSIGN_OR_RETURN(pattern.recommendation, sentence(node, kWhere, "recommendation"));
  study_.patterns.push_back(std::move(pattern));
  return {};
}

Result<Study> StudyParser::parse(const YamlNode& node) {
  constexpr std::string_view kWhere = "a study";
  TRAWL_RETURN_IF_ERROR(
      file_.check_fields(node, kWhere,
                         {"subject", "occurrences", "comment-marker", "aside", "levels",
                          "thresholds", "deactivable", "texts", "patterns"}));
  TRAWL_ASSIGN_OR_RETURN(study_.subject, file_.required_text(node, kWhere, "subject"));
  TRAWL_ASSIGN_OR_RETURN(const YamlNode* found, file_.required(node, kWhere, "occurrences"));
  TRAWL_ASSIGN_OR_RETURN(study_.occurrences, rule(*found));
  TRAWL_RETURN_IF_ERROR(parse_marker(node));
  if (const YamlNode* aside = node.find("aside"); aside != nullptr) {
    TRAWL_RETURN_IF_ERROR(parse_aside(*aside));
  }
  TRAWL_ASSIGN_OR_RETURN(found, file_.required(node, kWhere, "levels"));
  TRAWL_RETURN_IF_ERROR(parse_levels(*found));
  TRAWL_ASSIGN_OR_RETURN(found, file_.required(node, kWhere, "thresholds"));
  TRAWL_RETURN_IF_ERROR(parse_thresholds(*found));
  TRAWL_ASSIGN_OR_RETURN(found, file_.required(node, kWhere, "deactivable"));
  TRAWL_RETURN_IF_ERROR(parse_deactivable(*found));
  TRAWL_ASSIGN_OR_RETURN(found, file_.required(node, kWhere, "texts"));
  TRAWL_RETURN_IF_ERROR(parse_texts(*found));
  TRAWL_ASSIGN_OR_RETURN(found, file_.required(node, kWhere, "patterns"));
  TRAWL_ASSIGN_OR_RETURN(const std::vector<YamlNode>* const patterns,
                         file_.sequence(*found, "`patterns`"));
  for (const YamlNode& pattern : *patterns) TRAWL_RETURN_IF_ERROR(parse_pattern(pattern));
  return std::move(study_);
}

}  // namespace

const char* study_class_name(size_t study_class) {
  if (study_class == kAsideClass) return "aside";
  return file_class_name(FileClass{static_cast<uint8_t>(study_class)});
}

size_t Study::class_of(std::string_view path, FileClass file_class) const {
  const bool is_aside = file_class == FileClass::kCode && aside.paths.matches(path, false);
  return is_aside ? kAsideClass : static_cast<size_t>(file_class);
}

bool Study::only_mentions(uint32_t rule) const {
  const auto name_it = [rule](const std::vector<uint32_t>& rules) {
    return std::find(rules.begin(), rules.end(), rule) != rules.end();
  };
  for (const auto* deciding : {&switches, &checks, &bound, &imposing, &unguarded}) {
    if (name_it(*deciding)) return false;
  }
  return std::none_of(patterns.begin(), patterns.end(), [&](const StudyPattern& pattern) {
    return !pattern.is_mention && name_it(pattern.rules);
  });
}

Result<std::optional<Study>> parse_study(const YamlFile& file, const Catalogue& catalogue) {
  const YamlNode* node = file.root().find("study");
  if (node == nullptr) return std::optional<Study>();
  TRAWL_ASSIGN_OR_RETURN(Study study, StudyParser(file, catalogue).parse(*node));
  return std::optional<Study>(std::move(study));
}

}  // namespace trawl
