// The programs with indexes in different states (missing, foreign, copied, read-only, stale), with
// faulty corpora, and their listing and showing of files.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "tests/query/commands/command_runner.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

class CommandIndex : public testing::Test {
 protected:
  CommandResult build_index(Words words) const {
    words.insert(words.begin(), {"build", "--index", tree_.index()});
    return run_trawl_index(words);
  }
  CommandResult trawl(Words words) const {
    words.insert(words.begin() + 1, {"--index", tree_.index()});
    return run_trawl(words);
  }
  void expect_found(const Words& words, const std::string& out) const {
    const CommandResult result = trawl(words);
    EXPECT_EQ(result.out, out) << testing::PrintToString(words);
    EXPECT_EQ(result.err, "");
    EXPECT_EQ(result.exit_code, 0);
  }
  void expect_message(const CommandResult& result, int exit_code, const Words& parts) const {
    EXPECT_EQ(result.exit_code, exit_code) << result.err;
    for (const std::string& part : parts) {
      EXPECT_NE(result.err.find(part), std::string::npos) << result.err << "\nwanted: " << part;
    }
  }

  TestTree tree_;
};

TEST_F(CommandIndex, AMissingIndexIsNamedWithWhatToDo) {
  for (const char* command : {"search", "list", "files", "show"}) {
    const CommandResult result = trawl({command, "word"});
    expect_message(result, 2, {"no index at " + tree_.index(), "trawl-index build"});
    EXPECT_EQ(result.out, "");
  }
  EXPECT_FALSE(fs::exists(tree_.index()));
}

// The index in the archive was built by the last version of Trawl that wrote format 5.
TEST_F(CommandIndex, AnOlderFormatIsRefusedWithTheCommandThatRebuildsIt) {
  ASSERT_EQ(run_command({"tar", "-xzf", TRAWL_SOURCE_DIR "/tests/query/commands/format-5.tar.gz",
                         "-C", tree_.path("")})
                .exit_code,
            0);
  const std::string line = tree_.index() +
                           "/GENERATION: the index has format 5, this program reads from 6 on; to "
                           "build the index again, delete its directory and run trawl-index build "
                           "--index " +
                           tree_.index();
  for (const char* command : {"search", "list", "files", "show"}) {
    expect_message(trawl({command, "word"}), 2, {line});
  }
  for (const char* command : {"stats", "check", "dump"}) {
    expect_message(run_trawl_index({command, "--index", tree_.index()}), 2, {line});
  }
  tree_.add("src/a.txt", "text\n");
  expect_message(build_index({tree_.path("src")}), 2, {line});
  fs::remove_all(tree_.index());
  EXPECT_EQ(build_index({tree_.path("src")}).exit_code, 0);
}

TEST_F(CommandIndex, ADumpHasALineForEachRecord) {
  expect_message(run_trawl_index({"dump", "--index", tree_.index()}), 2,
                 {"no index at " + tree_.index()});
  tree_.add("src/a.txt", "text\n");
  ASSERT_EQ(build_index({tree_.path("src")}).exit_code, 0);
  const CommandResult dump = run_trawl_index({"dump", "--index", tree_.index()});
  expect_message(dump, 0, {});
  for (const char* begin :
       {"manifest ", "\nmeta dictionary/", "\nmeta entries/", "\nmeta parameters/", "\ntrees ",
        "\nplaces ", "\nblobs ", "\nchunks ", "\ncontent ", "\npostings "}) {
    EXPECT_NE(dump.out.find(begin), std::string::npos) << begin << " in\n" << dump.out;
  }
  EXPECT_EQ(run_trawl_index({"dump", "--index", tree_.index()}).out, dump.out);
}

TEST_F(CommandIndex, ADirectoryThatIsNoIndexIsRefused) {
  tree_.add("index/file", "text");
  expect_message(trawl({"search", "word"}), 2, {"not a Trawl index"});
  tree_.add("index/GENERATION", "not a generation");
  expect_message(trawl({"search", "word"}), 2, {"GENERATION"});
}

TEST_F(CommandIndex, AMissingSnapshotIsRefusedWithThoseThereAre) {
  tree_.add("src/a.txt", "old\n");
  EXPECT_EQ(build_index({"--snapshot", "2024", tree_.path("src")}).exit_code, 0);
  tree_.add("src/a.txt", "new\n");
  EXPECT_EQ(build_index({"--snapshot", "2025", tree_.path("src")}).exit_code, 0);
  expect_message(trawl({"search", "--snapshot", "2026", "old"}), 2, {"'2026'", "2024", "2025"});
  expect_found({"search", "--snapshot", "2024", "old|new"}, "src/a.txt:1:old\n");
  expect_found({"search", "--snapshot", "2025", "old|new"}, "src/a.txt:1:new\n");
}

TEST_F(CommandIndex, AMissingRootPublishesNothing) {
  tree_.add("src/a.txt", "text\n");
  EXPECT_EQ(build_index({tree_.path("src")}).exit_code, 0);
  expect_message(build_index({tree_.path("src"), tree_.path("typo")}), 2, {tree_.path("typo")});
  expect_message(build_index({"--repository-depth", "1", tree_.path("src")}), 2, {"src"});
  expect_found({"search", "text"}, "src/a.txt:1:text\n");
}

TEST_F(CommandIndex, ABadCorpusLineIsRefusedWithItsPlace) {
  tree_.add("src/a.txt", "text\n");
  const std::vector<std::pair<std::string, std::string>> corpora = {
      {"# one\nname without source\n", "corpus.tsv:2"},
      {"a\tsrc\tno tag\n", "corpus.tsv:1"},
      {"a\tsrc\n\na\tsrc\n", "corpus.tsv:3"},
      {"\tsrc\n", "corpus.tsv:1"},
      {"# nothing\n", "corpus.tsv"}};
  for (const auto& [corpus, place] : corpora) {
    tree_.add("corpus.tsv", corpus);
    expect_message(build_index({"--corpus", tree_.path("corpus.tsv")}), 2, {place});
  }
  expect_message(build_index({"--corpus", tree_.path("missing.tsv")}), 2, {"missing.tsv"});
  tree_.add("rules.tsv", "good\tx\nbad\t(\n");
  expect_message(build_index({"--rules", tree_.path("rules.tsv"), tree_.path("src")}), 2,
                 {"rules.tsv:2"});
  expect_message(trawl({"search", "text"}), 2, {"no index"});
}

TEST_F(CommandIndex, TwoRepositoriesOfOneNameAreBothNamed) {
  tree_.add("one/heat/a.txt", "text\n");
  tree_.add("two/heat/a.txt", "text\n");
  expect_message(build_index({tree_.path("one/heat"), tree_.path("two/heat")}), 2,
                 {"one/heat", "two/heat"});
}

TEST_F(CommandIndex, WhatLiesOutsideOfRepositoriesIsListed) {
  tree_.add("src/openstack/heat/a.txt", "text\n");
  tree_.add("src/openstack/nova/dir/b.txt", "text\n");
  tree_.add("src/openstack/stray.txt", "text\n");
  tree_.add("src/top.txt", "text\n");
  EXPECT_EQ(build_index({"--repository-depth", "2", tree_.path("src")}).exit_code, 0);
  expect_found({"search", "text"},
               "openstack/heat/a.txt:1:text\nopenstack/nova/dir/b.txt:1:text\n");
  expect_found({"files", "--skipped"}, "outside\tsrc/openstack/stray.txt\noutside\tsrc/top.txt\n");
}

TEST_F(CommandIndex, StaleRepositoriesAreNamedByEverySearch) {
  tree_.add("one/a.txt", "text one\n");
  tree_.add("two/a.txt", "text two\n");
  tree_.add("corpus.tsv", "org/one\tone\norg/two\ttwo\n");
  EXPECT_EQ(build_index({"--corpus", tree_.path("corpus.tsv")}).exit_code, 0);
  tree_.remove("two");
  expect_message(build_index({"--corpus", tree_.path("corpus.tsv")}), 1, {"org/two"});
  for (const Words& words :
       {Words{"search", "text"}, Words{"files"}, Words{"show", "org/two/a.txt"}}) {
    const CommandResult result = trawl(words);
    expect_message(result, 0, {"not up to date", "org/two", "No such file or directory"});
    EXPECT_NE(result.out.find("two"), std::string::npos) << result.out;
  }
  tree_.add("two/a.txt", "text again\n");
  EXPECT_EQ(build_index({"--corpus", tree_.path("corpus.tsv")}).exit_code, 0);
  expect_found({"search", "again"}, "org/two/a.txt:1:text again\n");
}

TEST_F(CommandIndex, SkippedFilesAreListedWithTheirReasons) {
  tree_.add("src/a.txt", "text\n");
  tree_.add("src/binary", std::string_view("a\0b", 3));
  tree_.add("src/utf16",
            "\xFF\xFE"
            "a");
  tree_.add("src/large", std::string(5000, 'x'));
  tree_.add("src/excluded.po", "text\n");
  tree_.add_symlink("a.txt", "src/link");
  ASSERT_EQ(mkfifo(tree_.path("src/pipe").c_str(), 0600), 0);
  EXPECT_EQ(
      build_index({"--max-file-size", "4K", "--exclude", "*.po", tree_.path("src")}).exit_code, 0);
  const CommandResult result = trawl({"files", "--skipped"});
  std::vector<std::string> names;
  for (const std::string& line : split_lines(result.out))
    names.push_back(line.substr(line.find('\t') + 1));
  EXPECT_EQ(names, (Words{"src/binary", "src/excluded.po", "src/large", "src/link", "src/pipe",
                          "src/utf16"}));
  EXPECT_TRUE(result.out.starts_with("binary\tsrc/binary\n")) << result.out;
  expect_found({"files"}, "src/a.txt\n");
  expect_message(trawl({"show", "src/binary"}), 2, {"src/binary", "binary"});
}

TEST_F(CommandIndex, FilesWithLanguageClassAndSize) {
  tree_.add("src/setup.py", "import os\n");
  tree_.add("src/lib/a.py", "import os\n\n");
  tree_.add("src/doc/index.rst", "text\n");
  EXPECT_EQ(build_index({tree_.path("src")}).exit_code, 0);
  expect_found({"files", "--long", "\\.py$"},
               "Python\tcode\t11\tsrc/lib/a.py\nPython\tpackaging\t10\tsrc/setup.py\n");
  expect_found({"files", "^src/[ds]"}, "src/doc/index.rst\nsrc/setup.py\n");
}

TEST_F(CommandIndex, ShowPrintsFilesAndRanges) {
  const std::string giant(70000, 'g');
  std::string content = "one\ntwo\n" + giant + "\nfour\n";
  for (int line = 5; line <= 3000; ++line) content += "line " + std::to_string(line) + "\n";
  content += "last";
  tree_.add("src/big.txt", content);
  tree_.add("src/colon:12", "first\nsecond\n");
  tree_.add("src/empty", "");
  EXPECT_EQ(build_index({tree_.path("src")}).exit_code, 0);
  expect_found({"show", "src/big.txt"}, content);
  expect_found({"show", "src/big.txt:2"}, "two\n");
  expect_found({"show", "src/big.txt:3"}, giant + "\n");
  expect_found({"show", "src/big.txt:2-4"}, "two\n" + giant + "\nfour\n");
  expect_found({"show", "src/big.txt:4-6"}, "four\nline 5\nline 6\n");
  expect_found({"show", "src/big.txt:2999-3001"}, "line 2999\nline 3000\nlast");
  expect_found({"show", "src/big.txt:3001-9999"}, "last");
  expect_found({"show", "src/colon:12"}, "first\nsecond\n");
  expect_found({"show", "src/colon:12:2"}, "second\n");
  expect_found({"show", "src/empty"}, "");
  EXPECT_EQ(trawl({"show", "src/big.txt:3002"}).exit_code, 2);
  for (const char* range : {"0", "1-0", "21-", "-3", "a", "", "1-2-3", "99999999999999999999"}) {
    expect_message(trawl({"show", std::string("src/big.txt:") + range}), 2,
                   {std::string("'") + range + "' is not a line range: write "});
  }
  expect_message(trawl({"show", "src/empty:1"}), 2, {"src/empty has 0 lines, so no line 1"});
  expect_message(trawl({"show", "src/nothing:x"}), 1, {"no file src/nothing:x in"});
  EXPECT_EQ(trawl({"show", "src/nothing:1"}).exit_code, 1);
}

TEST_F(CommandIndex, ListEqualsSearchOfTheRulesExpression) {
  std::string lines = "eventlet\n# eventlet\nnothing\n" + std::string(5000, 'x') + " eventlet\n";
  lines += std::string(40000, 'y') + "eventlet" + std::string(40000, 'z') + "\n  eventlet.sleep()";
  tree_.add("src/a.py", lines);
  tree_.add("src/copy.py", lines);
  tree_.add("src/z.py", "import Eventlet\r\n" + std::string(90000, 'w') + "eventlet");
  const std::string expression = "(?i)event(let)?\\b";
  tree_.add("rules.tsv", "other\tnothing\neventlet\t" + expression + "\n");
  EXPECT_EQ(build_index({"--rules", tree_.path("rules.tsv"), tree_.path("src")}).exit_code, 0);
  // Adds a second segment, and dead documents in the first.
  tree_.add("src/a.py", "one more eventlet\n" + lines);
  EXPECT_EQ(build_index({"--rules", tree_.path("rules.tsv"), tree_.path("src")}).exit_code, 0);
  for (const Words& flags : {Words{}, Words{"-c"}, Words{"-l"}, Words{"--format", "link"},
                             Words{"--ignore-comments"}, Words{"--path", "[az].py"}}) {
    Words search = {"search"};
    Words list = {"list"};
    search.insert(search.end(), flags.begin(), flags.end());
    list.insert(list.end(), flags.begin(), flags.end());
    search.push_back(expression);
    list.emplace_back("eventlet");
    const CommandResult searched = trawl(search);
    EXPECT_EQ(searched.exit_code, 0);
    EXPECT_GT(searched.out.size(), 10u);
    EXPECT_TRUE(trawl(list).out == searched.out) << testing::PrintToString(flags);
  }
  expect_message(trawl({"list", "unknown"}), 2, {"'unknown'", "eventlet", "other"});
}

TEST_F(CommandIndex, ACopyAndAReadOnlyIndexCanBeSearched) {
  tree_.add("src/a.txt", "text\n");
  EXPECT_EQ(build_index({tree_.path("src")}).exit_code, 0);
  const std::string copy = tree_.path("copy");
  fs::copy(tree_.index(), copy, fs::copy_options::recursive);
  fs::copy_file(TRAWL_PROGRAM, tree_.path("trawl"));
  tree_.remove("index");
  for (const auto& entry : fs::recursive_directory_iterator(copy)) {
    fs::permissions(entry.path(), entry.is_directory() ? fs::perms(0555) : fs::perms(0444));
  }
  fs::permissions(copy, fs::perms(0555));
  fs::permissions(tree_.path(), fs::perms(0755));

  CommandPlace place;
  place.without_privileges = true;
  const CommandResult result =
      run_command({tree_.path("trawl"), "search", "--index", copy, "text"}, place);
  EXPECT_EQ(result.out, "src/a.txt:1:text\n");
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(result.exit_code, 0);
  for (const auto& entry : fs::recursive_directory_iterator(copy)) {
    if (entry.is_directory()) fs::permissions(entry.path(), fs::perms(0755));
  }
  fs::permissions(copy, fs::perms(0755));
}

}  // namespace
}  // namespace trawl
