#include "tests/indexer/study/sample_study.h"

#include <gtest/gtest.h>

#include <utility>

namespace trawl {
namespace {

StudyPattern pattern(std::string id, std::string title, std::vector<uint32_t> rules,
                     const std::vector<FileClass>& classes) {
  StudyPattern made;
  made.id = std::move(id);
  made.title = std::move(title);
  made.rules = std::move(rules);
  for (const FileClass each : classes) made.classes[static_cast<size_t>(each)] = true;
  if (classes.empty()) made.classes.fill(true);
  return made;
}

Sentence sentence(std::string text) {
  Sentence made;
  made.text = std::move(text);
  return made;
}

}  // namespace

Advice sample_advice(const StudyPattern& pattern, std::string text) {
  Advice advice;
  advice.sentence = sentence(std::move(text));
  advice.rules = pattern.wraps.empty() ? pattern.rules : pattern.wraps;
  advice.classes = pattern.classes;
  return advice;
}

Catalogue sample_catalogue() {
  Catalogue made;
  made.name = "eventlet";
  const std::pair<const char*, const char*> rules[] = {{"mention", "names Eventlet"},
                                                       {"import", "imports `eventlet`"},
                                                       {"pool", "creates a pool of green threads"},
                                                       {"spawn", "starts green threads"},
                                                       {"switch", "imports it where it is there"},
                                                       {"check", "forbids it"},
                                                       {"fixed", "asks for it by name"},
                                                       {"database", "writes to a database"},
                                                       {"command", "installs a command"},
                                                       {"capital", "names it in another case"},
                                                       {"adapt", "asks whether it is there"},
                                                       {"logger", "names a logger"},
                                                       {"local-switch", "chooses for one part"}};
  for (const auto& [id, message] : rules) {
    CatalogueRule rule;
    rule.id = id;
    rule.message = message;
    made.rules.push_back(std::move(rule));
  }
  return made;
}

Study sample_study() {
  Study study;
  study.words = {"Eventlet", "Is Eventlet globally deactivable for this project", "Deactivable"};
  study.occurrences = kMention;
  study.comment_marker = "#";
  study.levels = {{1, "It is simple."}, {4, "It is moderate."}, {8, "It is complex."}};
  study.thresholds = {2, 5, 10, 18, 28, 40, 60, 85, 120};
  study.switches = {kSwitch};
  study.checks = {kCheck};
  study.bound = {kImport};
  study.imposing = {kFixed};
  study.unguarded = {kSpawn};
  study.aside = {"tools", PathPatterns::parse({"/tools/"}).value()};
  study.reasons = {sentence("Only its {classes} name Eventlet."),
                   sentence("There is a switch."),
                   sentence("There is both."),
                   sentence("Code spawns beside."),
                   sentence("Code imports it."),
                   sentence("Callers have no choice."),
                   sentence("Code uses it.")};
  study.no_challenges = "Nothing is hard.";
  study.no_recommendations = "Nothing is to do.";
  study.patterns = {
      pattern("import", "Imports of `eventlet`", {kImport, kSwitch}, {FileClass::kCode}),
      pattern("pools", "Green Threads and GreenPool", {kPool, kSpawn}, {FileClass::kCode}),
      pattern("tests", "Use in Tests", {kMention}, {FileClass::kTest}),
      pattern("rest", "Mentions", {kMention}, {})};
  study.patterns[0].project_points = 8;
  study.patterns[0].file_points = 2;
  study.patterns[0].line_points = 0.1;
  study.patterns[0].challenges = {sample_advice(study.patterns[0], "Imports patch modules.")};
  study.patterns[0].recommendations = {sample_advice(study.patterns[0], "Remove the imports.")};
  study.patterns[1].line_points = 0.7;
  study.patterns[1].recommendations = {sample_advice(study.patterns[1], "Use threads.")};
  study.patterns[2].file_points = 0.3;
  study.patterns[3].only_otherwise = true;
  return study;
}

Provenance sample_provenance() {
  return {"/index", "default", {1'728'432'000, {{"/src"}, ""}}, {}};
}

EvidenceFile evidence_file(std::string path, FileClass file_class, std::vector<EvidenceHit> hits) {
  return {std::move(path), file_class, std::move(hits), {}};
}

ProjectAnalysis sample_analysis(std::vector<EvidenceFile> files, std::string repository) {
  const std::optional<ProjectAnalysis> analysis =
      analyse(sample_study(), sample_catalogue(), {std::move(repository), "", std::move(files)});
  EXPECT_TRUE(analysis.has_value());
  return analysis.value_or(ProjectAnalysis());
}

}  // namespace trawl
