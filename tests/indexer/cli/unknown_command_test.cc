#include "indexer/cli/unknown_command.h"

#include <gtest/gtest.h>

namespace trawl {
namespace {

Program tool_with_habits() {
  return {.name = "tool",
          .commands = {{.name = "search", .positional = {1, 1, "one WORD"}}, {.name = "files"}},
          .usual_command = "search",
          .habits = {{"make build", "tool-maker make"}}};
}

TEST(UnknownCommand, AsksForTheNearest) {
  EXPECT_EQ(describe_unknown_command(tool_with_habits(), {"serach", "it's a"}),
            "unknown command 'serach'. Did you mean: tool search 'it'\\''s a'?");
  EXPECT_EQ(describe_unknown_command(tool_with_habits(), {"file"}),
            "unknown command 'file'. Did you mean: tool files?");
}

TEST(UnknownCommand, AsksForThatOfAnotherProgram) {
  EXPECT_EQ(describe_unknown_command(tool_with_habits(), {"build", "src"}),
            "unknown command 'build'. Did you mean: tool-maker make src?");
}

TEST(UnknownCommand, TakesTheUsualOneElse) {
  EXPECT_EQ(describe_unknown_command(tool_with_habits(), {"eventlet"}),
            "unknown command 'eventlet'. Did you mean: tool search eventlet?");
  EXPECT_EQ(describe_unknown_command(tool_with_habits(), {"two", "words"}),
            "unknown command 'two'. Did you mean: tool search 'two words'?");
  EXPECT_EQ(describe_unknown_command(tool_with_habits(), {"-i", "a", ""}),
            "no command before '-i'. Did you mean: tool search -i a ''?");
  Program plain = tool_with_habits();
  plain.usual_command = {};
  EXPECT_EQ(describe_unknown_command(plain, {"eventlet"}),
            "unknown command 'eventlet' (tool --help lists the commands)");
}

}  // namespace
}  // namespace trawl
