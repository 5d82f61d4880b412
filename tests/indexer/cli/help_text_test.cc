#include "indexer/cli/help_text.h"

#include <gtest/gtest.h>

#include <string>

namespace trawl {
namespace {

TEST(HelpText, FlagsAreLinesWithTheirDefaults) {
  EXPECT_EQ(describe_flags({{.name = "jobs",
                             .letter = 'j',
                             .value = "N",
                             .help = "threads",
                             .otherwise = "one for each processor"},
                            {.name = "index", .value = "DIR", .help = "the index"},
                            {.name = "ignore-case", .letter = 'i', .help = "ignore case"},
                            {.name = "repository-depths", .value = "N", .help = "levels"}}),
            "  -j, --jobs N              threads (default: one for each processor)\n"
            "      --index DIR           the index\n"
            "  -i, --ignore-case         ignore case\n"
            "      --repository-depths N\n"
            "                            levels\n");
}

Program tool() {
  return {.name = "tool",
          .summary = "does things",
          .closing = "More is in the manual.",
          .summary_column = 24,
          .flags_heading = "Flags:",
          .commands = {{.name = "make",
                        .summary = "makes one",
                        .usage = "[FLAG]... NAME",
                        .description = "Makes a thing.\nIt is new.",
                        .examples = {{"tool make it", "one"}, {"tool make something-longer"}},
                        .meaning_column = 18,
                        .notes = "A NAME is a word.",
                        .exit_codes = "Exits 0.",
                        .flags = {{.name = "small", .help = "to come", .is_planned = true},
                                  {.name = "big", .help = "a big one"}}},
                       {.name = "show", .summary = "shows all", .usage = "all|some of them"}}};
}

TEST(HelpText, AProgramListsItsCommands) {
  EXPECT_EQ(describe_program(tool()),
            "tool: does things\n"
            "\n"
            "  tool make [FLAG]... NAME   makes one\n"
            "  tool show all|some of them   shows all\n"
            "\n"
            "tool COMMAND --help explains a command. --version prints the version, "
            "--generate man|bash|zsh|fish\n"
            "the manual page or completions for a shell. More is in the manual.\n");
}

TEST(HelpText, ACommandHasParagraphsExamplesAndFlags) {
  const Program program = tool();
  EXPECT_EQ(describe_command(program, program.commands[0], "make"),
            "tool make [FLAG]... NAME\n"
            "\n"
            "Makes a thing.\nIt is new.\n"
            "\n"
            "  tool make it    one\n"
            "  tool make something-longer\n"
            "\n"
            "A NAME is a word.\n"
            "\n"
            "Exits 0.\n"
            "\n"
            "Flags:\n"
            "      --big                 a big one\n"
            "  -h, --help                print this and exit\n"
            "      --small               to come\n");
}

TEST(HelpText, CommandsAreNamedInASentence) {
  EXPECT_EQ(name_commands(tool().commands, " or "), "make or show");
  EXPECT_EQ(name_commands({}, " or "), "");
}

}  // namespace
}  // namespace trawl
