#include "indexer/study/verdict_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "indexer/study/sentence_parser.h"

namespace trawl {
namespace {

constexpr std::string_view kVerdict = "`deactivable`";
constexpr std::string_view kQuestion = "Can {subject} be switched off here?";
constexpr std::string_view kHeading = "Can be switched off";

struct RuleList {
  const char* key;
  std::vector<uint32_t> Study::*rules;
};
// A rule of the first says that code can do without the subject, one of the second that it cannot.
constexpr RuleList kFreeing[] = {{"switches", &Study::switches},
                                 {"local-switches", &Study::local_switches},
                                 {"checks", &Study::checks},
                                 {"adapting", &Study::adapting},
                                 {"naming", &Study::naming}};
constexpr RuleList kNeeding[] = {{"bound", &Study::bound}, {"imposing", &Study::imposing}};

// Notes a rule that is in two lists that contradict each other. A check that forbids the subject
// may also be bound to it.
void check_lists(const YamlNode& node, const Study& study, StudyReader* reader) {
  for (const RuleList& needing : kNeeding) {
    const YamlNode* const list = node.find(needing.key);
    if (list == nullptr) continue;
    for (const YamlNode& item : list->items) {
      const auto rule = static_cast<uint32_t>(reader->catalogue().find(item.text));
      for (const RuleList& freeing : kFreeing) {
        if (freeing.rules == &Study::checks || !contains(study.*freeing.rules, rule)) continue;
        reader->note(item.line, fmt::format("`{}` and `{}` both name `{}`", freeing.key,
                                            needing.key, item.text));
      }
    }
  }
}

// Whether code can have lines of a pattern that is not a mention, but none of rules that decide.
bool may_be_undecided(const Study& study) {
  const auto decides = [&](uint32_t rule) {
    const auto has_rule = [&](const RuleList& list) { return contains(study.*list.rules, rule); };
    return std::any_of(std::begin(kFreeing), std::end(kFreeing), has_rule) ||
           std::any_of(std::begin(kNeeding), std::end(kNeeding), has_rule);
  };
  return std::any_of(
      study.patterns.begin(), study.patterns.end(), [&](const StudyPattern& pattern) {
        return !pattern.is_mention && pattern.classes[static_cast<size_t>(FileClass::kCode)] &&
               !std::all_of(pattern.rules.begin(), pattern.rules.end(), decides);
      });
}

// A reason that can never be given needs no sentence, but may have one.
void parse_reasons(const YamlNode& node, StudyReader* reader, Study* study) {
  if (!reader->has_fields(
          node, "`reasons`",
          {"unused", "switched", "partly", "beside", "bound", "imposed", "undecided"})) {
    return;
  }
  std::vector<uint32_t> freeing = study->switches;
  for (const auto* list : {&study->local_switches, &study->checks}) {
    freeing.insert(freeing.end(), list->begin(), list->end());
  }
  const auto reason = [&](std::string_view key, bool is_needed,
                          const std::vector<uint32_t>& enumerated = {}) {
    if (!is_needed && node.find(key) == nullptr) return Sentence();
    return parse_reason(node, key, "", enumerated, reader);
  };
  const bool has_switches = !study->switches.empty();
  const bool keeps_out = !freeing.empty();
  const bool needs = !study->bound.empty() || !study->imposing.empty();
  VerdictReasons& reasons = study->reasons;
  reasons.unused = parse_reason(node, "unused", kClassesPlaceholder, {}, reader);
  reasons.switched = reason("switched", keeps_out, freeing);
  reasons.partly = reason("partly", has_switches && needs, study->switches);
  reasons.beside = reason("beside", keeps_out && !study->unguarded.empty());
  reasons.bound = reason("bound", !study->bound.empty());
  reasons.imposed = reason("imposed", !study->imposing.empty());
  reasons.undecided = reason("undecided", may_be_undecided(*study));
}

}  // namespace

bool is_verdict_section(const YamlNode& node, StudyReader* reader) {
  return reader->has_fields(node, kVerdict,
                            {"question", "heading", "switches", "local-switches", "checks",
                             "adapting", "naming", "bound", "imposing", "unguarded", "reasons"});
}

void parse_verdict_rules(const YamlNode& node, StudyReader* reader, Study* study) {
  for (const RuleList& list : kFreeing) study->*list.rules = reader->rules(node, list.key);
  for (const RuleList& list : kNeeding) study->*list.rules = reader->rules(node, list.key);
  study->unguarded = reader->rules(node, "unguarded");
  check_lists(node, *study, reader);
}

void parse_verdict_sentences(const YamlNode& node, StudyReader* reader, Study* study) {
  study->words.question = reader->optional_sentence(node, "question", kQuestion);
  study->words.heading = reader->optional_sentence(node, "heading", kHeading);
  const YamlNode* const reasons = reader->required(node, kVerdict, "reasons");
  if (reasons != nullptr) parse_reasons(*reasons, reader, study);
}

}  // namespace trawl
