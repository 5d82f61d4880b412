#include "indexer/study/analysis.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/indexer/study/cited_text.h"
#include "tests/indexer/study/sample_study.h"

namespace trawl {
namespace {

constexpr FileClass kCode = FileClass::kCode;

// "Yes: reason (a.py 1)"
std::string verdict_of(std::vector<EvidenceFile> files) {
  const ProjectAnalysis analysis = sample_analysis(std::move(files));
  return std::string(verdict_name(analysis.deactivable)) + ": " + analysis.reason.text + " (" +
         text_of(analysis.reason.where) + ")";
}

std::vector<EvidenceHit> hits(uint32_t rule, uint64_t line) {
  return {{kMention, line, "eventlet"}, {rule, line, "eventlet"}};
}

TEST(Analysis, BoundCodeAloneIsNo) {
  EXPECT_EQ(verdict_of({evidence_file("a.py", kCode, hits(kImport, 3))}),
            "No: Code imports it. (a.py 3)");
}

TEST(Analysis, SwitchesAloneAreYes) {
  EXPECT_EQ(verdict_of({evidence_file("a.py", kCode, hits(kSwitch, 3)),
                        evidence_file("b.py", kCode, hits(kPool, 1))}),
            "Yes: There is a switch. (a.py 3)");
}

TEST(Analysis, BothAreMaybe) {
  EXPECT_EQ(verdict_of({evidence_file("a.py", kCode, hits(kSwitch, 3)),
                        evidence_file("b.py", kCode, hits(kImport, 1))}),
            "Maybe: There is both. (a.py 3; b.py 1)");
}

TEST(Analysis, ASwitchInAFileThatIsBoundIsNone) {
  EXPECT_EQ(verdict_of({evidence_file("a.py", kCode,
                                      {{kMention, 1, "x"}, {kImport, 1, "x"}, {kSwitch, 3, "x"}})}),
            "No: Code imports it. (a.py 1)");
}

TEST(Analysis, TestsAreCodeInAKindOfProjectThatSaysSo) {
  Study study = sample_study();
  study.kinds = {{"suite", "a suite of tests", {kFixed}, {}, all_classes(), true}};
  const EvidenceFile test = evidence_file("tests/a.py", FileClass::kTest, hits(kImport, 3));
  const EvidenceFile name = evidence_file("setup.cfg", FileClass::kPackaging, hits(kFixed, 1));
  const auto verdict = [&](std::vector<EvidenceFile> files) {
    return analyse(study, sample_catalogue(), {"a", "", std::move(files)})->deactivable;
  };
  EXPECT_EQ(verdict({test}), Verdict::kYes);
  EXPECT_EQ(verdict({name, test}), Verdict::kNo);
}

TEST(Analysis, AReasonNamesThePartsThatWereFound) {
  Study study = sample_study();
  study.reasons.switched.text = "There is {parts}.";
  study.reasons.switched.parts = {{kSwitch, "a switch"}, {kCheck, "a check"}};
  const auto reason = [&](std::vector<EvidenceFile> files) {
    return analyse(study, sample_catalogue(), {"a", "", std::move(files)})->reason.text;
  };
  EXPECT_EQ(reason({evidence_file("a.py", kCode, hits(kCheck, 3))}), "There is a check.");
  EXPECT_EQ(reason({evidence_file("a.py", kCode, hits(kCheck, 3)),
                    evidence_file("b.py", kCode, hits(kSwitch, 1))}),
            "There is a switch and a check.");
}

TEST(Analysis, ACheckThatForbidsItIsYesUnlessCodeIsBound) {
  const EvidenceFile check = evidence_file("checks.py", kCode, hits(kCheck, 3));
  EXPECT_EQ(verdict_of({check}), "Yes: There is a switch. (checks.py 3)");
  EXPECT_EQ(verdict_of({check, evidence_file("d.py", kCode, hits(kImport, 1))}),
            "No: Code imports it. (d.py 1)");
}

TEST(Analysis, CodeThatLeavesNoChoiceIsNoUnlessThereIsASwitch) {
  const EvidenceFile fixed = evidence_file("rpc.py", kCode, hits(kFixed, 3));
  EXPECT_EQ(verdict_of({fixed}), "No: Callers have no choice. (rpc.py 3)");
  EXPECT_EQ(verdict_of({fixed, evidence_file("a.py", kCode, hits(kImport, 1))}),
            "No: Code imports it. (a.py 1)");
  EXPECT_EQ(verdict_of({fixed, evidence_file("a.py", kCode, hits(kSwitch, 1))}),
            "Maybe: There is both. (rpc.py 3; a.py 1)");
}

TEST(Analysis, ASwitchSpeaksForItsFileAlone) {
  const EvidenceFile guarded =
      evidence_file("a.py", kCode, {{kMention, 1, "x"}, {kSwitch, 1, "x"}, {kSpawn, 2, "x"}});
  EXPECT_EQ(verdict_of({guarded}), "Yes: There is a switch. (a.py 1)");
  EXPECT_EQ(verdict_of({guarded, evidence_file("b.py", kCode, hits(kSpawn, 7))}),
            "Maybe: Code spawns beside. (b.py 7)");
  // Neither tests nor tools count as running code.
  EXPECT_EQ(verdict_of({guarded, evidence_file("t.py", FileClass::kTest, hits(kSpawn, 7)),
                        evidence_file("tools/b.py", kCode, hits(kSpawn, 7))}),
            "Yes: There is a switch. (a.py 1)");
  EXPECT_EQ(verdict_of({evidence_file("checks.py", kCode, hits(kCheck, 3)),
                        evidence_file("b.py", kCode, hits(kSpawn, 7))}),
            "Maybe: Code spawns beside. (b.py 7)");
}

TEST(Analysis, CodeThatUsesItWithoutEitherIsMaybe) {
  EXPECT_EQ(verdict_of({evidence_file("a.py", kCode, hits(kPool, 4)),
                        evidence_file("t.py", FileClass::kTest, hits(kImport, 3))}),
            "Maybe: Code uses it. (a.py 4)");
}

TEST(Analysis, WithoutCodeItIsYesAndTheReasonNamesWhatIsLeft) {
  EXPECT_EQ(verdict_of({evidence_file("doc/a", FileClass::kDocumentation, hits(kImport, 2)),
                        evidence_file("setup.cfg", FileClass::kPackaging, hits(kSwitch, 1)),
                        evidence_file("tests/a", FileClass::kTest, hits(kSwitch, 1))}),
            "Yes: Only its tests, documentation and packaging name Eventlet. "
            "(doc/a 2; setup.cfg 1; tests/a 1)");
  EXPECT_EQ(verdict_of({evidence_file("doc/a", FileClass::kDocumentation, hits(kMention, 2))}),
            "Yes: Only its documentation name Eventlet. (doc/a 2)");
}

// A docstring that names the subject does not use it, whatever else is in the file.
TEST(Analysis, CodeThatOnlyMentionsItDoesNotUseIt) {
  Study study = sample_study();
  study.patterns[3].is_mention = true;
  const auto verdict = [&](std::vector<EvidenceFile> files) {
    const auto analysis =
        analyse(study, sample_catalogue(), {"openstack/heat", "", std::move(files)});
    return verdict_name(analysis->deactivable) + (": " + analysis->reason.text);
  };
  const EvidenceFile mention = evidence_file("a.py", kCode, {{kMention, 2, "as eventlet does"}});
  EXPECT_EQ(verdict({mention}), "Yes: Only its code name Eventlet.");
  EXPECT_EQ(verdict({mention, evidence_file("b.py", kCode, hits(kPool, 2))}),
            "Maybe: Code uses it.");
}

// For example, rules take an example in a docstring for a use.
TEST(Analysis, TextIsEvidenceOfMentionsAlone) {
  Study study = sample_study();
  study.patterns[3].is_mention = true;
  const auto analysed = [&](std::vector<EvidenceHit> found) {
    return *analyse(study, sample_catalogue(),
                    {"r", "", {evidence_file("a.py", kCode, std::move(found))}});
  };
  for (const uint32_t rule : {kImport, kPool, kSpawn, kSwitch, kCheck, kFixed}) {
    const ProjectAnalysis analysis = analysed({{kMention, 3, "x", true}, {rule, 3, "x", true}});
    EXPECT_EQ(analysis.reason.text, "Only its code name Eventlet.") << rule;
    EXPECT_EQ(analysis.points, 0) << rule;
    ASSERT_EQ(analysis.factors.size(), 1u) << rule;
    EXPECT_EQ(analysis.factors[0].pattern, "rest");
    EXPECT_EQ(text_of(analysis.factors[0].where), "a.py 3");
    ASSERT_EQ(analysis.files.size(), 1u);
    EXPECT_EQ(analysis.files[0].patterns[0].rules[0].rule, "mention");
    ASSERT_EQ(analysis.occurrences.size(), 1u);
    EXPECT_EQ(analysis.occurrences[0].line, 3u);
  }
  // Text neither provides a switch for the code below it, nor counts as a use beside a switch.
  EXPECT_EQ(analysed({{kMention, 1, "x"}, {kSwitch, 1, "x"}, {kSpawn, 9, "x", true}}).reason.text,
            "There is a switch.");
  EXPECT_EQ(
      analysed({{kMention, 1, "x"}, {kCheck, 1, "x"}, {kSwitch, 4, "x", true}, {kSpawn, 9, "x"}})
          .reason.text,
      "Code spawns beside.");
}

// Of heat, a file that starts green threads through a function of its own names no Eventlet.
TEST(Analysis, AFileWithOtherNamesAloneIsCountedByItsClass) {
  const ProjectAnalysis analysis = sample_analysis(
      {evidence_file("a.py", kCode, {{kMention, 1, "x"}, {kPool, 2, "x"}}),
       evidence_file("b.py", kCode, {{kPool, 2, "x"}}),
       evidence_file("c_test.py", FileClass::kTest, {{kPool, 2, "x"}}),  // no pattern's
       evidence_file("tools/d.py", kCode, {{kMention, 1, "# x"}, {kPool, 2, "x"}})});
  EXPECT_EQ(analysis.occurrence_files, 1u);
  ASSERT_EQ(analysis.files.size(), 2u);
  EXPECT_EQ(analysis.files[0].occurrences, 1u);
  EXPECT_EQ(analysis.files[1].path, "b.py");
  EXPECT_EQ(analysis.files[1].occurrences, 0u);
  EXPECT_EQ(analysis.unnamed_files, 1u);
  ASSERT_EQ(analysis.unnamed_files_by_class.size(), 1u);
  EXPECT_EQ(analysis.unnamed_files_by_class[0].title, "code");
  EXPECT_EQ(analysis.unnamed_files_by_class[0].count, 1u);
}

// What uses it in a directory of tools decides nothing, and costs what a pattern for it says.
TEST(Analysis, CodeBesideTheProjectIsAside) {
  const EvidenceFile tool = evidence_file("tools/a.py", kCode, hits(kImport, 3));
  EXPECT_EQ(verdict_of({tool}), "Yes: Only its tools name Eventlet. (tools/a.py 3)");
  EXPECT_EQ(verdict_of({tool, evidence_file("b.py", kCode, hits(kSwitch, 1))}),
            "Yes: There is a switch. (b.py 1)");
  EXPECT_EQ(verdict_of({evidence_file("tools/b.py", kCode, hits(kSwitch, 1)),
                        evidence_file("b.py", kCode, hits(kImport, 1))}),
            "No: Code imports it. (b.py 1)");

  Study study = sample_study();
  study.patterns[1].rules.push_back(kImport);
  study.patterns[1].classes = {};
  study.patterns[1].classes[kAsideClass] = true;
  const auto analysis = analyse(study, sample_catalogue(), {"r", "", {tool}});
  ASSERT_EQ(analysis->factors.size(), 1u);
  EXPECT_EQ(analysis->factors[0].pattern, "pools");
  EXPECT_EQ(analysis->factors[0].points, 0.7);
  ASSERT_EQ(analysis->files.size(), 1u);
  EXPECT_STREQ(study_class_name(analysis->files[0].study_class), "aside");
}

TEST(Analysis, CommentsAreNoEvidence) {
  const EvidenceFile commented = evidence_file("a.py", kCode,
                                               {{kMention, 1, "  # import eventlet"},
                                                {kImport, 1, "  # import eventlet"},
                                                {kMention, 2, "eventlet  # so"}});
  const ProjectAnalysis analysis = sample_analysis({commented});
  EXPECT_EQ(analysis.deactivable, Verdict::kMaybe);
  ASSERT_EQ(analysis.occurrences.size(), 1u);
  EXPECT_EQ(analysis.occurrences[0].line, 2u);
  EXPECT_EQ(analysis.occurrences[0].text, "eventlet  # so");
  ASSERT_EQ(analysis.occurrences_by_class.size(), 1u);
  EXPECT_EQ(analysis.occurrences_by_class[0].title, "code");
  EXPECT_EQ(analysis.occurrences_by_class[0].count, 1u);
}

TEST(Analysis, WithoutOccurrencesAndUsesThereIsNone) {
  const auto analysed = [](std::vector<EvidenceHit> found) {
    return analyse(sample_study(), sample_catalogue(),
                   {"r", "", {evidence_file("a.py", kCode, std::move(found))}})
        .has_value();
  };
  EXPECT_FALSE(analysed({{kMention, 1, "\t#eventlet"}}));
  EXPECT_FALSE(analysed({{kPool, 1, "# GreenPool()"}}));
  EXPECT_FALSE(analysed({{kPool, 1, "GreenPool()", true}}));  // text
  EXPECT_FALSE(analysed({}));
  EXPECT_TRUE(analysed({{kMention, 1, "eventlet"}}));
}

TEST(Analysis, PointsAreCountedByProjectFileAndLine) {
  const ProjectAnalysis analysis = sample_analysis(
      {evidence_file("a.py", kCode,
                     {{kMention, 1, "x"}, {kImport, 1, "x"}, {kImport, 2, "x"}, {kSwitch, 2, "x"}}),
       evidence_file("b.py", kCode, {{kImport, 7, "x"}, {kPool, 8, "x"}, {kSpawn, 8, "x"}}),
       evidence_file("t.py", FileClass::kTest, {{kMention, 1, "x"}, {kMention, 2, "x"}})});
  ASSERT_EQ(analysis.factors.size(), 3u);
  EXPECT_EQ(analysis.factors[0].pattern, "import");
  EXPECT_EQ(analysis.factors[0].points, 12.3);  // 8 + 2 * 2 + 0.1 * 3
  EXPECT_EQ(analysis.factors[0].files, 2u);
  EXPECT_EQ(analysis.factors[0].lines, 3u);
  EXPECT_EQ(text_of(analysis.factors[0].where), "a.py 1 2; b.py 7");
  EXPECT_EQ(analysis.factors[1].title, "Green Threads and GreenPool");
  EXPECT_EQ(analysis.factors[1].points, 0.7);  // one line, although two rules hit it
  EXPECT_EQ(analysis.factors[2].pattern, "tests");
  EXPECT_EQ(analysis.factors[2].points, 0.3);
  EXPECT_EQ(analysis.points, 13.3);
  EXPECT_EQ(analysis.complexity, 4u);  // the threshold is 10
  EXPECT_EQ(analysis.level, "It is moderate.");
}

TEST(Analysis, AThresholdThatIsReachedExactlyCounts) {
  std::vector<EvidenceHit> spawns = {{kMention, 1, "x"}};
  for (uint64_t line = 1; line <= 10; ++line) spawns.push_back({kSpawn, line, "x"});
  Study study = sample_study();
  const auto complexity = [&](double threshold) {
    study.thresholds[0] = threshold;
    study.thresholds[1] = 100;
    return analyse(study, sample_catalogue(), {"r", "", {evidence_file("a", kCode, spawns)}})
        ->complexity;
  };
  study.patterns[1].line_points = 0.1;  // the sum of ten times 0.1 would be 0.9999...
  EXPECT_EQ(complexity(1), 2u);
  EXPECT_EQ(complexity(1.001), 1u);
}

TEST(Analysis, FactorsOfEqualPointsKeepTheOrderOfTheStudy) {
  Study study = sample_study();
  study.patterns[1].line_points = 0.3;  // the same points as for one file of tests
  study.patterns[3].line_points = 1;
  const RepositoryEvidence evidence = {
      "r",
      "",
      {evidence_file("a.py", kCode, {{kMention, 1, "x"}, {kPool, 2, "x"}}),
       evidence_file("t.py", FileClass::kTest, {{kMention, 1, "x"}})}};
  const ProjectAnalysis analysis = *analyse(study, sample_catalogue(), evidence);
  ASSERT_EQ(analysis.factors.size(), 3u);
  EXPECT_EQ(analysis.factors[0].pattern, "rest");
  EXPECT_EQ(analysis.factors[1].pattern, "pools");
  EXPECT_EQ(analysis.factors[2].pattern, "tests");
  EXPECT_EQ(analysis.complexity, 1u);
}

TEST(Analysis, OnlyOtherwiseTakesWhatNoOtherPatternHas) {
  const ProjectAnalysis analysis = sample_analysis({evidence_file(
      "a.py", kCode,
      {{kMention, 1, "x"}, {kImport, 1, "x"}, {kMention, 2, "x"}, {kMention, 3, "x"}})});
  ASSERT_EQ(analysis.factors.size(), 2u);
  EXPECT_EQ(text_of(analysis.factors[0].where), "a.py 1");
  EXPECT_EQ(analysis.factors[1].pattern, "rest");
  EXPECT_EQ(text_of(analysis.factors[1].where), "a.py 2 3");
}

TEST(Analysis, OfTwoThatTakeWhatIsLeftTheFirstHasIt) {
  Study study = sample_study();
  study.patterns[2].only_otherwise = true;
  study.patterns[2].classes.fill(true);
  const RepositoryEvidence evidence = {
      "r", "", {evidence_file("a.py", kCode, {{kMention, 1, "x"}, {kMention, 2, "x"}})}};
  const ProjectAnalysis analysis = *analyse(study, sample_catalogue(), evidence);
  ASSERT_EQ(analysis.factors.size(), 1u);
  EXPECT_EQ(analysis.factors[0].pattern, "tests");
  EXPECT_EQ(text_of(analysis.factors[0].where), "a.py 1 2");
}

TEST(Analysis, FilesNameTheRulesOfTheirPatternsWithLines) {
  const ProjectAnalysis analysis = sample_analysis(
      {evidence_file("a.py", kCode,
                     {{kMention, 1, "x"}, {kSpawn, 1, "x"}, {kPool, 2, "x"}, {kSpawn, 3, "x"}}),
       evidence_file("b.bin", FileClass::kVendored, {{kPool, 9, "x"}})});
  ASSERT_EQ(analysis.files.size(), 1u) << "nothing is said of a file without a pattern";
  EXPECT_EQ(analysis.files[0].path, "a.py");
  ASSERT_EQ(analysis.files[0].patterns.size(), 1u);
  const PatternFinding& pools = analysis.files[0].patterns[0];
  ASSERT_EQ(pools.rules.size(), 2u);
  EXPECT_EQ(pools.rules[0].rule, "pool");
  EXPECT_EQ(pools.rules[0].lines, std::vector<uint64_t>{2});
  EXPECT_EQ(pools.rules[1].message, "starts green threads");
  EXPECT_EQ(pools.rules[1].lines, (std::vector<uint64_t>{1, 3}));
}

TEST(Analysis, AdviceRestsOnTheLinesOfItsPattern) {
  const ProjectAnalysis analysis = sample_analysis(
      {evidence_file("a.py", kCode, {{kMention, 1, "x"}, {kImport, 1, "x"}, {kPool, 2, "x"}})});
  ASSERT_EQ(analysis.challenges.size(), 1u);
  EXPECT_EQ(analysis.challenges[0].text, "Imports patch modules.");
  EXPECT_EQ(text_of(analysis.challenges[0].where), "a.py 1");
  ASSERT_EQ(analysis.recommendations.size(), 2u);
  EXPECT_EQ(analysis.recommendations[1].text, "Use threads.");
  EXPECT_EQ(text_of(analysis.recommendations[1].where), "a.py 2");
}

TEST(Analysis, WithoutAdviceItSaysSo) {
  const ProjectAnalysis analysis =
      sample_analysis({evidence_file("doc/a", FileClass::kDocumentation, hits(kMention, 1))});
  ASSERT_EQ(analysis.challenges.size(), 1u);
  EXPECT_EQ(analysis.challenges[0].text, "Nothing is hard.");
  EXPECT_TRUE(analysis.challenges[0].where.empty());
  ASSERT_EQ(analysis.recommendations.size(), 1u);
  EXPECT_EQ(analysis.recommendations[0].text, "Nothing is to do.");
}

}  // namespace
}  // namespace trawl
