// The examples on pages, in help texts and in scripts/quickstart, run in a small tree like the one
// that they describe.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/base/file.h"
#include "tests/query/commands/command_runner.h"
#include "tests/query/commands/page_examples.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

const std::string kRoot = TRAWL_SOURCE_DIR;

// The place where examples run: a home with `src`, the data of the checkout, and the programs on
// PATH. The index is in its default place.
class ExamplePlace {
 public:
  ExamplePlace() {
    add_seed_tree(tree_, "src", SeedStyle::kPlain);
    tree_.add("src/openstack/heat/doc/logo.png", std::string_view("\x89PNG\0", 5));
    tree_.add("src/openstack/heat/setup.py",
              "import setuptools\n\n# TODO: read the version from git\n"
              "setuptools.setup(setup_requires=['pbr>=2.0.0'], pbr=True)\n");
    tree_.add_directory("bin");
    tree_.add_symlink(TRAWL_PROGRAM, "bin/trawl");
    tree_.add_symlink(TRAWL_INDEX_PROGRAM, "bin/trawl-index");
    tree_.add_symlink(kRoot + "/data", "data");
    place_.directory = tree_.path();
    place_.environment = {"HOME=" + tree_.path(),
                          "TRAWL_INDEX=",
                          "TRAWL_SNAPSHOT=",
                          "XDG_DATA_HOME=",
                          "PATH=" + tree_.path("bin") + ":/usr/bin:/bin",
                          "LC_ALL=C"};
  }

  CommandResult run(const std::string& command) const {
    return run_command({"bash", "-c", "exec 2>&1; " + command}, place_);
  }
  const TestTree& tree() const { return tree_; }

 private:
  TestTree tree_;
  CommandPlace place_;
};

void run_page(const Page& page) {
  const ExamplePlace place;
  for (const PageExample& example : page_examples(page.text)) {
    SCOPED_TRACE(page.name + ":" + std::to_string(example.line) + ": " + example.command);
    if (example.command.empty()) {
      place.tree().add(example.file, example.content);
      continue;
    }
    const CommandResult result = place.run(example.command);
    // A command that is to fail says so on the page: `COMMAND || echo "exit code $?"`.
    EXPECT_EQ(result.exit_code, 0) << result.out;
    EXPECT_TRUE(output_fits(example.expected, split_lines(result.out))) << "it prints:\n"
                                                                        << result.out;
  }
}

TEST(PageExamples, Work) {
  size_t count = 0;
  for (const Page& page : pages_of(kRoot)) {
    run_page(page);
    count += page_examples(page.text).size();
  }
  EXPECT_GT(count, 30u);
}

class Examples : public testing::Test {
 protected:
  CommandResult run(const std::string& command) const { return place_.run(command); }

  ExamplePlace place_;
  const TestTree& tree_ = place_.tree();

  void SetUp() override {
    tree_.add("corpus.tsv", "openstack/heat\tsrc/openstack/heat\n");
    tree_.add("projects.yaml",
              "heat:\n  deliverables:\n    heat:\n      repos: [openstack/heat]\n");
  }
};

// The lines of a help text that start with a program's name, up to three spaces.
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
  tree_.add("src/heat/setup.py", "import os\n");
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
      // Each build is an index's first: of other repositories it would be refused.
      const bool is_build = command == "trawl-index build";
      const std::string index =
          is_build ? "export TRAWL_INDEX=" + std::to_string(count) + "; " : "";
      const CommandResult result = run(index + example);
      EXPECT_TRUE(result.exit_code == 0 || result.exit_code == 1) << example << "\n" << result.out;
      ++count;
    }
  }
  EXPECT_GT(count, 15u);
}

// The suggestions at the end of quickstart: lines that start with "  $trawl " in a document that
// the shell expands, where "\\$" means "$".
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

}  // namespace
}  // namespace trawl
