// Each condition of a sentence, where it holds and where it does not.
#include "indexer/study/advice.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tests/indexer/study/cited_text.h"
#include "tests/indexer/study/sample_study.h"

namespace trawl {
namespace {

constexpr size_t kPools = 1;  // the pattern of pools and spawned threads, of the sample

EvidenceFile code_file(std::string path, std::vector<EvidenceHit> hits) {
  return evidence_file(std::move(path), FileClass::kCode, std::move(hits));
}

std::string unsaid(Unsaid why) {
  return "unsaid " + std::to_string(static_cast<int>(why));
}

// What is said about the files: "Said. (a.py 1)", or why nothing is.
std::string said(const std::function<void(Advice*)>& condition, std::vector<EvidenceFile> files,
                 std::optional<size_t> kind = std::nullopt) {
  const Study study = sample_study();
  Advice advice = sample_advice(study.patterns[kPools], "Said.");
  condition(&advice);
  const RepositoryEvidence evidence{"r", "", std::move(files)};
  const Sightings sightings(study, evidence);
  const Saying saying = say(advice, kPools, kind, sightings);
  if (!saying.statement) return unsaid(saying.unsaid);
  return saying.statement->text + " (" + text_of(saying.statement->where) + ")";
}

TEST(Advice, IsAboutTheLinesOfItsPattern) {
  const auto none = [](Advice*) {};
  EXPECT_EQ(said(none, {code_file("a.py", {{kPool, 1, "x"}, {kSpawn, 4, "x"}}),
                        code_file("b.py", {{kMention, 2, "x"}, {kSpawn, 2, "x"}})}),
            "Said. (a.py 1 4; b.py 2)");
  EXPECT_EQ(said(none, {code_file("a.py", {{kMention, 1, "x"}})}), unsaid(Unsaid::kNoLine));
  EXPECT_EQ(said(none, {code_file("a.py", {{kPool, 1, "x", true}})}), unsaid(Unsaid::kNoLine));
}

TEST(Advice, MayBeAboutSomeOfThePatternsRules) {
  const auto spawns = [](Advice* advice) { advice->rules = {kSpawn}; };
  EXPECT_EQ(said(spawns, {code_file("a.py", {{kPool, 1, "x"}, {kSpawn, 4, "x"}})}),
            "Said. (a.py 4)");
  EXPECT_EQ(said(spawns, {code_file("a.py", {{kPool, 1, "x"}})}), unsaid(Unsaid::kNoLine));
}

TEST(Advice, MayBeAboutSomeClassesOfFiles) {
  const auto of_class = [](FileClass file_class) {
    return [file_class](Advice* advice) { advice->classes = only_classes({file_class}); };
  };
  const EvidenceFile pool = code_file("a.py", {{kPool, 1, "x"}});
  EXPECT_EQ(said(of_class(FileClass::kCode), {pool}), "Said. (a.py 1)");
  EXPECT_EQ(said(of_class(FileClass::kTest), {pool}), unsaid(Unsaid::kNoLine));
}

TEST(Advice, CountsLinesNotHits) {
  const EvidenceFile two = code_file("a.py", {{kPool, 1, "x"}, {kSpawn, 1, "x"}, {kSpawn, 2, "x"}});
  const auto at_least = [](uint64_t lines) {
    return [lines](Advice* advice) { advice->at_least = lines; };
  };
  const auto at_most = [](uint64_t lines) {
    return [lines](Advice* advice) { advice->at_most = lines; };
  };
  EXPECT_EQ(said(at_least(2), {two}), "Said. (a.py 1 2)");
  EXPECT_EQ(said(at_least(3), {two}), unsaid(Unsaid::kTooFew));
  EXPECT_EQ(said(at_most(2), {two}), "Said. (a.py 1 2)");
  EXPECT_EQ(said(at_most(1), {two}), unsaid(Unsaid::kTooMany));
}

// It may stand anywhere in the project, but only where it says something of what runs.
TEST(Advice, MayNeedALineOfAnotherRuleWhichItCites) {
  const auto with = [](Advice* advice) { advice->with = {kDatabase, kCommand}; };
  EXPECT_EQ(said(with, {code_file("b.py", {{kPool, 1, "x"}, {kDatabase, 7, "x"}})}),
            "Said. (b.py 1 7)");
  const EvidenceFile pool = code_file("b.py", {{kPool, 1, "x"}});
  EXPECT_EQ(said(with, {evidence_file("a.txt", FileClass::kPackaging, {{kCommand, 3, "x"}}), pool,
                        code_file("c.py", {{kDatabase, 1, "x"}})}),
            "Said. (a.txt 3; b.py 1)");
  EXPECT_EQ(said(with, {pool}), unsaid(Unsaid::kLacksWith));
  EXPECT_EQ(
      said(with, {pool, evidence_file("doc/a", FileClass::kDocumentation, {{kDatabase, 1, "x"}}),
                  evidence_file("t.py", FileClass::kTest, {{kDatabase, 1, "x"}}),
                  code_file("tools/a.py", {{kDatabase, 1, "x"}})}),
      unsaid(Unsaid::kLacksWith));
  EXPECT_EQ(said(with, {code_file("b.py", {{kPool, 1, "x"}, {kDatabase, 2, "x", true}})}),
            unsaid(Unsaid::kLacksWith));
  EXPECT_EQ(said(with, {code_file("b.py", {{kPool, 1, "x"}, {kDatabase, 2, "  # x"}})}),
            unsaid(Unsaid::kLacksWith));
}

TEST(Advice, MayNeedThatThereIsNoLineOfAnotherRule) {
  const auto without = [](Advice* advice) { advice->without = {kDatabase}; };
  const EvidenceFile pool = code_file("a.py", {{kPool, 1, "x"}});
  EXPECT_EQ(said(without, {pool}), "Said. (a.py 1)");
  EXPECT_EQ(said(without, {pool, code_file("b.py", {{kDatabase, 1, "x"}})}),
            unsaid(Unsaid::kHasWithout));
  EXPECT_EQ(said(without, {pool, evidence_file("t.py", FileClass::kTest, {{kDatabase, 1, "x"}})}),
            "Said. (a.py 1)");
}

TEST(Advice, MayBeForSomeKindsOfProject) {
  const auto kinds = [](Advice* advice) { advice->kinds = {1, 2}; };
  const EvidenceFile pool = code_file("a.py", {{kPool, 1, "x"}});
  EXPECT_EQ(said(kinds, {pool}, 2), "Said. (a.py 1)");
  EXPECT_EQ(said(kinds, {pool}, 0), unsaid(Unsaid::kOtherKind));
  EXPECT_EQ(said(kinds, {pool}), unsaid(Unsaid::kOtherKind));
}

TEST(Advice, EnumeratesThePartsThatWereFound) {
  const auto parts = [](Advice* advice) {
    advice->sentence.text = "Take {parts}, yes {parts}.";
    advice->sentence.parts = {{kSpawn, "threads"}, {kPool, "a pool"}};
  };
  EXPECT_EQ(said(parts, {code_file("a.py", {{kPool, 1, "x"}})}),
            "Take a pool, yes a pool. (a.py 1)");
  EXPECT_EQ(said(parts, {code_file("a.py", {{kPool, 1, "x"}, {kSpawn, 2, "x"}, {kSpawn, 3, "x"}})}),
            "Take threads and a pool, yes threads and a pool. (a.py 1 2 3)");
  const auto only_spawn = [](Advice* advice) { advice->sentence.parts = {{kSpawn, "threads"}}; };
  EXPECT_EQ(said(only_spawn, {code_file("a.py", {{kPool, 1, "x"}})}), unsaid(Unsaid::kNoPart));
}

TEST(Advice, EnumeratesInWords) {
  EXPECT_EQ(enumeration({}), "");
  EXPECT_EQ(enumeration({"a"}), "a");
  EXPECT_EQ(enumeration({"a", "b"}), "a and b");
  EXPECT_EQ(enumeration({"a", "b", "c"}), "a, b and c");
}

}  // namespace
}  // namespace trawl
