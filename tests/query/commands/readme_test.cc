// The examples that the README, the help texts and scripts/quickstart give, run in a small tree
// like the one they are about.
//
// README.md: the commands of each block fenced as ```console, in order, in one directory. A command
// begins with "$ "; the lines after it are lines of its output, in order; "..." stands for any
// lines, so output after the last line that is given needs it too, and within a line for any text,
// such as a time. Exit codes 0 and 1 are success.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/base/file.h"
#include "tests/query/commands/command_runner.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

using Lines = std::vector<std::string>;

struct Example {
  size_t line = 0;  // in README.md
  std::string command;
  Lines expected;
};

std::vector<Example> examples_of(const std::string& markdown) {
  std::vector<Example> examples;
  bool inside = false;
  size_t number = 0;
  for (const std::string& line : split_lines(markdown)) {
    ++number;
    if (line.starts_with("```")) {
      inside = !inside && line == "```console";
    } else if (inside && line.starts_with("$ ")) {
      examples.push_back({number, line.substr(2), {}});
    } else if (inside && !examples.empty()) {
      examples.back().expected.push_back(line);
    }
  }
  return examples;
}

// Whether `line` is `expected`, in which "..." stands for any text.
bool line_fits(std::string_view expected, std::string_view line) {
  const size_t dots = expected.find("...");
  const std::string_view head = expected.substr(0, dots);
  if (!line.starts_with(head)) return false;
  line.remove_prefix(head.size());
  if (dots == std::string_view::npos) return line.empty();
  for (const std::string_view rest = expected.substr(dots + 3);; line.remove_prefix(1)) {
    if (line_fits(rest, line)) return true;
    if (line.empty()) return false;
  }
}

// Whether `lines` are `expected`, in which "..." stands for any lines.
bool fits(const Lines& expected, const Lines& lines) {
  size_t at = 0;
  bool skips = false;
  for (const std::string& line : expected) {
    if (line == "...") {
      skips = true;
      continue;
    }
    while (skips && at < lines.size() && !line_fits(line, lines[at])) ++at;
    if (at == lines.size() || !line_fits(line, lines[at])) return false;
    ++at;
    skips = false;
  }
  return expected.empty() || skips || at == lines.size();
}

class Examples : public testing::Test {
 protected:
  void SetUp() override {
    add_seed_tree(tree_, "src", SeedStyle::kPlain);
    tree_.add("src/heat/setup.py", "import os\n");
    tree_.add("corpus.tsv", "openstack/heat\tsrc/openstack/heat\n");
    tree_.add_directory("bin");
    tree_.add_symlink(TRAWL_PROGRAM, "bin/trawl");
    tree_.add_symlink(TRAWL_INDEX_PROGRAM, "bin/trawl-index");
    tree_.add_symlink(TRAWL_SOURCE_DIR "/data", "data");
    tree_.add("projects.yaml",
              "heat:\n  deliverables:\n    heat:\n      repos: [openstack/heat]\n");
    place_.directory = tree_.path();
    place_.environment = {"HOME=" + tree_.path(), "TRAWL_INDEX=" + tree_.index(),
                          "PATH=" + tree_.path("bin") + ":/usr/bin:/bin"};
  }

  CommandResult run(const std::string& command) const {
    return run_command({"bash", "-c", "exec 2>&1; " + command}, place_);
  }

  TestTree tree_;
  CommandPlace place_;
};

TEST_F(Examples, OfTheReadmeWork) {
  tree_.remove("src/heat");  // the README's corpus has OpenStack's repositories alone
  tree_.add("src/openstack/heat/doc/logo.png", std::string_view("\x89PNG\0", 5));
  const Result<std::string> readme = read_file(TRAWL_SOURCE_DIR "/README.md");
  ASSERT_TRUE(readme.is_ok()) << readme.status().message();
  const std::vector<Example> examples = examples_of(*readme);
  EXPECT_GT(examples.size(), 5u);
  for (const Example& example : examples) {
    SCOPED_TRACE("README.md:" + std::to_string(example.line) + ": " + example.command);
    const CommandResult result = run(example.command);
    EXPECT_TRUE(result.exit_code == 0 || result.exit_code == 1) << result.out;
    EXPECT_TRUE(fits(example.expected, split_lines(result.out))) << "it prints:\n" << result.out;
  }
}

// Lines of a help text that begin with a program's name: what stands before three spaces.
Lines examples_of_help(const std::string& help, const std::string& program) {
  Lines commands;
  for (const std::string& line : split_lines(help)) {
    if (!line.starts_with("  " + program + " ")) continue;
    const std::string command = line.substr(2, line.find("   ", 2) - 2);
    if (command.find("[FLAG]") == std::string::npos) commands.push_back(command);
  }
  return commands;
}

TEST_F(Examples, OfTheHelpTextsWork) {
  ASSERT_EQ(run("trawl-index build --rules data/catalogues/eventlet.yaml --repository-depth 2 src")
                .exit_code,
            0);
  size_t count = 0;
  for (const std::string& command :
       Lines{"trawl search", "trawl list", "trawl files", "trawl show", "trawl report",
             "trawl-index build", "trawl-index rules"}) {
    const CommandResult help = run(command + " --help");
    EXPECT_EQ(help.exit_code, 0) << command;
    for (const std::string& example :
         examples_of_help(help.out, command.substr(0, command.find(' ')))) {
      const CommandResult result = run(example);
      EXPECT_TRUE(result.exit_code == 0 || result.exit_code == 1) << example << "\n" << result.out;
      ++count;
    }
  }
  EXPECT_GT(count, 15u);
}

// What quickstart suggests at its end: lines that begin with "  $trawl " in a document that the
// shell expands, where "\\$" stands for "$".
Lines suggestions_of(const std::string& script) {
  const std::string program = "  $trawl ";
  Lines commands;
  for (const std::string& line : split_lines(script)) {
    if (!line.starts_with(program)) continue;
    std::string command = "trawl " + line.substr(program.size());
    for (size_t at; (at = command.find("\\$")) != std::string::npos;) command.erase(at, 1);
    commands.push_back(std::move(command));
  }
  return commands;
}

TEST_F(Examples, ThatQuickstartSuggestsWork) {
  ASSERT_EQ(run("trawl-index build --rules data/catalogues/eventlet.yaml --repository-depth 2 src")
                .exit_code,
            0);
  const Result<std::string> script = read_file(TRAWL_SOURCE_DIR "/scripts/quickstart");
  ASSERT_TRUE(script.is_ok()) << script.status().message();
  const Lines commands = suggestions_of(*script);
  EXPECT_GT(commands.size(), 3u);
  for (const std::string& command : commands) {
    const CommandResult result = run(command);
    EXPECT_TRUE(result.exit_code == 0 || result.exit_code == 1) << command << "\n" << result.out;
  }
}

TEST(ReadmeExamples, AreHeldAgainstWhatIsPrinted) {
  EXPECT_TRUE(fits({}, {"a"}));
  EXPECT_TRUE(fits({"..."}, {}));
  EXPECT_TRUE(fits({"a", "..."}, {"a", "b"}));
  EXPECT_TRUE(fits({"...", "b"}, {"a", "b"}));
  EXPECT_TRUE(fits({"a ... b ... c", "..."}, {"a 1 b 2 b 3 c", "b"}));
  EXPECT_TRUE(fits({"a..."}, {"a"}));
  EXPECT_FALSE(fits({"a ... b"}, {"a 1 bc"}));
  EXPECT_FALSE(fits({"...a"}, {"ab"}));
  EXPECT_FALSE(fits({"a"}, {"a", "b"}));
  EXPECT_FALSE(fits({"b", "..."}, {"a", "b"}));
  EXPECT_FALSE(fits({"...", "b", "...", "a"}, {"a", "b"}));
  EXPECT_EQ(examples_of("```sh\n$ no\n```\n```console\n$ yes\nline\n```\n$ no\n").size(), 1u);
}

}  // namespace
}  // namespace trawl
