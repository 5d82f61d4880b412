// An index of the files that the listings of data/seed name must give back these listings, byte for
// byte.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/query/commands/command_runner.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

std::vector<std::string> seed_search(const TestTree& tree, std::vector<std::string> more = {}) {
  std::vector<std::string> words = {"search", "--index",           tree.index(), "--format",
                                    "link",   "--ignore-comments", "eventlet"};
  words.insert(words.end(), more.begin(), more.end());
  const CommandResult result = run_trawl(words);
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "");
  return split_lines(result.out);
}

TEST(SeedListings, ComeBackByteForByteAndInOrder) {
  const TestTree tree;
  add_seed_tree(tree, "src");
  const CommandResult built = run_trawl_index(
      {"build", "--index", tree.index(), "--repository-depth", "2", tree.path("src")});
  ASSERT_EQ(built.exit_code, 0) << built.err;

  std::vector<std::string> all;
  for (const SeedListing& listing : seed_listings()) {
    EXPECT_EQ(seed_search(tree, {"--repo", "^" + listing.repository + "$"}), listing.links);
    all.insert(all.end(), listing.links.begin(), listing.links.end());
  }
  EXPECT_EQ(all.size(), 101u);
  EXPECT_EQ(seed_search(tree), all);
}

TEST(SeedListings, ComeBackFromARuleAndFromACorpusFile) {
  const TestTree tree;
  add_seed_tree(tree, "src");
  tree.add("rules.tsv", "eventlet\teventlet\n");
  std::string corpus;
  std::vector<std::string> all;
  for (const SeedListing& listing : seed_listings()) {
    corpus.insert(0, listing.repository + "\tsrc/" + listing.repository + "\n");
    all.insert(all.end(), listing.links.begin(), listing.links.end());
  }
  tree.add("corpus.tsv", corpus);
  const CommandResult built =
      run_trawl_index({"build", "--index", tree.index(), "--rules", tree.path("rules.tsv"),
                       "--corpus", tree.path("corpus.tsv")});
  ASSERT_EQ(built.exit_code, 0) << built.err;

  EXPECT_EQ(seed_search(tree), all);
  const CommandResult listed = run_trawl({"list", "--index", tree.index(), "--link-template",
                                          "beagle", "--ignore-comments", "eventlet"});
  EXPECT_EQ(listed.exit_code, 0);
  EXPECT_EQ(split_lines(listed.out), all);
}

}  // namespace
}  // namespace trawl
