// What an analysis says of a project as a whole: its kind, how many files it is based on, and the
// calls of its own functions.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/study/analysis.h"
#include "tests/indexer/study/cited_text.h"
#include "tests/indexer/study/sample_study.h"

namespace trawl {
namespace {

ProjectAnalysis analysed(const Study& study, std::vector<EvidenceFile> files) {
  const auto analysis = analyse(study, sample_catalogue(), {"r", "", std::move(files)});
  EXPECT_TRUE(analysis.has_value());
  return analysis.value_or(ProjectAnalysis());
}

EvidenceFile python(std::string path, std::vector<EvidenceHit> hits) {
  return evidence_file(std::move(path), FileClass::kCode, std::move(hits));
}

Study study_with_kinds() {
  Study study = sample_study();
  study.kinds = {{"service", "a service", {kDatabase}, {kCommand}, all_classes()},
                 {"tool", "a tool", {kCommand}, {}, only_classes({FileClass::kPackaging})}};
  return study;
}

TEST(ProjectKind, IsTheFirstThatFits) {
  const EvidenceFile named = python("a.py", {{kMention, 1, "x"}});
  const EvidenceFile database = python("b.py", {{kDatabase, 2, "x"}});
  const EvidenceFile command =
      evidence_file("setup.cfg", FileClass::kPackaging, {{kCommand, 3, "x"}, {kCommand, 4, "x"}});
  const auto kind_id = [](std::vector<EvidenceFile> files) {
    const ProjectAnalysis analysis = analysed(study_with_kinds(), std::move(files));
    return analysis.kind ? analysis.kind->id + " " + text_of(analysis.kind->where) : "none";
  };
  EXPECT_EQ(kind_id({named}), "none");
  EXPECT_EQ(kind_id({named, database}), "service b.py 2");
  EXPECT_EQ(kind_id({named, database, command}), "tool setup.cfg 3 4");
  // Neither text nor another class of file shows what a project is.
  EXPECT_EQ(kind_id({named, python("b.py", {{kDatabase, 2, "x", true}})}), "none");
  EXPECT_EQ(kind_id({named, python("c.py", {{kCommand, 2, "x"}})}), "none");
}

TEST(ProjectKind, WithoutRulesFitsEveryProject) {
  Study study = study_with_kinds();
  study.kinds.push_back({"library", "a library", {}, {}, all_classes()});
  const ProjectAnalysis analysis = analysed(study, {python("a.py", {{kMention, 1, "x"}})});
  ASSERT_TRUE(analysis.kind.has_value());
  EXPECT_EQ(analysis.kind->title, "a library");
  EXPECT_TRUE(analysis.kind->where.empty());
}

TEST(ProjectKind, DecidesWhichSentencesAreSaid) {
  Study study = study_with_kinds();
  Advice for_tools = sample_advice(study.patterns[1], "Rewrite the tool.");
  for_tools.kinds = {1};
  study.patterns[1].recommendations.push_back(for_tools);
  const EvidenceFile pool = python("a.py", {{kPool, 1, "x"}});
  EXPECT_EQ(analysed(study, {pool}).recommendations.size(), 1u);
  const ProjectAnalysis tool = analysed(
      study, {pool, evidence_file("setup.cfg", FileClass::kPackaging, {{kCommand, 3, "x"}})});
  ASSERT_EQ(tool.recommendations.size(), 2u);
  EXPECT_EQ(tool.recommendations[1].text, "Rewrite the tool.");
}

// A kind's rules do not make a file one that the analysis is based on.
TEST(ProjectCounts, EachFileIsInOneNumber) {
  Study study = study_with_kinds();
  study.other_case = kCapital;
  const ProjectAnalysis analysis = analysed(
      study, {python("a.py",
                     {{kMention, 1, "x"}, {kCapital, 1, "x"}, {kPool, 2, "x"}, {kCapital, 2, "x"}}),
              python("b.py", {{kCapital, 4, "x"}}),
              python("c.py", {{kCapital, 5, "# x"}, {kPool, 6, "x"}}),
              python("d.py", {{kPool, 7, "x"}, {kCapital, 7, "x"}}),
              python("e.py", {{kDatabase, 8, "x"}})});
  EXPECT_EQ(analysis.occurrence_files, 1u);
  EXPECT_EQ(text_of(analysis.other_case), "a.py 2; b.py 4; d.py 7");
  EXPECT_EQ(analysis.other_case_files, 2u);
  EXPECT_EQ(analysis.unnamed_files, 1u);
  EXPECT_EQ(analysis.all_files(), 4u);
}

TEST(ProjectCounts, CodeThatUsesItUnderOtherNamesIsReported) {
  const ProjectAnalysis analysis = analysed(sample_study(), {python("a.py", {{kPool, 1, "x"}})});
  EXPECT_TRUE(analysis.occurrences.empty());
  EXPECT_EQ(analysis.all_files(), 1u);
  EXPECT_EQ(analysis.deactivable, Verdict::kMaybe);
  EXPECT_EQ(text_of(analysis.reason.where), "a.py 1");
  // Lines of other classes, of mentions and in another case are no use.
  Study study = sample_study();
  study.other_case = kCapital;
  study.patterns[3].rules.push_back(kCapital);
  study.patterns[3].is_mention = true;
  const auto is_reported = [&](EvidenceFile file) {
    return analyse(study, sample_catalogue(), {"r", "", {std::move(file)}}).has_value();
  };
  EXPECT_TRUE(is_reported(python("a.py", {{kPool, 1, "x"}})));
  EXPECT_FALSE(is_reported(python("a.py", {{kCapital, 1, "x"}})));
  EXPECT_FALSE(is_reported(python("tools/a.py", {{kPool, 1, "x"}})));
  EXPECT_FALSE(is_reported(evidence_file("t.py", FileClass::kTest, {{kPool, 1, "x"}})));
}

// nova: utils.spawn_n starts a green thread, and other modules call it.
TEST(ProjectCalls, AreLinesOfTheirPattern) {
  Study study = sample_study();
  StudyPattern wraps;
  wraps.id = "indirect";
  wraps.wraps = {kSpawn, kPool};
  wraps.classes = only_classes({FileClass::kCode});
  wraps.line_points = 0.5;
  wraps.challenges = {sample_advice(wraps, "Callers wait."),
                      sample_advice(wraps, "Pools are shared.")};
  wraps.challenges[1].rules = {kPool};
  study.patterns.push_back(wraps);
  RepositoryEvidence evidence{
      "r",
      "",
      {python("api.py", {}), evidence_file("test_api.py", FileClass::kTest, {}),
       python("utils.py", {{kMention, 6, "x"}, {kSpawn, 6, "x"}})}};
  evidence.wrappers = {{"spawn_n", "", "utils.py", 5, kSpawn, 4}};
  evidence.files[0].calls = {{0, 3, "utils.spawn_n(f)"}, {0, 4, "# spawn_n(f)"}, {0, 8, "spawn_n"}};
  evidence.files[1].calls = {{0, 3, "utils.spawn_n(f)"}};
  const ProjectAnalysis analysis = *analyse(study, sample_catalogue(), evidence);
  ASSERT_EQ(analysis.files.size(), 2u);
  ASSERT_EQ(analysis.files[0].patterns.size(), 1u);
  const RuleFinding& calls = analysis.files[0].patterns[0].rules.at(0);
  EXPECT_EQ(calls.message, "starts green threads");
  EXPECT_EQ(calls.lines, (std::vector<uint64_t>{3, 8}));
  ASSERT_TRUE(calls.wrapper.has_value());
  EXPECT_EQ(calls.wrapper->name, "spawn_n");
  EXPECT_EQ(calls.wrapper->line, 5u);
  EXPECT_EQ(analysis.factors[0].pattern, "indirect");
  EXPECT_EQ(analysis.factors[0].points, 1);
  EXPECT_EQ(analysis.unnamed_files, 1u);
  ASSERT_EQ(analysis.challenges.size(), 1u);
  EXPECT_EQ(analysis.challenges[0].text, "Callers wait.");
  EXPECT_EQ(text_of(analysis.challenges[0].where), "api.py 3 8");
}

}  // namespace
}  // namespace trawl
