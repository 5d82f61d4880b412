// The messages and refusals of `trawl-index`.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/query/commands/command_runner.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

using Words = std::vector<std::string>;

class CommandBuild : public testing::Test {
 protected:
  CommandResult build_index(Words words) const {
    words.insert(words.begin(), {"build", "--index", tree_.index()});
    return run_trawl_index(words);
  }
  static void expect_has(const std::string& text, const std::string& part) {
    EXPECT_NE(text.find(part), std::string::npos) << text << "\nwanted: " << part;
  }

  TestTree tree_;
};

// Regression: with little memory, files below 64M were skipped without a message.
TEST_F(CommandBuild, TheSummarySaysWhichFilesAreTooLarge) {
  tree_.add("src/large", std::string(9 << 20, 'x'));
  const CommandResult result =
      build_index({"--memory", "64M", "--max-file-size", "8M", tree_.path("src")});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  expect_has(result.out, "1 too large (above 8 MiB)");
}

TEST_F(CommandBuild, WhatLiesOutsideIsNotCountedAsARepository) {
  tree_.add("src/heat/a.txt", "text\n");
  tree_.add("src/nova/a.txt", "text\n");
  tree_.add("src/README.md", "text\n");
  const CommandResult result = build_index({"--repository-depth", "1", tree_.path("src")});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  expect_has(result.out, "repositories 2\n");
}

TEST_F(CommandBuild, WhatLiesOutsideGivesWayToARepositoryOfItsName) {
  tree_.add("src/heat/a.txt", "text\n");
  tree_.add("src/README.md", "text\n");
  tree_.add("elsewhere/b.txt", "text\n");
  tree_.add("corpus.tsv", "src\telsewhere\n");
  const CommandResult result = build_index(
      {"--corpus", tree_.path("corpus.tsv"), "--repository-depth", "1", tree_.path("src")});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  expect_has(result.out, "repositories 2\n");
}

TEST_F(CommandBuild, LinksLeadToTheRevisionThatTheCorpusFileNames) {
  tree_.add("src/heat/a.py", "import eventlet\n");
  tree_.add("corpus.tsv", "o/heat\tsrc/heat\t26.0.0\no/nova\tsrc/heat\n");
  const CommandResult built = build_index({"--corpus", tree_.path("corpus.tsv")});
  ASSERT_EQ(built.exit_code, 0) << built.err;
  EXPECT_EQ(run_trawl({"search", "--index", tree_.index(), "--format", "link", "eventlet"}).out,
            "https://opendev.org/o/heat/src/tag/26.0.0/a.py#n1 : import eventlet\n"
            "https://opendev.org/o/nova/src/branch/master/a.py#n1 : import eventlet\n");
}

TEST_F(CommandBuild, ARevisionMayBeNamedLater) {
  tree_.add("src/heat/a.py", "import eventlet\n");
  const Words search = {"search", "--index", tree_.index(), "--format", "link", "eventlet"};
  for (const char* revision : {"", "\t1.0", "\t2.0", ""}) {
    tree_.add("corpus.tsv", "o/heat\tsrc/heat" + std::string(revision) + "\n");
    ASSERT_EQ(build_index({"--corpus", tree_.path("corpus.tsv")}).exit_code, 0);
    const std::string place =
        *revision == 0 ? "branch/master" : "tag/" + std::string(revision).substr(1);
    EXPECT_EQ(run_trawl(search).out,
              "https://opendev.org/o/heat/src/" + place + "/a.py#n1 : import eventlet\n");
  }
}

TEST_F(CommandBuild, ARepositoryDepthWithoutARootIsRefused) {
  tree_.add("src/a.txt", "text\n");
  tree_.add("corpus.tsv", "src\tsrc\n");
  const CommandResult result =
      build_index({"--corpus", tree_.path("corpus.tsv"), "--repository-depth", "1"});
  EXPECT_EQ(result.exit_code, 2);
  expect_has(result.err, "--repository-depth");
}

// Regression: if output could not be written, it was lost and the exit code was 0.
TEST_F(CommandBuild, OutputThatCannotBeWrittenIsAFailure) {
  tree_.add("src/a.txt", "text\n");
  const std::string program = TRAWL_INDEX_PROGRAM;
  const auto into_full_device = [&](const std::string& words) {
    return run_command(
        {"sh", "-c", program + " " + words + " --index '" + tree_.index() + "' > /dev/full"});
  };
  const CommandResult built = into_full_device("build '" + tree_.path("src") + "'");
  EXPECT_EQ(built.exit_code, 1);
  expect_has(built.err, "No space left on device");
  for (const char* command : {"stats", "check", "dump", "build --help"}) {
    const CommandResult result = into_full_device(command);
    EXPECT_EQ(result.exit_code, 2) << command;
    expect_has(result.err, "No space left on device");
  }
  EXPECT_EQ(run_command({"sh", "-c", program + " --help | true"}).exit_code, 0);
}

}  // namespace
}  // namespace trawl
