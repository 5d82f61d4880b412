// Searches run beside a writer. While an index is rebuilt again and again, every answer is that of
// one whole generation, and never an error.
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "tests/query/commands/command_runner.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

constexpr int kGenerations = 20;

// The files of a generation: some change each time, some stay, some come and go.
std::map<std::string, std::string> files_of(int generation) {
  const std::string number = std::to_string(generation);
  std::map<std::string, std::string> files;
  files["a.txt"] = "needle of " + number + "\n";
  files["same.txt"] = "needle that stays\n";
  files["z/" + number + ".txt"] = "filler\nneedle " + number + "\n";
  if (generation % 3 == 0) files["sometimes.txt"] = "needle now and then\n";
  for (int i = 0; i < 40; ++i) {
    files["filler/" + std::to_string(i)] = "text " + std::to_string(i * generation) + "\n";
  }
  return files;
}

std::string answer_of(int generation) {
  const std::string number = std::to_string(generation);
  return "src/a.txt:1:needle of " + number + "\nsrc/same.txt:1:needle that stays\n" +
         (generation % 3 == 0 ? "src/sometimes.txt:1:needle now and then\n" : "") + "src/z/" +
         number + ".txt:2:needle " + number + "\n";
}

CommandResult build_generation(const TestTree& tree, int generation) {
  tree.remove("src");
  for (const auto& [path, content] : files_of(generation)) tree.add("src/" + path, content);
  return run_trawl_index(
      {"build", "--index", tree.index(), "--rules", tree.path("rules.tsv"), tree.path("src")});
}

TEST(CommandRebuild, EverySearchBesideRebuildsIsOfOneGeneration) {
  const TestTree tree;
  tree.add("rules.tsv", "needle\tneedle\n");
  ASSERT_EQ(build_generation(tree, 0).exit_code, 0);
  std::vector<std::string> answers;
  for (int i = 0; i <= kGenerations; ++i) answers.push_back(answer_of(i));

  std::atomic<bool> built{false};
  std::thread writer([&tree, &built] {
    for (int i = 1; i <= kGenerations; ++i) {
      const CommandResult result = build_generation(tree, i);
      EXPECT_EQ(result.exit_code, 0) << result.err;
    }
    built.store(true);
  });
  size_t generation = 0;
  size_t searches = 0;
  for (bool last = false; !last && !testing::Test::HasFailure(); ++searches) {
    last = built.load();
    const std::vector<std::string> words =
        searches % 2 == 0 ? std::vector<std::string>{"search", "--index", tree.index(), "needle"}
                          : std::vector<std::string>{"list", "--index", tree.index(), "needle"};
    const CommandResult result = run_trawl(words);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(result.err, "");
    while (generation < answers.size() && answers[generation] != result.out) ++generation;
    EXPECT_LT(generation, answers.size()) << "no generation's answer, or an earlier one's:\n"
                                          << result.out;
  }
  writer.join();
  EXPECT_EQ(generation, size_t{kGenerations});
  EXPECT_GT(searches, size_t{kGenerations} / 2);
}

}  // namespace
}  // namespace trawl
