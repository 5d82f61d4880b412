#include "indexer/corpus/repository_depth.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <vector>

#include "indexer/base/command_words.h"
#include "indexer/corpus/corpus.h"
#include "tests/indexer/corpus/source_tree.h"

namespace trawl {
namespace {

// What is asked of a ROOT with these files, with its path cut off; empty when nothing is.
std::string question(std::initializer_list<const char*> files, uint32_t depth) {
  SourceTree tree;
  for (const char* file : files) tree.add(std::string("src/") + file);
  std::vector<Phrase> questions;
  const auto repositories = repositories_of_roots({tree.path("src")}, depth, {}, &questions);
  EXPECT_TRUE(repositories.is_ok()) << repositories.status().message();
  if (questions.empty()) return "";
  EXPECT_EQ(questions.size(), 1u);
  const std::string text = questions.front().in(command_words);
  const std::string directory = tree.path();
  EXPECT_TRUE(text.starts_with(directory)) << text;
  return text.substr(directory.size() + 1);
}

TEST(QuestionOfDepth, AsksNothingOfARightOne) {
  EXPECT_EQ(question({"heat/.git/HEAD", "heat/a.py", "nova/setup.py"}, 1), "");
  EXPECT_EQ(question({"os/heat/setup.py", "os/nova/setup.py", "x/y/setup.py"}, 2), "");
  // Stray files.
  EXPECT_EQ(question({"os/heat/a", "os/nova/a", "os/notes", "README"}, 2), "");
  EXPECT_EQ(question({"os/heat/a", "x/y/a", "z/setup.py", "z/y/a"}, 2), "");
  // Repositories within a work tree: its submodules.
  EXPECT_EQ(question({".git/HEAD", "os/heat/.git", "os/doc/a"}, 2), "");
}

// 15 "repositories" named api-ref and doc were published, and nothing said so.
TEST(QuestionOfDepth, AsksWhereGitLiesAboveIt) {
  EXPECT_EQ(
      question({"os/heat/.git/HEAD", "os/heat/api-ref/a", "os/heat/doc/a"}, 3),
      "src/os/heat (with .git) looks like a repository itself, but --repository-depth 3 takes "
      "directories in it for repositories, such as api-ref: did you mean --repository-depth "
      "2?");
  EXPECT_EQ(question({"heat/.git", "heat/a/b", "nova/.git", "nova/c/d", "x/y/z"}, 2),
            "src/heat (with .git) and 1 more look like repositories themselves, but "
            "--repository-depth 2 takes directories in them for repositories, such as a: did you "
            "mean --repository-depth 1?");
  EXPECT_EQ(question({".git/HEAD", "api-ref/a", "doc/a"}, 1),
            "src (with .git) looks like a repository itself, but --repository-depth 1 takes "
            "directories in it for repositories, such as api-ref: did you mean --repository-depth "
            "0?");
}

TEST(QuestionOfDepth, AsksWhereFilesOfAProjectLieAboveIt) {
  EXPECT_EQ(question({"os/heat/setup.py", "os/heat/doc/a", "os/heat/heat/a", "os/heat/tools/a"}, 3),
            "src/os/heat (with setup.py) looks like a repository itself, but --repository-depth 3 "
            "takes directories in it for repositories, such as doc: did you mean "
            "--repository-depth 2?");
  EXPECT_EQ(
      question({"heat/one", "heat/two", "heat/doc/a"}, 2),
      "src/heat (with 2 files) looks like a repository itself, but --repository-depth 2 takes "
      "directories in it for repositories, such as doc: did you mean --repository-depth 1?");
}

TEST(QuestionOfDepth, TwoLevelsTooDeepAreTwoLevels) {
  const std::string asked =
      question({"os/heat/.git/HEAD", "os/heat/heat/api/a", "os/heat/heat/b", "os/heat/heat/c"}, 4);
  EXPECT_TRUE(asked.ends_with("such as heat: did you mean --repository-depth 2?")) << asked;
}

}  // namespace
}  // namespace trawl
