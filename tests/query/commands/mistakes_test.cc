// The table of mistakes: what people get wrong, and the line that each mistake gives.
//
// Its files are mistakes/*.txt, one for each kind of mistake. In them
//   % COMMAND    is run by a shell before the mistakes that follow, and must succeed in silence;
//   $ COMMAND    is a mistake: it prints nothing on standard output, and
//   the lines after it, up to an empty line, are what it prints on standard error;
//   [N]          is its exit code;
//   # TEXT       says what comes next.
// Each file has a directory of its own, where its commands run; "DIR" in a line is its name. "..."
// stands for what differs from machine to machine.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "indexer/base/file.h"
#include "tests/query/commands/command_runner.h"
#include "tests/query/commands/page_examples.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

constexpr size_t kLeastMistakes = 120;

struct Step {
  size_t line = 0;  // in its file
  std::string command;
  bool is_mistake = false;
  Lines expected;
  int exit_code = -1;  // not given
};

std::vector<Step> steps_of(const std::string& text) {
  std::vector<Step> steps;
  size_t number = 0;
  for (const std::string& line : split_lines(text)) {
    ++number;
    if (line.empty() || line.starts_with("# ")) continue;
    if (line.starts_with("$ ") || line.starts_with("% ")) {
      steps.push_back({number, line.substr(2), line.starts_with("$ "), {}, -1});
    } else if (steps.empty()) {
      ADD_FAILURE() << "line " << number << " comes before any command: " << line;
    } else if (line.starts_with('[')) {
      steps.back().exit_code = std::stoi(line.substr(1));
    } else {
      steps.back().expected.push_back(line);
    }
  }
  return steps;
}

std::vector<std::filesystem::path> table_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(TRAWL_SOURCE_DIR "/tests/query/commands/mistakes")) {
    files.push_back(entry.path());
  }
  return files;
}

std::string replace_all(std::string text, const std::string& what, const std::string& by) {
  for (size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size()) {
    text.replace(at, what.size(), by);
  }
  return text;
}

class Mistakes : public testing::TestWithParam<std::filesystem::path> {
 protected:
  Mistakes() {
    tree_.add_directory("bin");
    tree_.add_directory("here");
    tree_.add_symlink(TRAWL_SOURCE_DIR "/data", "here/data");
    tree_.add_symlink(TRAWL_PROGRAM, "bin/trawl");
    tree_.add_symlink(TRAWL_INDEX_PROGRAM, "bin/trawl-index");
    place_.directory = tree_.path("here");
    place_.environment = {"HOME=" + tree_.path(), "TRAWL_INDEX=" + tree_.path("index"),
                          "PATH=" + tree_.path("bin") + ":/usr/bin:/bin", "LC_ALL=C"};
  }

  void check(const Step& step) const {
    const CommandResult result = run_command({"bash", "-c", step.command}, place_);
    const std::string err = replace_all(result.err, tree_.path("here"), "DIR");
    if (!step.is_mistake) {
      EXPECT_EQ(result.exit_code, 0);
      EXPECT_EQ(result.out, "");
      EXPECT_EQ(err, "");
      EXPECT_TRUE(step.expected.empty() && step.exit_code == -1) << "lines that nobody checks";
      return;
    }
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.exit_code, step.exit_code);
    EXPECT_FALSE(step.expected.empty());
    EXPECT_TRUE(output_fits(step.expected, split_lines(err))) << "it prints:\n" << err;
  }

  TestTree tree_;
  CommandPlace place_;
};

TEST_P(Mistakes, GiveTheirLines) {
  const Result<std::string> text = read_file(GetParam());
  ASSERT_TRUE(text.is_ok()) << text.status().message();
  for (const Step& step : steps_of(*text)) {
    SCOPED_TRACE(GetParam().filename().string() + ":" + std::to_string(step.line) + ": " +
                 step.command);
    check(step);
  }
}

INSTANTIATE_TEST_SUITE_P(Table, Mistakes, testing::ValuesIn(table_files()), [](const auto& table) {
  return replace_all(table.param.stem().string(), "-", "_");
});

TEST(MistakesTable, HasManyOfEachKind) {
  size_t count = 0;
  for (const std::filesystem::path& file : table_files()) {
    const Result<std::string> text = read_file(file);
    ASSERT_TRUE(text.is_ok()) << text.status().message();
    size_t of_file = 0;
    for (const Step& step : steps_of(*text)) of_file += step.is_mistake ? 1 : 0;
    EXPECT_GE(of_file, 8u) << file;
    count += of_file;
  }
  EXPECT_GE(count, kLeastMistakes);
  RecordProperty("mistakes", static_cast<int>(count));
}

}  // namespace
}  // namespace trawl
