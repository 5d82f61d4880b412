// The tables of both programs contain what man pages and completions need. Each table is listed
// here as a shell would complete it: one line per command and flag.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "indexer/cli/console.h"
#include "indexer/cli/dispatch.h"
#include "indexer/cli/help_text.h"
#include "indexer/commands/commands.h"
#include "query/commands/commands.h"

namespace trawl {
namespace {

// Lists "PATH NAME: SUMMARY", and "PATH NAME --FLAG VALUE: HELP" for each of the command's flags.
void list(const Command& command, const std::string& path, std::vector<Flag> flags,
          std::vector<std::string>* lines) {
  const std::string name = fmt::format("{} {}", path, command.name);
  lines->push_back(fmt::format("{}: {}", name, command.summary));
  flags.insert(flags.end(), command.flags.begin(), command.flags.end());
  for (const Command& nested : command.commands) list(nested, name, flags, lines);
  if (!command.commands.empty()) return;
  for (const Flag& flag : with_help(flags)) {
    if (flag.is_planned) continue;
    lines->push_back(fmt::format("{} --{}{}{}: {}", name, flag.name, flag.is_switch() ? "" : " ",
                                 flag.value, flag.help));
  }
}

std::vector<std::string> completions(const Program& program) {
  std::vector<std::string> lines;
  for (const Command& command : program.commands) {
    list(command, std::string(program.name), {}, &lines);
  }
  return lines;
}

void expect_complete(const Command& command) {
  SCOPED_TRACE(command.name);
  EXPECT_FALSE(command.summary.empty());
  EXPECT_FALSE(command.usage.empty());
  EXPECT_NE(command.commands.empty(), command.run == nullptr);
  EXPECT_EQ(command.positional.most != 0 && command.positional.most != kAnyNumber,
            !command.positional.expected.empty() && command.positional.most != kAnyNumber);
  std::set<std::string_view> names = {"help"};
  std::set<char> letters = {'h'};
  for (const Flag& flag : command.flags) {
    SCOPED_TRACE(flag.name);
    EXPECT_FALSE(flag.help.empty());
    EXPECT_FALSE(flag.group.empty());
    EXPECT_FALSE(flag.repeats && flag.is_switch());
    EXPECT_TRUE(names.insert(flag.name).second);
    EXPECT_TRUE(flag.letter == '\0' || letters.insert(flag.letter).second);
  }
  for (const Command& nested : command.commands) expect_complete(nested);
}

TEST(ProgramTables, SayWhatHelpNeeds) {
  for (const Program& program : {trawl_program(), trawl_index_program()}) {
    SCOPED_TRACE(program.name);
    EXPECT_FALSE(program.version.empty());
    for (const Command& command : program.commands) {
      EXPECT_FALSE(command.description.empty()) << command.name;
      expect_complete(command);
      for (const Example& example : command.examples) {
        const std::string name = fmt::format("{} {} ", program.name, command.name);
        EXPECT_NE(example.line.find(name), std::string_view::npos) << example.line;
      }
    }
  }
}

TEST(ProgramTables, GiveTheLinesOfACompletion) {
  const std::vector<std::string> query = completions(trawl_program());
  const std::vector<std::string> index = completions(trawl_index_program());
  const auto has = [](const std::vector<std::string>& lines, const std::string& line) {
    return std::find(lines.begin(), lines.end(), line) != lines.end();
  };
  EXPECT_TRUE(has(query, "trawl search: every line that matches"));
  EXPECT_TRUE(has(query, "trawl search --fixed-strings: PATTERN is a literal"));
  EXPECT_TRUE(has(query, "trawl list --comment-marker M: the marker"));
  EXPECT_FALSE(has(query, "trawl search --pcre2: not supported yet"));
  EXPECT_TRUE(has(index, "trawl-index rules add: give an index the rules of files"));
  EXPECT_TRUE(has(index, "trawl-index rules add --index DIR: the index"));
  EXPECT_TRUE(has(index, "trawl-index build --help: print this and exit"));
  for (const auto* lines : {&query, &index}) {
    for (const std::string& line : *lines) EXPECT_FALSE(line.ends_with(": ")) << line;
  }
}

// The words that request each page of help: for the program, its commands, and their subcommands.
std::vector<std::vector<std::string>> help_requests(const Program& program) {
  std::vector<std::vector<std::string>> requests = {{"--help"}, {"-h"}, {"help"}, {"--version"}};
  for (const Command& command : program.commands) {
    requests.push_back({std::string(command.name), "--help"});
    for (const Command& nested : command.commands) {
      requests.push_back({std::string(command.name), std::string(nested.name), "--help"});
    }
  }
  return requests;
}

TEST(ProgramTables, HelpThatCannotBeWrittenIsAFailureOfOneLine) {
  for (const Program& program : {trawl_program(), trawl_index_program()}) {
    for (const std::vector<std::string>& words : help_requests(program)) {
      std::FILE* const full = std::fopen("/dev/full", "w");
      std::FILE* const messages = std::tmpfile();
      ASSERT_NE(full, nullptr);
      ASSERT_NE(messages, nullptr);
      const Console console(program.name, full, messages);
      EXPECT_EQ(run_program(program, words, console), kErrorExit) << words.front();
      std::rewind(messages);
      char line[200] = {};
      EXPECT_NE(std::fgets(line, sizeof line, messages), nullptr);
      EXPECT_EQ(line, fmt::format("{}: cannot write to the standard output: No space left on "
                                  "device\n",
                                  program.name));
      EXPECT_EQ(std::fgetc(messages), EOF);
      std::fclose(full);
      std::fclose(messages);
    }
  }
}

}  // namespace
}  // namespace trawl
