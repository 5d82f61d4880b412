// Runs a made-up program in this process. It has two commands, one of which has two subcommands.
#include "indexer/cli/dispatch.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "indexer/cli/arguments.h"
#include "tests/indexer/cli/captured_console.h"

namespace trawl {
namespace {

Result<int> run_paint(const Arguments& arguments, const Console& console) {
  if (arguments.positional().front() == "rot") return corruption("it crumbles");
  if (arguments.positional().front() == "air") return not_found("there is no\x1b[31m air");
  TRAWL_ASSIGN_OR_RETURN(const uint64_t coats, number_argument(arguments, "coats", 1, 9, 1));
  const std::string glossy = arguments.has("glossy") ? "glossy " : "";
  TRAWL_RETURN_IF_ERROR(console.print(glossy + arguments.positional().front() + "\n"));
  console.message(std::to_string(coats) + " coats");
  return 0;
}

Result<int> run_mix(const Arguments& arguments, const Console& console) {
  std::string text = arguments.get("in").value_or("bucket") + ":";
  for (const std::string& color : arguments.positional()) text += " " + color;
  if (arguments.has("fast")) text += " fast";
  TRAWL_RETURN_IF_ERROR(console.print(text + "\n"));
  return 1;
}

Result<int> run_empty(const Arguments& arguments, const Console& console) {
  TRAWL_RETURN_IF_ERROR(console.print("empty " + arguments.get("in").value_or("bucket") + "\n"));
  return 0;
}

Command colors() {
  return {.name = "colors",
          .summary = "mixes colors",
          .usage = "mix|empty",
          .description = "About colors.",
          .flags = {{.name = "in", .letter = 'i', .value = "POT", .help = "where"}},
          .commands = {{.name = "mix",
                        .summary = "mixes some",
                        .usage = "COLOR...",
                        .positional = {1, kAnyNumber, "at least one COLOR"},
                        .flags = {{.name = "fast", .help = "in a hurry"}},
                        .run = run_mix},
                       {.name = "empty",
                        .summary = "pours them away",
                        .usage = "[FLAG]...",
                        .description = "Empties a pot.",
                        .run = run_empty}}};
}

Program painter() {
  return {.name = "painter",
          .version = "1.2",
          .summary = "paints",
          .flags_heading = "Flags:",
          .commands = {
              {.name = "paint",
               .summary = "paints a thing",
               .usage = "[FLAG]... THING",
               .description = "Paints one thing.",
               .positional = {1, 1, "one THING", "to shine use --glossy"},
               .flags = {{.name = "glossy", .letter = 'g', .help = "shines"},
                         {.name = "coats", .value = "N", .help = "how often"},
                         {.name = "matt", .letter = 'm', .help = "to come", .is_planned = true}},
               .run = run_paint,
               .damage_exit_code = 7},
              colors()}};
}

struct Outcome {
  int code;
  std::string out;
  std::string err;
};

Outcome run(const std::vector<std::string>& words) {
  const CapturedConsole captured("painter");
  const int code = run_program(painter(), words, captured.console());
  return {code, captured.out(), captured.err()};
}

void expect(const std::vector<std::string>& words, int code, const std::string& out,
            const std::string& err = "") {
  const Outcome outcome = run(words);
  EXPECT_EQ(outcome.code, code) << testing::PrintToString(words);
  EXPECT_EQ(outcome.out, out);
  EXPECT_EQ(outcome.err, err);
}

TEST(Dispatch, ACommandGetsItsWordsAndFlags) {
  expect({"paint", "wall"}, 0, "wall\n", "painter: 1 coats\n");
  expect({"paint", "-g", "--coats", "3", "wall"}, 0, "glossy wall\n", "painter: 3 coats\n");
  expect({"paint", "-g", "--no-glossy", "--", "-g"}, 0, "-g\n", "painter: 1 coats\n");
}

TEST(Dispatch, AFailureIsOneMessageWithoutControlCharacters) {
  expect({"paint", "air"}, kErrorExit, "", "painter: there is no\\x1b[31m air\n");
  expect({"paint", "--coats", "0", "wall"}, kErrorExit, "",
         "painter: --coats '0' is not a whole number from 1 to 9\n");
  expect({"paint", "rot"}, 7, "", "painter: it crumbles\n");
}

TEST(Dispatch, WordsAreCounted) {
  expect({"paint"}, kErrorExit, "",
         "painter: expected one THING but got none (painter paint --help explains)\n");
  expect({"paint", "a", "b"}, kErrorExit, "",
         "painter: expected one THING but got 2 arguments; to shine use --glossy\n");
  expect({"colors", "mix"}, kErrorExit, "",
         "painter: expected at least one COLOR but got none (painter colors --help explains)\n");
  expect({"colors", "empty", "red"}, kErrorExit, "",
         "painter: colors empty takes no arguments but got 'red' "
         "(painter colors empty --help explains)\n");
}

TEST(Dispatch, ANestedCommandTakesTheFlagsOfItsParent) {
  expect({"colors", "mix", "red", "blue"}, 1, "bucket: red blue\n");
  expect({"colors", "-i", "mix", "mix", "mix", "--fast"}, 1, "mix: mix fast\n");
  expect({"colors", "--in", "pot", "mix", "red"}, 1, "pot: red\n");
  expect({"colors", "--", "mix", "-i"}, 1, "bucket: -i\n");
  expect({"colors", "empty", "--in=pot"}, 0, "empty pot\n");
}

TEST(Dispatch, ANestedCommandMustBeNamed) {
  expect({"colors"}, kErrorExit, "",
         "painter: expected mix or empty after painter colors "
         "(painter colors --help explains them)\n");
  expect({"colors", "stir", "mix"}, kErrorExit, "",
         "painter: expected mix or empty after painter colors but got 'stir' "
         "(painter colors --help explains them)\n");
  EXPECT_NE(run({"colors", "--fast", "mix"}).err.find("'--fast'"), std::string::npos);
  EXPECT_NE(run({"colors", "empty", "--fast"}).err.find("'--fast'"), std::string::npos);
}

TEST(Dispatch, HelpIsThatOfTheCommandThatIsNamed) {
  EXPECT_TRUE(run({"--help"}).out.starts_with("painter: paints\n"));
  EXPECT_TRUE(run({"paint", "-h", "a", "b"}).out.starts_with("painter paint [FLAG]... THING\n"));
  const Outcome colors = run({"colors", "--help"});
  EXPECT_EQ(colors.code, 0);
  EXPECT_NE(colors.out.find("--in POT"), std::string::npos);
  EXPECT_NE(colors.out.find("--fast"), std::string::npos) << "its help explains mix too";
  EXPECT_EQ(run({"colors", "mix", "--help"}).out, colors.out);
  EXPECT_EQ(run({"colors", "--help", "mix"}).out, colors.out);
  EXPECT_TRUE(run({"colors", "empty", "-h"}).out.starts_with("painter colors empty [FLAG]...\n"));
}

TEST(Dispatch, TheProgramTellsItsVersionAndCommands) {
  expect({"--version"}, 0, "painter 1.2\n");
  expect({"-V"}, 0, "painter 1.2\n");
  expect({"pain", "wall"}, kErrorExit, "",
         "painter: unknown command 'pain'. Did you mean: painter paint wall?\n");
  const Outcome nothing = run({});
  EXPECT_EQ(nothing.code, kErrorExit);
  EXPECT_EQ(nothing.out, "");
  EXPECT_EQ(nothing.err, run({"--help"}).out);
}

TEST(Dispatch, PlannedFlagsAreRefusedByName) {
  expect({"paint", "-m", "wall"}, kErrorExit, "", "painter: --matt (-m) is not supported yet\n");
  expect({"paint", "-m", "--no-matt", "wall"}, 0, "wall\n", "painter: 1 coats\n");
  EXPECT_TRUE(run({"paint", "--help"}).out.ends_with("  -m, --matt                to come\n"));
}

TEST(Dispatch, OutputThatCannotBeWrittenIsAFailure) {
  std::FILE* const full = std::fopen("/dev/full", "w");
  std::FILE* const ignored = std::fopen("/dev/null", "w");
  ASSERT_NE(full, nullptr);
  ASSERT_NE(ignored, nullptr);
  EXPECT_EQ(run_program(painter(), {"--version"}, Console("painter", full, ignored)), kErrorExit);
  std::fclose(full);
  std::fclose(ignored);
}

}  // namespace
}  // namespace trawl
