#include "indexer/study/pattern_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "indexer/study/sentence_parser.h"

namespace trawl {
namespace {

constexpr std::string_view kPattern = "a pattern";

// Each was one sentence, which was said whenever the pattern was found.
struct OldField {
  std::string_view name;
  std::string_view now;
};
constexpr OldField kOldFields[] = {{"challenge", "challenges"},
                                   {"recommendation", "recommendations"}};

// Notes fields of former studies, and returns the node without them.
YamlNode without_old_fields(YamlNode node, StudyReader* reader) {
  for (const OldField& old : kOldFields) {
    const auto field = std::find_if(node.fields.begin(), node.fields.end(),
                                    [&](const YamlField& each) { return each.key == old.name; });
    if (field == node.fields.end()) continue;
    reader->note(field->line,
                 fmt::format("`{}` is now `{}`, a list of sentences: each has a `text`, conditions "
                             "if any, and the example projects `said` and `unsaid`",
                             old.name, old.now));
    node.fields.erase(field);
  }
  return node;
}

void parse_id(const YamlNode& node, StudyReader* reader, const Study& study,
              StudyPattern* pattern) {
  pattern->id = reader->take(reader->file().required_text(node, kPattern, "id"));
  const auto has_same_id = [&](const StudyPattern& other) { return other.id == pattern->id; };
  if (!pattern->id.empty() &&
      std::any_of(study.patterns.begin(), study.patterns.end(), has_same_id)) {
    reader->note(node.find("id")->line, fmt::format("two patterns have the id `{}`", pattern->id));
  }
}

void parse_points(const YamlNode& mapping, StudyReader* reader, StudyPattern* pattern) {
  const YamlNode* const points = reader->required(mapping, kPattern, "points");
  if (points == nullptr || !reader->has_fields(*points, "`points`", {"project", "file", "line"})) {
    return;
  }
  const YamlFile& file = reader->file();
  pattern->project_points = reader->take(file.optional_number(*points, "project", 0));
  pattern->file_points = reader->take(file.optional_number(*points, "file", 0));
  pattern->line_points = reader->take(file.optional_number(*points, "line", 0));
}

// The rules of `wraps` whose object a wrapper may return.
void parse_returns(const YamlNode& node, StudyReader* reader, StudyPattern* pattern) {
  const YamlNode* const returns = node.find("returns");
  if (returns == nullptr) return;
  pattern->returns = reader->rules(node, "returns");
  for (const uint32_t rule : pattern->returns) {
    if (contains(pattern->wraps, rule)) continue;
    reader->note(returns->line, fmt::format("`returns` has `{}`, which `wraps` has not",
                                            reader->catalogue().rules[rule].id));
  }
}

// What the pattern's lines are: hits of rules, or uses of functions that wrap such hits.
void parse_lines(const YamlNode& node, StudyReader* reader, StudyPattern* pattern) {
  const YamlNode* const wraps = node.find("wraps");
  if (wraps == nullptr) {
    reader->required(node, kPattern, "rules");
    pattern->rules = reader->rules(node, "rules");
    parse_returns(node, reader, pattern);
    return;
  }
  pattern->wraps = reader->rules(node, "wraps");
  parse_returns(node, reader, pattern);
  for (const char* other : {"rules", "mention", "only-otherwise"}) {
    if (node.find(other) == nullptr) continue;
    reader->note(
        node.find(other)->line,
        fmt::format("a pattern with `wraps` has no `{}`: its lines are uses of wrappers", other));
  }
}

}  // namespace

void parse_pattern(const YamlNode& given, StudyReader* reader, Study* study) {
  const YamlNode node = without_old_fields(given, reader);
  if (!reader->has_fields(node, kPattern,
                          {"id", "title", "rules", "wraps", "returns", "classes", "only-otherwise",
                           "mention", "points", "challenges", "recommendations"})) {
    return;
  }
  StudyPattern pattern;
  parse_id(node, reader, *study, &pattern);
  pattern.title = reader->sentence(node, kPattern, "title");
  parse_lines(node, reader, &pattern);
  pattern.classes = reader->classes(node, all_classes());
  pattern.only_otherwise = reader->flag(node, "only-otherwise");
  pattern.is_mention = reader->flag(node, "mention");
  parse_points(node, reader, &pattern);
  pattern.challenges = parse_advice(node, "challenges", pattern, study->kinds, reader);
  pattern.recommendations = parse_advice(node, "recommendations", pattern, study->kinds, reader);
  study->patterns.push_back(std::move(pattern));
}

}  // namespace trawl
