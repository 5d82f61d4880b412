// Checks of rule files, and lookup of rules by name.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/query/commands/command_runner.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

using Words = std::vector<std::string>;

// A catalogue of rules r0, r1, ...
std::string catalogue(const std::string& name, int rules) {
  std::string text = "catalogue: " + name + "\nmessage: m\nrules:\n";
  for (int i = 0; i < rules; ++i) {
    text += "  - {id: r" + std::to_string(i) +
            ", message: m, severity: INFO, languages: [generic], pattern-regex: text}\n";
  }
  return text;
}

class CommandRules : public testing::Test {
 protected:
  CommandRules() { place_.environment = {"TRAWL_INDEX=" + tree_.index()}; }

  CommandResult rules(Words words) const {
    words.insert(words.begin(), "rules");
    return run_trawl_index(words, place_);
  }
  std::string error_of_list(const std::string& name) const {
    const CommandResult result = run_trawl({"list", name}, place_);
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(split_lines(result.err).size(), 1u) << result.err;
    return result.err;
  }

  TestTree tree_;
  CommandPlace place_;
};

TEST_F(CommandRules, CheckTellsOfEveryFile) {
  std::string wrong = catalogue("wrong", 3);
  wrong.replace(wrong.find("INFO"), 4, "HIGH");
  wrong.replace(wrong.rfind("text"), 4, "te(xt");
  tree_.add("wrong.yaml", wrong);
  tree_.add("good.yaml", catalogue("good", 1));
  tree_.add("again.yaml", catalogue("good", 2));
  tree_.add("rules.tsv", "a\tone\n");
  const std::string wrong_path = tree_.path("wrong.yaml"), good = tree_.path("good.yaml");
  const CommandResult result = rules({"check", wrong_path, tree_.path("none.yaml"), good,
                                      tree_.path("again.yaml"), tree_.path("rules.tsv")});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_EQ(result.out,
            good + ": catalogue good, 1 rule\n" + tree_.path("rules.tsv") + ": 1 rule\n");
  const std::vector<std::string> errors = split_lines(result.err);
  ASSERT_EQ(errors.size(), 4u) << result.err;
  EXPECT_TRUE(errors[0].starts_with("trawl-index: " + wrong_path + ":4: severity `HIGH`"));
  EXPECT_TRUE(errors[1].starts_with("trawl-index: " + wrong_path + ":6: missing ) for the ("));
  EXPECT_NE(errors[2].find("none.yaml"), std::string::npos);
  EXPECT_EQ(errors[3], "trawl-index: " + good + " and " + tree_.path("again.yaml") +
                           " are both catalogue good: give one of them");
  EXPECT_EQ(rules({"check", good, tree_.path("rules.tsv")}).exit_code, 0);
}

TEST_F(CommandRules, OneOfAKindIsCountedAsOne) {
  tree_.add("src/a.txt", "text\n");
  tree_.add("one.yaml", catalogue("one", 1));
  const CommandResult built = run_trawl_index({"build", tree_.path("src")}, place_);
  EXPECT_NE(built.out.find(" in 1 new segment\n"), std::string::npos) << built.out;
  const CommandResult added = rules({"add", tree_.path("one.yaml")});
  EXPECT_NE(
      added.out.find("added 1 of 1 rule (generation 2); filled in: 1 rule, 1 segment, 1 hit; "),
      std::string::npos)
      << added.out;
  const CommandResult checked = run_trawl_index({"check"}, place_);
  EXPECT_EQ(checked.out,
            "generation 2 is whole: 1 segment, 1 document, 1 chunk, 3 posting lists (3 postings), "
            "1 hit, 1 snapshot, 1 file, 1 place\n");
  EXPECT_EQ(rules({"remove", "one"}).out, "removed 1 rule (generation 3)\n");
  EXPECT_EQ(
      run_trawl_index({"check", "x"}, place_).err,
      "trawl-index: check takes no arguments but got 'x' (trawl-index check --help explains)\n");
}

TEST_F(CommandRules, AListOfACatalogueNamesItsRules) {
  tree_.add("src/a.txt", "text\n");
  tree_.add("few.yaml", catalogue("few", 3));
  tree_.add("many.yaml", catalogue("many", 101));
  ASSERT_EQ(run_trawl_index({"build", tree_.path("src")}, place_).exit_code, 0);
  ASSERT_EQ(rules({"add", tree_.path("few.yaml"), tree_.path("many.yaml")}).exit_code, 0);
  const std::string few = "few/r0, few/r1, few/r2\n";
  EXPECT_EQ(error_of_list("few"), "trawl: few is a catalogue: name one of its rules: " + few);
  EXPECT_EQ(error_of_list("few/"), "trawl: few is a catalogue: name one of its rules: " + few);
  EXPECT_EQ(error_of_list("few/r9"),
            "trawl: no rule 'few/r9' in the index; catalogue few has: " + few);
  const std::string many = error_of_list("many");
  EXPECT_NE(many.find("many/r98 and 1 more (trawl-index stats lists them)"), std::string::npos)
      << many;
  EXPECT_NE(error_of_list("fe/r1").find("; it has: few/r0"), std::string::npos);
  EXPECT_NE(error_of_list("/").find("no rule '/' in the index; it has: few/r0"), std::string::npos);
}

}  // namespace
}  // namespace trawl
