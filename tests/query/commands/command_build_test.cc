// The messages and refusals of `trawl-index`.
#include <gtest/gtest.h>

#include <filesystem>
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

TEST_F(CommandBuild, ACorpusFileBesideARootSaysSo) {
  tree_.add("src/heat/a.txt", "text\n");
  tree_.add("src/nova/a.txt", "text\n");
  tree_.add("src/README.md", "text\n");
  tree_.add("other/b.txt", "text\n");
  tree_.add("corpus.tsv", "other\tother\n");
  const CommandResult result = build_index(
      {"--corpus", tree_.path("corpus.tsv"), "--repository-depth", "1", tree_.path("src")});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(
      result.err,
      "trawl-index: --corpus and ROOT are both given, and this build reads both: repositories "
      "of " +
          tree_.path("corpus.tsv") + ": 1, of ROOT: 2\n");
}

TEST_F(CommandBuild, ARepositoryDepthThatIsTooDeepIsAskedAbout) {
  tree_.add("heat/setup.py", "text\n");
  tree_.add("heat/api-ref/a.txt", "text\n");
  tree_.add("heat/doc/a.txt", "text\n");
  const CommandResult result = build_index({"--repository-depth", "1", tree_.path("heat")});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "trawl-index: " + tree_.path("heat") +
                            " (with setup.py) looks like a repository itself, but "
                            "--repository-depth 1 takes directories in it for repositories, such "
                            "as api-ref: did you mean --repository-depth 0?\n");
}

TEST_F(CommandBuild, ARepositoryDepthWithoutARootIsRefused) {
  tree_.add("src/a.txt", "text\n");
  tree_.add("corpus.tsv", "src\tsrc\n");
  const CommandResult result =
      build_index({"--corpus", tree_.path("corpus.tsv"), "--repository-depth", "1"});
  EXPECT_EQ(result.exit_code, 2);
  expect_has(result.err, "--repository-depth");
}

// 174 repositories were replaced by one, and nothing said so.
TEST_F(CommandBuild, RepositoriesThatABuildLeavesOutAreNotDroppedUnasked) {
  tree_.add("src/heat/a.txt", "text\n");
  tree_.add("src/nova/a.txt", "text\n");
  tree_.add("rules.tsv", "text\ttext\n");
  ASSERT_EQ(build_index({"--repository-depth", "1", tree_.path("src")}).exit_code, 0);
  const Words heat = {"--rules", tree_.path("rules.tsv"), tree_.path("src/heat")};
  const CommandResult refused = build_index(heat);
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_EQ(refused.out, "");
  EXPECT_EQ(refused.err,
            "trawl-index: this build leaves out 1 of 2 repositories of snapshot default: nova; to "
            "drop it, use --replace; to keep it, use another --snapshot NAME\n");
  const CommandResult stats = run_trawl_index({"stats", "--index", tree_.index()});
  expect_has(stats.out, "generation 1,");
  EXPECT_EQ(stats.out.find("rules\n"), std::string::npos) << stats.out;

  Words replacing = heat;
  replacing.insert(replacing.begin(), "--replace");
  EXPECT_EQ(build_index(replacing).exit_code, 0);
  EXPECT_EQ(run_trawl({"files", "--index", tree_.index()}).out, "heat/a.txt\n");
}

TEST_F(CommandBuild, ALineThatIsGoneFromACorpusFileIsARepositoryThatIsLeftOut) {
  tree_.add("heat/a.txt", "text\n");
  tree_.add("nova/a.txt", "text\n");
  tree_.add("corpus.tsv", "os/heat\theat\nos/nova\tnova\n");
  ASSERT_EQ(build_index({"--corpus", tree_.path("corpus.tsv")}).exit_code, 0);
  tree_.add("corpus.tsv", "os/heat\theat\n# os/nova\tnova\n");
  const CommandResult refused = build_index({"--corpus", tree_.path("corpus.tsv")});
  EXPECT_EQ(refused.exit_code, 2);
  expect_has(refused.err, "leaves out 1 of 2 repositories of snapshot default: os/nova;");
  EXPECT_EQ(build_index({"--corpus", tree_.path("corpus.tsv"), "--replace"}).exit_code, 0);
}

TEST_F(CommandBuild, FilesThatMayNotBeReadKeepTheirEarlierState) {
  tree_.add("src/a.txt", "text\n");
  std::filesystem::copy_file(TRAWL_INDEX_PROGRAM, tree_.path("trawl-index"));
  std::filesystem::permissions(tree_.path(), std::filesystem::perms(0777));
  CommandPlace place;
  place.without_privileges = true;
  const Words build = {tree_.path("trawl-index"), "build", "--index", tree_.index(),
                       tree_.path("src")};
  ASSERT_EQ(run_command(build, place).exit_code, 0);
  for (const char* shut : {"src/a.txt", "src"}) {
    std::filesystem::permissions(tree_.path(shut), std::filesystem::perms(0));
  }
  const CommandResult root = run_command(build, place);
  EXPECT_EQ(root.exit_code, 2);
  expect_has(root.err, "cannot read root " + tree_.path("src") + ": Permission denied");
  std::filesystem::permissions(tree_.path("src"), std::filesystem::perms(0755));
  const CommandResult file = run_command(build, place);
  EXPECT_EQ(file.exit_code, 1);
  EXPECT_EQ(file.err, "trawl-index: could not read src: " + tree_.path("src") +
                          ": no text could be read (1 unreadable)\n");
  const CommandResult found = run_trawl({"search", "--index", tree_.index(), "text"});
  EXPECT_EQ(found.out, "src/a.txt:1:text\n");
  EXPECT_EQ(found.err, "trawl: not up to date: the last build could not read src: " +
                           tree_.path("src") + ": no text could be read (1 unreadable)\n");
}

TEST_F(CommandBuild, ARepositoryWithoutFilesKeepsThoseItHad) {
  tree_.add("src/a.txt", "text\n");
  ASSERT_EQ(build_index({tree_.path("src")}).exit_code, 0);
  tree_.remove("src/a.txt");
  const CommandResult kept = build_index({tree_.path("src")});
  EXPECT_EQ(kept.exit_code, 1);
  EXPECT_EQ(kept.err, "trawl-index: could not read src: " + tree_.path("src") +
                          " has no files\n"
                          "trawl-index: a repository that has no files any more keeps those it "
                          "had; to drop them, use --replace\n");
  EXPECT_EQ(run_trawl({"files", "--index", tree_.index()}).out, "src/a.txt\n");
  EXPECT_EQ(build_index({"--replace", tree_.path("src")}).exit_code, 0);
  EXPECT_EQ(run_trawl({"files", "--index", tree_.index()}).out, "");
}

TEST_F(CommandBuild, ABuildWithoutTextDoesNotReplaceText) {
  tree_.add("src/a.txt", "text\n");
  ASSERT_EQ(build_index({tree_.path("src")}).exit_code, 0);
  const CommandResult refused = build_index({"--max-file-size", "0", tree_.path("src")});
  EXPECT_EQ(refused.exit_code, 2);
  expect_has(refused.err, "this build found no text (1 too large), and snapshot default has 5 B");
  EXPECT_EQ(run_trawl({"search", "--index", tree_.index(), "text"}).out, "src/a.txt:1:text\n");
  EXPECT_EQ(build_index({"--max-file-size", "0", "--replace", tree_.path("src")}).exit_code, 0);
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
