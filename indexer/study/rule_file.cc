#include "indexer/study/rule_file.h"

#include <optional>
#include <utility>

#include "indexer/base/file.h"
#include "indexer/corpus/classifier.h"
#include "indexer/rules/catalogue.h"
#include "indexer/rules/catalogue_check.h"
#include "indexer/rules/rule_matcher.h"
#include "indexer/study/sentence_check.h"
#include "indexer/study/study_parser.h"
#include "indexer/text/list_lines.h"

namespace trawl {
namespace {

// Far more than a person writes, so that a wrong name, such as /dev/zero, ends in a message.
constexpr uint64_t kMaxRuleFileBytes = 16 << 20;

// Compiles them one by one: a thousand patterns together take many times as long.
void check_list_compiles(RuleFileReading* reading) {
  const RuleFile& file = reading->file;
  for (size_t i = 0; i < file.rules.size(); ++i) {
    const Status status = RuleMatcher::compile({&file.rules[i], 1}).status();
    if (status.is_ok()) continue;
    reading->problems.push_back(status.with_context(in_rule(file.rules[i].name))
                                    .with_context(in_file(file.path, file.lines[i])));
  }
}

// Whether the first line with content begins like a catalogue: `name:`, or `---`.
bool looks_like_yaml(const std::vector<ListLine>& lines) {
  if (lines.empty()) return false;
  const std::string_view first = lines.front().text;
  const size_t colon = first.find_first_not_of("abcdefghijklmnopqrstuvwxyz-");
  return first == "---" || (colon != 0 && colon != std::string_view::npos && first[colon] == ':');
}

// For a list that cannot be read: finds each line that is not a rule, and the first id that occurs
// twice in the others.
void find_wrong_lines(const std::vector<ListLine>& lines, RuleFileReading* reading) {
  const RuleFile& file = reading->file;
  std::string others;  // each on its own line
  uint64_t others_line = 1;
  for (const ListLine& line : lines) {
    const Status status = parse_rules(line.text, file.path, line.number).status();
    if (status.is_ok()) {
      others.append(line.number - std::exchange(others_line, line.number), '\n').append(line.text);
      continue;
    }
    reading->problems.push_back(status);
  }
  const Status twice = parse_rules(others, file.path).status();
  if (!twice.is_ok()) reading->problems.push_back(twice);
}

void read_list(RuleFileReading* reading) {
  RuleFile& file = reading->file;
  const std::vector<ListLine> lines = list_lines(file.text);
  Result<std::vector<Rule>> rules = parse_rules(file.text, file.path);
  if (!rules.is_ok() && looks_like_yaml(lines)) {
    reading->problems.push_back(
        rules.status().with_advice(" (the name of a catalogue's file must end in .yaml or .yml)"));
    return;
  }
  if (!rules.is_ok()) return find_wrong_lines(lines, reading);
  file.rules = std::move(rules).value();
  for (const ListLine& line : lines) file.lines.push_back(static_cast<uint32_t>(line.number));
  check_list_compiles(reading);
}

void read_catalogue(RuleFileReading* reading) {
  RuleFile& file = reading->file;
  const Result<YamlFile> yaml = YamlFile::parse(file.text, file.path);
  if (!yaml.is_ok()) {
    reading->problems.push_back(yaml.status());
    return;
  }
  CatalogueProblems problems;
  const Catalogue catalogue = parse_catalogue(*yaml, &problems);
  check_rules(catalogue, *yaml, is_language, &problems);
  // Without rules, the names of rules in the study cannot be checked.
  std::optional<Study> study;
  if (!catalogue.rules.empty()) study = parse_study(*yaml, catalogue, &problems.study);
  reading->problems = problems.all();
  // Examples show nothing as long as something else is wrong.
  if (study && reading->problems.empty()) {
    check_sentences(catalogue, *study, *yaml, &reading->problems);
  }
  file.catalogue = catalogue.name;
  for (const CatalogueRule& rule : catalogue.rules) {
    file.rules.push_back(rule.rule);
    file.lines.push_back(rule.line);
  }
}

}  // namespace

RuleFileReading examine_rule_file(const std::string& path) {
  RuleFileReading reading;
  reading.file.path = path;
  Result<std::string> text = read_file(path, kMaxRuleFileBytes);
  if (!text.is_ok()) {
    reading.problems.push_back(text.status());
    return reading;
  }
  reading.file.text = std::move(text).value();
  if (has_yaml_name(path)) {
    read_catalogue(&reading);
  } else {
    read_list(&reading);
  }
  return reading;
}

Result<RuleFile> read_rule_file(const std::string& path) {
  RuleFileReading reading = examine_rule_file(path);
  if (!reading.problems.empty()) return reading.problems.front();
  return std::move(reading.file);
}

}  // namespace trawl
