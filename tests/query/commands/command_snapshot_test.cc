// Which snapshot a command reads when none is named.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/query/commands/command_runner.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

using Words = std::vector<std::string>;

class CommandSnapshot : public testing::Test {
 protected:
  // A snapshot whose only line is its name.
  void build(const std::string& snapshot) const {
    tree_.add("src/a.txt", snapshot + "\n");
    tree_.add("rules.tsv", "line\t.\n");
    const CommandResult result =
        run_trawl_index({"build", "--index", tree_.index(), "--rules", tree_.path("rules.tsv"),
                         "--snapshot", snapshot, tree_.path("src")});
    EXPECT_EQ(result.exit_code, 0) << result.err;
  }
  CommandResult trawl(Words words, const std::string& variable = {}) const {
    words.insert(words.begin() + 1, {"--index", tree_.index()});
    CommandPlace place;
    place.environment = {"TRAWL_SNAPSHOT=" + variable};
    return run_trawl(words, place);
  }
  // Every command that reads a snapshot reads this one.
  void expect_read(const std::string& snapshot, const std::string& variable = {}) const {
    const std::string size = std::to_string(snapshot.size() + 1);
    for (const auto& [words, out] :
         {std::pair{Words{"search", "."}, "src/a.txt:1:" + snapshot + "\n"},
          {Words{"list", "line"}, "src/a.txt:1:" + snapshot + "\n"},
          {Words{"show", "src/a.txt"}, snapshot + "\n"},
          {Words{"files", "--long"}, "Text\tcode\t" + size + "\tsrc/a.txt\n"}}) {
      const CommandResult result = trawl(words, variable);
      EXPECT_EQ(result.out, out) << testing::PrintToString(words);
      EXPECT_EQ(result.err, "");
      EXPECT_EQ(result.exit_code, 0);
    }
  }
  void expect_refused(const std::string& message, const std::string& variable = {}) const {
    for (const Words& words :
         {Words{"search", "."}, Words{"list", "line"}, Words{"show", "src/a.txt"}, Words{"files"},
          Words{"report", "--catalogue", "eventlet"}}) {
      const CommandResult result = trawl(words, variable);
      EXPECT_EQ(result.out, "") << testing::PrintToString(words);
      EXPECT_EQ(result.err, "trawl: " + message + "\n");
      EXPECT_EQ(result.exit_code, 2);
    }
  }

  TestTree tree_;
};

// A snapshot that was built on the side took over every search.
TEST_F(CommandSnapshot, DefaultIsReadWhateverIsBuiltAfterIt) {
  build("default");
  build("side");
  expect_read("default");
}

TEST_F(CommandSnapshot, TheOnlyOneIsReadWhateverItsName) {
  build("2024.2");
  expect_read("2024.2");
}

TEST_F(CommandSnapshot, OfSeveralWithoutADefaultNoneIsChosen) {
  build("2024.2");
  build("2024.1");
  expect_refused(
      "the index has several snapshots and none is named 'default': choose one with --snapshot "
      "NAME or $TRAWL_SNAPSHOT; it has: 2024.1, 2024.2");
  expect_read("2024.1", "2024.1");
}

TEST_F(CommandSnapshot, TheVariableComesBeforeTheDefaultAndAfterTheFlag) {
  build("default");
  build("side");
  build("other");
  expect_read("side", "side");
  const CommandResult flagged = trawl({"search", "--snapshot", "other", "."}, "side");
  EXPECT_EQ(flagged.out, "src/a.txt:1:other\n");
  expect_refused("$TRAWL_SNAPSHOT: no snapshot 'no' in the index; it has: default, other, side",
                 "no");
}

// It chooses what is read: a build that took it would overwrite an old snapshot that somebody is
// looking at.
TEST_F(CommandSnapshot, TheVariableIsNotForBuilds) {
  build("2024.2");
  tree_.add("src/a.txt", "new\n");
  CommandPlace place;
  place.environment = {"TRAWL_SNAPSHOT=2024.2"};
  const CommandResult built =
      run_trawl_index({"build", "--index", tree_.index(), tree_.path("src")}, place);
  EXPECT_EQ(built.exit_code, 0) << built.err;
  EXPECT_EQ(built.out.substr(0, built.out.find(" (")), "snapshot     default");
  expect_read("2024.2", "2024.2");
}

}  // namespace
}  // namespace trawl
