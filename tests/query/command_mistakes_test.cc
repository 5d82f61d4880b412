// What users get wrong or did not expect: each is told in one line that names what to change.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/query/command_runner.h"
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
  const Words by_depth = {"build", "--index", ".trawl", "--repository-depth", "1", "."};
  for (const Words& words : {build, build, by_depth}) {
    EXPECT_EQ(run_trawl_index(words, place_).exit_code, 0);
    const std::string name = words.size() > 4 ? "a/a.txt\n" : "src/a/a.txt\n";
    EXPECT_EQ(trawl({"files", "--index", ".trawl"}).out, name);
    EXPECT_EQ(trawl({"files", "--index", ".trawl", "--skipped"}).out, "");
  }
  expect_refused(run_trawl_index({"build", "--index", ".trawl", ".trawl"}, place_),
                 "is the index itself");
}

TEST_F(CommandMistakes, AListIsReadFromAFileAlone) {
  expect_refused(build_index({"--corpus", "-"}), "--corpus '-': name a file");
  expect_refused(build_index({"--corpus", ""}), "--corpus '': name a file");
  expect_refused(build_index({"--rules", "-", tree_.path()}), "--rules '-': name a file");
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

}  // namespace
}  // namespace trawl
