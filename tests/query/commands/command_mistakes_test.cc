// Mistakes and surprises of users: one line explains each, and names what to change.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/query/commands/command_runner.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

using Words = std::vector<std::string>;

class CommandMistakes : public testing::Test {
 protected:
  CommandMistakes() { place_.environment = {"TRAWL_INDEX=" + tree_.index()}; }

  CommandResult build_index(Words words) const {
    words.insert(words.begin(), "build");
    return run_trawl_index(words, place_);
  }
  CommandResult trawl(const Words& words) const { return run_trawl(words, place_); }

  void expect_refused(const CommandResult& result, const std::string& message) const {
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(split_lines(result.err).size(), 1u) << result.err;
    EXPECT_NE(result.err.find(message), std::string::npos) << result.err << "\nwanted: " << message;
  }

  TestTree tree_;
  CommandPlace place_;
};

TEST_F(CommandMistakes, AnIndexWithinItsRootIsNoPartOfIt) {
  tree_.add("src/a/a.txt", "text\n");
  place_.directory = tree_.path("src");
  place_.environment.clear();
  const Words build = {"build", "--index", ".trawl", "."};
  const Words by_depth = {"build", "--index", ".trawl", "--replace", "--repository-depth",
                          "1",     "."};
  for (const Words& words : {build, build, by_depth}) {
    EXPECT_EQ(run_trawl_index(words, place_).exit_code, 0);
    const std::string name = words.size() > 4 ? "a/a.txt\n" : "src/a/a.txt\n";
    EXPECT_EQ(trawl({"files", "--index", ".trawl"}).out, name);
    EXPECT_EQ(trawl({"files", "--index", ".trawl", "--skipped"}).out, "");
  }
  expect_refused(run_trawl_index({"build", "--index", ".trawl", ".trawl"}, place_),
                 "is the index itself");
}

TEST_F(CommandMistakes, TheIndexAndTheSnapshotHaveNames) {
  tree_.add("src/a.txt", "text\n");
  tree_.add("file", "text\n");
  ASSERT_EQ(build_index({"--snapshot", "\xC3\xA9t\xC3\xA9 2024", tree_.path("src")}).exit_code, 0);
  expect_refused(trawl({"search", "--index", "", "text"}), "--index must not be empty");
  expect_refused(trawl({"search", "--snapshot", "", "text"}), "--snapshot must not be empty");
  for (const char* command : {"build", "stats", "check", "dump"}) {
    expect_refused(run_trawl_index({command, "--index", ""}, place_), "--index must not be empty");
  }
  expect_refused(build_index({"--index", tree_.path("file"), tree_.path("src")}),
                 tree_.path("file") + " is not a directory");
  for (const std::string& name :
       {std::string("a\nb"), std::string("a\tb"), std::string("\xFF"), std::string(256, 'x')}) {
    expect_refused(build_index({"--snapshot", name, tree_.path("src")}),
                   "a name is at most 255 bytes of UTF-8 without control characters");
  }
  expect_refused(build_index({"--snapshot", "", tree_.path("src")}),
                 "--snapshot must not be empty");
  EXPECT_EQ(build_index({"--snapshot", std::string(255, 'x'), tree_.path("src")}).exit_code, 0);
}

TEST_F(CommandMistakes, WithoutAHomeTheIndexMustBeNamed) {
  place_.environment = {"HOME=", "XDG_DATA_HOME=", "TRAWL_INDEX="};
  expect_refused(trawl({"search", "text"}), "name it with --index DIR");
  expect_refused(build_index({tree_.path()}), "name it with --index DIR");
}

TEST_F(CommandMistakes, HelpIsGivenWhateverElseIsWrong) {
  EXPECT_EQ(trawl({"search", "-h", "-Z"}).exit_code, 0);
  EXPECT_NE(trawl({"search", "-Z", "--help"}).out.find("trawl search"), std::string::npos);
  EXPECT_EQ(run_trawl_index({"build", "--nonsense", "-h"}).exit_code, 0);
}

TEST_F(CommandMistakes, AListIsReadFromAFileAlone) {
  expect_refused(build_index({"--corpus", "-"}), "--corpus needs the name of a file but got '-'");
  expect_refused(build_index({"--corpus", ""}), "--corpus needs the name of a file but got ''");
  expect_refused(build_index({"--rules", "-", tree_.path()}),
                 "--rules needs the name of a file but got '-'");
}

TEST_F(CommandMistakes, ARepositoryThatCannotBeReadIsNamedWithItsDirectory) {
  tree_.add("src/a.txt", "text\n");
  tree_.add("corpus.tsv", "a\tsrc\ngone\tno/such\n");
  const CommandResult result = build_index({"--corpus", tree_.path("corpus.tsv")});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_NE(result.err.find("could not read gone: " + tree_.path("no/such") +
                            ": No such file or directory"),
            std::string::npos)
      << result.err;
}

// A build fills in all segments for the rules that it brings, so a redefined rule has the same
// meaning in every snapshot.
TEST_F(CommandMistakes, ARuleThatWasRedefinedMeansTheSameInEverySnapshot) {
  tree_.add("src/a.txt", "one two\n");
  tree_.add("rules.tsv", "a\tone\n");
  const Words build = {"--rules", tree_.path("rules.tsv"), tree_.path("src"), "--snapshot"};
  const auto build_snapshot = [this](Words words, const std::string& name) {
    words.push_back(name);
    EXPECT_EQ(build_index(words).exit_code, 0);
  };
  build_snapshot(build, "one");
  tree_.add("src/a.txt", "one two three\n");
  tree_.add("rules.tsv", "a\ttwo\n");
  build_snapshot(build, "two");
  tree_.add("src/a.txt", "four\n");
  build_snapshot({tree_.path("src"), "--snapshot"}, "plain");
  EXPECT_EQ(trawl({"list", "--snapshot", "one", "a"}).out, "src/a.txt:1:one two\n");
  EXPECT_EQ(trawl({"list", "--snapshot", "two", "a"}).out, "src/a.txt:1:one two three\n");
  EXPECT_EQ(trawl({"list", "--snapshot", "plain", "a"}).exit_code, 1);
}

// A build reports its mistakes before its rules are published.
TEST_F(CommandMistakes, ABuildThatCannotBeGivesTheIndexNoRules) {
  tree_.add("src/a.txt", "one two\n");
  tree_.add("rules.tsv", "a\tone\n");
  tree_.add("more.tsv", "a\ttwo\n");
  const std::string rules = tree_.path("rules.tsv"), source = tree_.path("src");
  ASSERT_EQ(build_index({source}).exit_code, 0);
  expect_refused(build_index({"--rules", rules, source, "--snapshot", ""}), "--snapshot must not");
  expect_refused(build_index({"--rules", rules, source, "--memory", "1M"}), "--memory must be");
  expect_refused(build_index({"--rules", rules, source, "--memory", "64M", "--jobs", "1000"}),
                 "--jobs");
  expect_refused(build_index({"--rules", rules, "--rules", tree_.path("more.tsv"), source}),
                 rules + " and " + tree_.path("more.tsv") + " both have a rule a: give it once");
  expect_refused(trawl({"list", "a"}),
                 "which has no rules: add some with trawl-index rules add FILE");
}

TEST_F(CommandMistakes, OfManyRulesSomeAreNamed) {
  tree_.add("src/a.txt", "text\n");
  std::string rules;
  for (int i = 10; i < 31; ++i) {
    rules += "rule-" + std::to_string(i) + "\tword" + std::to_string(i) + "\n";
  }
  tree_.add("rules.tsv", rules);
  ASSERT_EQ(build_index({"--rules", tree_.path("rules.tsv"), tree_.path("src")}).exit_code, 0);
  const CommandResult result = trawl({"list", "nope"});
  expect_refused(result, "no rule 'nope' in the index; it has: rule-10, rule-11");
  expect_refused(result, "rule-19 and 11 more (trawl-index stats lists them)");
  EXPECT_EQ(result.err.find("rule-20"), std::string::npos) << result.err;
}

}  // namespace
}  // namespace trawl
