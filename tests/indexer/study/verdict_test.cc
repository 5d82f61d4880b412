// The roles that rules have in a verdict. What switches and bound code do is in analysis_test.cc.
#include "indexer/study/verdict.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/indexer/study/cited_text.h"
#include "tests/indexer/study/sample_study.h"

namespace trawl {
namespace {

// The sample with more roles, all of whose rules are in a pattern of code that is no mention.
Study study_with_roles() {
  Study study = sample_study();
  study.local_switches = {kLocalSwitch};
  study.adapting = {kAdapt};
  study.naming = {kLogger};
  for (const uint32_t rule : {kLocalSwitch, kAdapt, kLogger, kCheck}) {
    study.patterns[1].rules.push_back(rule);
  }
  study.patterns[3].is_mention = true;
  return study;
}

std::string judged(std::vector<EvidenceFile> files) {
  const Study study = study_with_roles();
  const RepositoryEvidence evidence{"r", "", std::move(files)};
  const Judgement judgement = judge(study, Sightings(study, evidence), "code");
  return std::string(verdict_name(judgement.verdict)) + ": " + judgement.reason.text + " (" +
         text_of(judgement.reason.where) + ")";
}

EvidenceFile of_code(std::string path, std::vector<EvidenceHit> hits) {
  return evidence_file(std::move(path), FileClass::kCode, std::move(hits));
}

// A project whose only hit is the name of a logger does not depend on the subject.
TEST(Verdict, NamesAloneAreNoUse) {
  const EvidenceFile logger = of_code("log.py", {{kMention, 3, "x"}, {kLogger, 3, "x"}});
  EXPECT_EQ(judged({logger}), "Yes: Only its code name Eventlet. (log.py 3)");
  EXPECT_EQ(judged({logger, of_code("a.py", {{kPool, 1, "x"}})}), "Maybe: Code uses it. (a.py 1)");
  EXPECT_EQ(judged({logger, of_code("a.py", {{kImport, 1, "x"}})}),
            "No: Code imports it. (a.py 1)");
}

TEST(Verdict, CodeThatAdaptsWorksWithout) {
  const EvidenceFile adapting = of_code("a.py", {{kMention, 2, "x"}, {kAdapt, 2, "x"}});
  EXPECT_EQ(judged({adapting}), "Yes: Only its code name Eventlet. (a.py 2)");
  EXPECT_EQ(judged({adapting, of_code("b.py", {{kPool, 1, "x"}})}),
            "Maybe: Code uses it. (b.py 1)");
  // Without a line that names the subject, the lines that adapt are cited.
  EXPECT_EQ(judged({of_code("a.py", {{kAdapt, 5, "x"}})}),
            "Yes: Only its code name Eventlet. (a.py 5)");
}

TEST(Verdict, ALocalSwitchSpeaksForItsFileAlone) {
  const EvidenceFile local = of_code("a.py", {{kLocalSwitch, 1, "x"}, {kSpawn, 2, "x"}});
  EXPECT_EQ(judged({local}), "Yes: There is a switch. (a.py 1)");
  EXPECT_EQ(judged({local, of_code("b.py", {{kSpawn, 7, "x"}})}),
            "Maybe: Code spawns beside. (b.py 7)");
}

// Only a switch for the whole project speaks against code that is bound.
TEST(Verdict, ALocalSwitchDoesNotFreeBoundCode) {
  const EvidenceFile bound = of_code("b.py", {{kImport, 1, "x"}});
  const EvidenceFile local = of_code("a.py", {{kLocalSwitch, 1, "x"}});
  EXPECT_EQ(judged({local, bound}), "No: Code imports it. (b.py 1)");
  EXPECT_EQ(judged({of_code("a.py", {{kSwitch, 1, "x"}}), bound}),
            "Maybe: There is both. (a.py 1; b.py 1)");
  EXPECT_EQ(judged({local, of_code("b.py", {{kFixed, 2, "x"}})}),
            "No: Callers have no choice. (b.py 2)");
}

TEST(Verdict, RolesInTextDecideNothing) {
  EXPECT_EQ(judged({of_code("a.py", {{kLocalSwitch, 1, "x", true}, {kSpawn, 2, "x"}})}),
            "Maybe: Code uses it. (a.py 2)");
}

TEST(Verdict, CallsOfWrappersDecideNothing) {
  Study study = study_with_roles();
  StudyPattern wraps = study.patterns[1];
  wraps.rules = {};
  wraps.wraps = {kSpawn};
  study.patterns.push_back(wraps);
  RepositoryEvidence evidence{
      "r", "", {of_code("log.py", {{kMention, 3, "x"}, {kLogger, 3, "x"}})}};
  evidence.wrappers = {{"spawn_n", "", "utils.py", 6, kSpawn, 4}};
  evidence.files[0].calls = {{0, 9, "utils.spawn_n(f)"}};
  EXPECT_EQ(judge(study, Sightings(study, evidence), "code").reason.text,
            "Only its code name Eventlet.");
}

}  // namespace
}  // namespace trawl
