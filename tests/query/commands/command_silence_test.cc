// What would otherwise look like "no line matches" or be dropped silently: one line on standard
// error explains it.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/query/commands/command_runner.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

using Words = std::vector<std::string>;

class CommandSilence : public testing::Test {
 protected:
  void SetUp() override {
    tree_.add("src/a.txt", "alpha beta\nalpha\n");
    tree_.add("src/b.txt", "alpha\n");
    tree_.add("rules.tsv", "alpha\talpha\nnothing\tno such line\n");
    place_.environment = {"TRAWL_INDEX=" + tree_.index()};
    const CommandResult built =
        run_trawl_index({"build", "--rules", tree_.path("rules.tsv"), tree_.path("src")}, place_);
    ASSERT_EQ(built.exit_code, 0) << built.err;
  }

  CommandResult trawl(const Words& words) const { return run_trawl(words, place_); }

  void expect_nothing(const Words& words, const std::string& err) const {
    const CommandResult result = trawl(words);
    EXPECT_EQ(result.exit_code, 1) << testing::PrintToString(words);
    EXPECT_EQ(result.out, "") << testing::PrintToString(words);
    EXPECT_EQ(result.err, err) << testing::PrintToString(words);
  }

  TestTree tree_;
  CommandPlace place_;
};

TEST_F(CommandSilence, ARepositoryFilterThatMatchesNothingIsNamed) {
  const std::string line = "trawl: no repository matches --repo 'openstack/nosuch'\n";
  const Words filter = {"--repo", "openstack/nosuch"};
  for (const Words& command : {Words{"search", "alpha"},
                               {"search", "-q", "alpha"},
                               {"search", "zz-absent"},
                               {"search", "--path", "nosuch", "alpha"},
                               {"list", "alpha"},
                               {"list", "nothing"},
                               {"files"},
                               {"files", "a.txt"},
                               {"files", "--skipped"}}) {
    Words words = command;
    words.insert(words.end(), filter.begin(), filter.end());
    expect_nothing(words, line);
  }
}

TEST_F(CommandSilence, APathFilterThatMatchesNothingIsNamed) {
  expect_nothing({"search", "--path", "no such", "alpha"},
                 "trawl: no path matches --path 'no such'\n");
  expect_nothing(
      {"search", "-c", "--path", "nosuch", "--repo", "src", "alpha beta"},
      "trawl: no path matches --path 'nosuch' in the repositories that --repo selects\n");
  expect_nothing({"search", "--path", "doc/*.txt", "alpha"},
                 "trawl: no path matches --path 'doc/*.txt'; "
                 "it takes a regular expression, not a glob: write '^doc/[^/]*\\.txt$'\n");
  expect_nothing({"list", "--path", "nosuch", "alpha"}, "trawl: no path matches --path 'nosuch'\n");
}

// Without the filter nothing would be found either, but the filter is wrong as well.
TEST_F(CommandSilence, APathFilterIsNamedWhateverThePattern) {
  const std::string line = "trawl: no path matches --path 'nosuch'\n";
  expect_nothing({"search", "--path", "nosuch", "zz-absent"}, line);
  expect_nothing({"list", "--path", "nosuch", "nothing"}, line);
}

TEST_F(CommandSilence, AFilterThatSelectsFilesWithoutAMatchIsNotNamed) {
  expect_nothing({"search", "--path", "b.txt", "beta"}, "");
  expect_nothing({"search", "--path", "a.txt", "--repo", "src", "zz-absent"}, "");
  expect_nothing({"files", "nosuch"}, "");
}

TEST_F(CommandSilence, FoundLinesComeWithoutAWord) {
  EXPECT_EQ(trawl({"search", "--path", "b", "--repo", "src", "alpha"}).err, "");
  EXPECT_EQ(trawl({"list", "--path", "b", "--repo", "src", "alpha"}).err, "");
  EXPECT_EQ(trawl({"files", "--repo", "src"}).err, "");
}

TEST_F(CommandSilence, AFilterIsGivenOnce) {
  for (const std::string flag : {"--repo", "--path", "--index", "--snapshot"}) {
    for (const char* command : {"search", "list"}) {
      const CommandResult result = trawl({command, flag, "a", flag, "b", "alpha"});
      EXPECT_EQ(result.exit_code, 2);
      EXPECT_EQ(result.err, "trawl: " + flag + " is given 2 times: give it once\n");
    }
  }
  for (const std::string flag : {"--catalogue", "--governance", "--team", "--output"}) {
    EXPECT_EQ(trawl({"report", flag, "a", flag, "b"}).err,
              "trawl: " + flag + " is given 2 times: give it once\n");
  }
  for (const std::string flag : {"--snapshot", "--corpus"}) {
    const CommandResult built =
        run_trawl_index({"build", flag, "a", flag, "b", tree_.path("src")}, place_);
    EXPECT_EQ(built.exit_code, 2);
    EXPECT_EQ(built.err, "trawl-index: " + flag + " is given 2 times: give it once\n");
  }
}

TEST_F(CommandSilence, CountsAndNamesAreNotBothPrinted) {
  for (const char* command : {"search", "list"}) {
    const CommandResult result = trawl({command, "-c", "-l", "alpha"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(
        result.err,
        "trawl: give --count or --files-with-matches, not both: there is one form of output\n");
  }
  EXPECT_EQ(trawl({"search", "-c", "-l", "--no-count", "beta"}).out, "src/a.txt\n");
}

// The share refers to the text of the whole index, not only to the snapshot built last.
TEST_F(CommandSilence, TheShareOfTheTextCountsAllSnapshots) {
  tree_.add("more/c.txt", "x\n");
  const CommandResult built =
      run_trawl_index({"build", "--snapshot", "more", tree_.path("more")}, place_);
  ASSERT_EQ(built.exit_code, 0) << built.err;
  const std::string stats = run_trawl_index({"stats"}, place_).out;
  std::string share;  // the last column of the line "all"
  for (const std::string& line : split_lines(stats)) {
    if (line.starts_with("all ")) share = line.substr(line.rfind(' ') + 1);
  }
  ASSERT_FALSE(share.empty()) << stats;
  EXPECT_NE(built.out.find(", " + share.substr(0, share.size() - 2)), std::string::npos)
      << built.out << "in stats: " << share;
}

}  // namespace
}  // namespace trawl
