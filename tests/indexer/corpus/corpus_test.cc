#include "indexer/corpus/corpus.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/indexer/corpus/source_tree.h"

namespace trawl {
namespace {

std::vector<std::string> names_of(const std::vector<Repository>& repositories) {
  std::vector<std::string> names;
  for (const Repository& repository : repositories) names.push_back(repository.name);
  return names;
}

std::vector<SourceFile> files_of(const Repository& repository) {
  std::vector<SourceFile> files;
  Result<std::unique_ptr<Source>> source = repository.open(nullptr);
  if (!source.is_ok()) return files;
  while (std::optional<SourceFile> file = (*source)->next()) files.push_back(*std::move(file));
  return files;
}

std::string message_of(const Result<std::vector<Repository>>& result) {
  return result.is_ok() ? "ok" : result.status().message();
}

void expect_has(const std::string& text, const std::string& piece) {
  EXPECT_NE(text.find(piece), std::string::npos) << "'" << text << "' lacks '" << piece << "'";
}

using Names = std::vector<std::string>;

TEST(RepositoriesOfRoots, NamedAfterTheLastComponentOfTheRealPath) {
  SourceTree tree;
  tree.add("src/heat/setup.py");
  tree.add("src/nova/setup.py");
  tree.add_symlink("src/heat", "link");
  const auto result = repositories_of_roots({tree.path("src/nova/"), tree.path("link")}, 0);
  ASSERT_TRUE(result.is_ok()) << message_of(result);
  EXPECT_EQ(names_of(*result), (Names{"heat", "nova"}));
  EXPECT_EQ((*result)[0].location, tree.path("src/heat"));
  EXPECT_EQ((*result)[0].origin, tree.path("link"));
  EXPECT_EQ((*result)[0].unreadable, "");
  EXPECT_FALSE((*result)[0].is_outside);
}

TEST(RepositoriesOfRoots, RefusesWhatIsNoDirectory) {
  SourceTree tree;
  tree.add("file");
  tree.add_symlink("nowhere", "dangling");
  struct Case {
    std::string root;
    const char* why;
  };
  const Case cases[] = {
      {tree.path("missing"), "No such file or directory"},
      {tree.path("dangling"), "No such file or directory"},
      {tree.path("file"), "Not a directory"},
      {"", "empty"},
      {"/", "no name"},
  };
  for (const Case& c : cases) {
    const auto result = repositories_of_roots({tree.path(), c.root}, 0);
    ASSERT_FALSE(result.is_ok()) << c.root;
    EXPECT_EQ(result.status().code(), StatusCode::kInvalidArgument);
    expect_has(message_of(result), c.why);
    expect_has(message_of(result), c.root);
  }
}

TEST(RepositoriesOfRoots, TwoOfOneNameAreAnErrorThatPrintsBoth) {
  SourceTree tree;
  tree.add("a/openstack/heat/x");
  tree.add("b/openstack/heat/x");
  for (const uint32_t depth : {0u, 2u}) {
    const std::string below = depth == 0 ? "/openstack/heat" : "";
    const auto result =
        repositories_of_roots({tree.path("a") + below, tree.path("b") + below}, depth);
    EXPECT_EQ(result.status().code(), StatusCode::kInvalidArgument);
    expect_has(message_of(result), depth == 0 ? "'heat'" : "'openstack/heat'");
    expect_has(message_of(result), tree.path("a/openstack/heat"));
    expect_has(message_of(result), tree.path("b/openstack/heat"));
  }
}

TEST(RepositoriesOfRoots, DepthMakesEveryDirectoryAtItARepository) {
  SourceTree tree;
  tree.add("src/openstack/heat/heat/api.py");
  tree.add("src/openstack/heat/README");
  tree.add_directory("src/openstack/empty");
  tree.add("src/openstack/.hidden/x");
  tree.add("src/openstack/.git/config");
  tree.add("src/openstack/notes.txt");
  tree.add("src/.git/config");
  tree.add("src/x/new\nline/file");
  tree.add("src/top.txt");
  tree.add_symlink("openstack", "src/linked");
  tree.add_directory("src/hollow");
  const auto result = repositories_of_roots({tree.path("src")}, 2);
  ASSERT_TRUE(result.is_ok()) << message_of(result);
  EXPECT_EQ(names_of(*result), (Names{"openstack/.hidden", "openstack/empty", "openstack/heat",
                                      "src", "x/new\nline"}));
  EXPECT_EQ((*result)[2].location, tree.path("src/openstack/heat"));
  const Repository& outside = (*result)[3];
  ASSERT_TRUE(outside.is_outside);
  const std::vector<SourceFile> files = files_of(outside);
  ASSERT_EQ(files.size(), 3u);
  EXPECT_EQ(files[0].path, "linked");
  EXPECT_EQ(files[1].path, "openstack/notes.txt");
  EXPECT_EQ(files[2].path, "top.txt");
  EXPECT_EQ(files[0].skip, SkipReason::kSymlink);
  EXPECT_EQ(files[1].skip, SkipReason::kOutside);
  EXPECT_EQ(files[2].skip, SkipReason::kOutside);
  EXPECT_EQ(files[1].size, 5u);
}

// Regression: the root itself is not a repository, but a build with both was refused.
TEST(SortRepositories, WhatLiesOutsideGivesWayToARepositoryOfItsName) {
  SourceTree tree;
  tree.add("src/heat/a");
  tree.add("src/README");
  auto repositories = repositories_of_roots({tree.path("src")}, 1).value();
  EXPECT_EQ(names_of(repositories), (Names{"heat", "src"}));
  Repository listed;
  listed.name = "src";
  repositories.push_back(listed);
  ASSERT_TRUE(sort_repositories(&repositories).is_ok());
  EXPECT_EQ(names_of(repositories), (Names{tree.path("src"), "heat", "src"}));
}

TEST(RepositoriesOfRoots, OutsideSourcesOfOneNameAreToldApartByTheirPaths) {
  SourceTree tree;
  tree.add("1/src/heat/x");
  tree.add("1/src/README");
  tree.add("2/src/nova/x");
  tree.add("2/src/README");
  const auto result = repositories_of_roots({tree.path("1/src"), tree.path("2/src")}, 1);
  ASSERT_TRUE(result.is_ok()) << message_of(result);
  EXPECT_EQ(names_of(*result), (Names{tree.path("1/src"), tree.path("2/src"), "heat", "nova"}));
}

TEST(RepositoriesOfRoots, ARootWithoutRepositoriesIsAnError) {
  SourceTree tree;
  tree.add("src/file");
  for (const auto& [depth, levels] : {std::pair{1u, "1 level"}, {2u, "2 levels"}}) {
    const auto result = repositories_of_roots({tree.path("src")}, depth);
    EXPECT_EQ(result.status().code(), StatusCode::kInvalidArgument);
    EXPECT_EQ(message_of(result), "root " + tree.path("src") + " has no directory " + levels +
                                      " down, so nothing is a repository");
  }
}

// Regression: it was listed as `outside`, and if it was the only one, the message did not name it.
TEST(RepositoriesOfRoots, ASymlinkAtTheDepthIsListedAsOne) {
  SourceTree tree;
  tree.add("elsewhere/nova/x");
  tree.add_directory("src/openstack");
  tree.add_symlink("../../elsewhere/nova", "src/openstack/nova");
  const auto alone = repositories_of_roots({tree.path("src")}, 2);
  EXPECT_EQ(alone.status().code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(message_of(alone), "root " + tree.path("src") +
                                   " has no directory 2 levels down; openstack/nova is a symlink, "
                                   "which is not followed: name the directory that it leads to");
  tree.add("src/openstack/heat/x");
  tree.add_symlink("heat", "src/openstack/dangling");
  const auto result = repositories_of_roots({tree.path("src")}, 2);
  ASSERT_TRUE(result.is_ok()) << message_of(result);
  EXPECT_EQ(names_of(*result), (Names{"openstack/heat", "src"}));
  const std::vector<SourceFile> files = files_of((*result)[1]);
  ASSERT_EQ(files.size(), 2u);
  EXPECT_EQ(files[0].path, "openstack/dangling");
  EXPECT_EQ(files[1].path, "openstack/nova");
  for (const SourceFile& file : files) EXPECT_EQ(file.skip, SkipReason::kSymlink);
}

TEST(RepositoriesOfRoots, WhatCannotBeOpenedBelowARootIsTold) {
  SourceTree tree;
  tree.add("src/a/open/x");
  tree.add("src/a/shut/x");
  tree.add("src/b/x/y");
  ASSERT_EQ(chmod(tree.path("src/a/shut").c_str(), 0), 0);
  ASSERT_EQ(chmod(tree.path("src/b").c_str(), 0), 0);
  EXPECT_TRUE(holds_without_privileges(
      [](const std::string& root) {
        const auto result = repositories_of_roots({root + "/src"}, 2);
        if (!result.is_ok() || names_of(*result) != Names{"a/open", "a/shut", "src"}) return false;
        const std::vector<SourceFile> outside = files_of((*result)[2]);
        return (*result)[0].unreadable.empty() &&
               (*result)[1].unreadable == root + "/src/a/shut: Permission denied" &&
               outside.size() == 1 && outside[0].path == "b" && outside[0].is_directory &&
               outside[0].skip == SkipReason::kUnreadable;
      },
      tree.path()));
  ASSERT_EQ(chmod(tree.path("src/a/shut").c_str(), 0755), 0);
  ASSERT_EQ(chmod(tree.path("src/b").c_str(), 0755), 0);
}

// It was read as six files of text.
TEST(RepositoriesOfRoots, AGitRepositoryWithoutAWorkTreeIsRefused) {
  SourceTree tree;
  for (const char* bare : {"all/heat.git", "all/nova.git", "some/heat.git", "work/.git"}) {
    tree.add(std::string(bare) + "/HEAD", "ref: refs/heads/master\n");
    tree.add(std::string(bare) + "/config");
    tree.add_directory(std::string(bare) + "/objects");
    tree.add_directory(std::string(bare) + "/refs");
  }
  tree.add("some/nova/a.py");
  tree.add("work/HEAD");
  tree.add("work/objects/a.py");
  tree.add("work/refs/a.py");
  tree.add("corpus.tsv", "nova\tsome/nova\nheat\tsome/heat.git\n");
  const auto advice = [](const std::string& directory) {
    return directory + ": git repositories without a work tree are not read yet; check one out " +
           "with git clone " + directory + " DIRECTORY, and name that";
  };
  const auto root = repositories_of_roots({tree.path("all/heat.git")}, 0);
  EXPECT_EQ(root.status().code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(message_of(root), "cannot read root " + advice(tree.path("all/heat.git")));
  EXPECT_EQ(message_of(repositories_of_roots({tree.path("work/.git")}, 0)),
            "cannot read root " + tree.path("work/.git") +
                ": git repositories without a work tree are not read yet; name the directory that "
                "holds it");
  EXPECT_EQ(message_of(repositories_of_file(tree.path("corpus.tsv"))),
            tree.path("corpus.tsv:2") + ": " + advice(tree.path("some/heat.git")));
  EXPECT_EQ(message_of(repositories_of_roots({tree.path("all")}, 1)),
            advice(tree.path("all/nova.git")));
  // The others are read.
  const auto some = repositories_of_roots({tree.path("some")}, 1);
  ASSERT_TRUE(some.is_ok()) << message_of(some);
  EXPECT_EQ(names_of(*some), (Names{"heat.git", "nova"}));
  EXPECT_EQ((*some)[0].unreadable, advice(tree.path("some/heat.git")));
  EXPECT_EQ((*some)[1].unreadable, "");
  // A work tree may have such names, too.
  EXPECT_TRUE(repositories_of_roots({tree.path("work")}, 0).is_ok());
}

TEST(RepositoriesOfRoots, TheIndexIsNoRepository) {
  SourceTree tree;
  tree.add("src/a/x");
  tree.add("src/index/x");
  tree.add("corpus.tsv", "a\tsrc/a\nindex\tsrc/index\n");
  const std::string index = tree.path("src/../src/index");
  const auto below = repositories_of_roots({tree.path("src")}, 1, index);
  ASSERT_TRUE(below.is_ok()) << message_of(below);
  EXPECT_EQ(names_of(*below), Names{"a"});
  expect_has(message_of(repositories_of_roots({tree.path("src/index")}, 0, index)),
             "is the index itself");
  expect_has(
      message_of(repositories_of_file(tree.path("corpus.tsv"), index)),
      tree.path("src/index") + " (from " + tree.path("corpus.tsv:2") + ") is the index itself");
}

TEST(RepositoriesOfRoots, TheIndexIsNoPartOfARepository) {
  SourceTree tree;
  tree.add("src/a/index/x");
  tree.add("src/a/y");
  tree.add("corpus.tsv", "a\tsrc/a\n");
  const std::string index = tree.path("src/../src/a/index");
  for (const auto& repositories : {repositories_of_roots({tree.path("src")}, 1, index),
                                   repositories_of_roots({tree.path("src/a")}, 0, index),
                                   repositories_of_file(tree.path("corpus.tsv"), index)}) {
    ASSERT_TRUE(repositories.is_ok()) << message_of(repositories);
    const std::vector<SourceFile> files = files_of(repositories->front());
    ASSERT_EQ(files.size(), 1u);
    EXPECT_EQ(files[0].path, "y");
  }
}

TEST(RepositoriesOfFile, NamesSourcesAndComments) {
  SourceTree tree;
  tree.add("src/heat/x");
  tree.add("src/nova/x");
  tree.add_symlink("src/nova", "link");
  tree.add("corpus.tsv",
           "\xEF\xBB\xBF# the corpus\n\n \t\n"
           "  # indented\tx\n"
           "openstack/nova\tlink\r\n"
           "openstack/heat\tsrc/heat\t\ngone\tsrc/gone\nfile\t" +
               tree.path("src/heat/x"));
  const auto result = repositories_of_file(tree.path("corpus.tsv"));
  ASSERT_TRUE(result.is_ok()) << message_of(result);
  EXPECT_EQ(names_of(*result), (Names{"file", "gone", "openstack/heat", "openstack/nova"}));
  EXPECT_EQ((*result)[0].unreadable, tree.path("src/heat/x") + ": Not a directory");
  EXPECT_EQ((*result)[1].unreadable, tree.path("src/gone") + ": No such file or directory");
  EXPECT_EQ((*result)[1].location, tree.path("src/gone"));
  EXPECT_EQ((*result)[2].unreadable, "");
  EXPECT_EQ((*result)[2].location, tree.path("src/heat"));
  EXPECT_EQ((*result)[3].location, tree.path("src/nova"));
  EXPECT_EQ((*result)[3].origin, tree.path("corpus.tsv:5"));
}

TEST(RepositoriesOfFile, AThirdFieldSaysWhichRevisionADirectoryHolds) {
  SourceTree tree;
  tree.add("src/x");
  tree.add("corpus.tsv",
           "a\tsrc\t00ae10af510eb251a44f5e8aa7dd0b01738b189d\nb\tsrc\t26.0.0\nc\tsrc\nd\tsrc\t\n");
  const auto repositories = repositories_of_file(tree.path("corpus.tsv"));
  ASSERT_TRUE(repositories.is_ok()) << message_of(repositories);
  std::vector<std::string> revisions;
  for (const Repository& repository : *repositories) {
    const auto source = repository.open(nullptr);
    ASSERT_TRUE(source.is_ok());
    EXPECT_EQ((*source)->revision().ref, "");
    revisions.push_back((*source)->revision().commit);
  }
  EXPECT_EQ(revisions, (std::vector<std::string>{"00ae10af510eb251a44f5e8aa7dd0b01738b189d",
                                                 "26.0.0", "", ""}));
}

TEST(RepositoriesOfFile, RefusesBadLinesByNumber) {
  using namespace std::string_view_literals;
  SourceTree tree;
  tree.add("src/x");
  struct Case {
    std::string_view content;
    const char* message;
  };
  const Case cases[] = {
      {"# names\nheat\n"sv, ":2: expected NAME<TAB>DIRECTORY"},
      {"heat src\n"sv, ":1: expected"},
      {"\tsrc\n"sv, ":1: '' is not a repository name"},
      {"/heat\tsrc\n"sv, "'/heat' is not a repository name"},
      {"heat/\tsrc\n"sv, "'heat/' is not a repository name"},
      {"a//b\tsrc\n"sv, "'a//b' is not a repository name"},
      {"heat\t\n"sv, ":1: expected NAME<TAB>DIRECTORY, but no directory follows the tab"},
      {"heat\tsrc\t\tmore\n"sv,
       "expected NAME<TAB>DIRECTORY, but there are more than three fields"},
      {"heat\tsrc\t\t\n"sv, "expected NAME<TAB>DIRECTORY, but there are more than three fields"},
      {"heat\tsrc\tmy tag\n"sv,
       ":1: 'my tag' is not a revision: expected a commit or a tag, without blanks"},
      {"heat\tsrc\tv1\x1b\n"sv, ":1: 'v1\\x1b' is not a revision"},
      {"he\0at\tsrc\n"sv, "NUL"},
      {" heat\tsrc\n"sv, ":1: ' heat' begins or ends with a blank"},
      {"heat \tsrc\n"sv, "'heat ' begins or ends"},
      {"heat\tsrc \n"sv, "'src ' begins or ends"},
      {"heat\t src\n"sv, "' src' begins or ends"},
      {"# nothing\n"sv, "lists no repository"},
      {""sv, "lists no repository"},
  };
  for (const Case& c : cases) {
    tree.add("corpus.tsv", c.content);
    const auto result = repositories_of_file(tree.path("corpus.tsv"));
    ASSERT_FALSE(result.is_ok()) << c.content;
    EXPECT_EQ(result.status().code(), StatusCode::kInvalidArgument);
    expect_has(message_of(result), c.message);
    EXPECT_EQ(message_of(result).find('\n'), std::string::npos);
  }
}

TEST(RepositoriesOfFile, TwoOfOneNameAreAnErrorThatPrintsBothLines) {
  SourceTree tree;
  tree.add("a/x");
  tree.add("b/x");
  tree.add("corpus.tsv", "heat\ta\nnova\ta\nheat\tb\n");
  const auto result = repositories_of_file(tree.path("corpus.tsv"));
  EXPECT_EQ(result.status().code(), StatusCode::kInvalidArgument);
  expect_has(message_of(result), tree.path("a") + " (from " + tree.path("corpus.tsv:1") + ")");
  expect_has(message_of(result), tree.path("b") + " (from " + tree.path("corpus.tsv:3") + ")");
}

TEST(RepositoriesOfFile, OneGivenTwiceIsNotTwoOfOneName) {
  SourceTree tree;
  tree.add("a/x");
  tree.add_symlink("a", "link");
  tree.add("corpus.tsv", "heat\ta\nheat\tlink\n");
  expect_has(message_of(repositories_of_file(tree.path("corpus.tsv"))),
             "repository 'heat', " + tree.path("a") + ", is given twice (" +
                 tree.path("corpus.tsv:1") + " and " + tree.path("corpus.tsv:2") + ")");
  expect_has(message_of(repositories_of_roots({tree.path("link"), tree.path("a")}, 0)),
             "is given twice (" + tree.path("link") + " and " + tree.path("a") + ")");
}

TEST(RepositoriesOfFile, ANameWithinAnotherIsAnErrorThatPrintsBoth) {
  SourceTree tree;
  tree.add("x/f");
  tree.add("corpus.tsv", "a/b/c/d\tx\na/b-c\tx\na-b\tx\na/b\tx\n");
  expect_has(message_of(repositories_of_file(tree.path("corpus.tsv"))),
             "the repositories 'a/b', " + tree.path("x") + " (from " + tree.path("corpus.tsv:4") +
                 "), and 'a/b/c/d', " + tree.path("x") + " (from " + tree.path("corpus.tsv:1") +
                 "), overlap, since names do not nest: rename one");
  tree.add("corpus.tsv", "a/b\tx\na/bc\tx\nb/a/b\tx\n");
  EXPECT_TRUE(repositories_of_file(tree.path("corpus.tsv")).is_ok());
  // Files outside repositories are named after their ROOT, which may equal the first part of
  // repository names.
  tree.add("openstack/openstack/heat/x");
  tree.add("openstack/README");
  EXPECT_TRUE(repositories_of_roots({tree.path("openstack")}, 2).is_ok());
}

TEST(RepositoriesOfFile, AMissingFileIsAnError) {
  SourceTree tree;
  const auto result = repositories_of_file(tree.path("missing.tsv"));
  EXPECT_EQ(result.status().code(), StatusCode::kNotFound);
  expect_has(message_of(result), "missing.tsv");
}

}  // namespace
}  // namespace trawl
