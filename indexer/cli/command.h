// What a program accepts, as a table: its commands, their flags and the texts about them.
// Everything about command lines comes from here: parsing, messages about wrong ones, --help,
// manual pages and completions. A new flag or command is one entry.
//
// Texts are literals: they must outlive the table.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/command_words.h"
#include "indexer/base/status.h"
#include "indexer/cli/habit.h"

namespace trawl {

class Arguments;
class Console;

// The exit code of every program after an error.
inline constexpr int kErrorExit = 2;

// The subjects of flags. Help lists flags in the order of the table, without these titles.
namespace flag_group {
inline constexpr std::string_view kGeneral = "General";
inline constexpr std::string_view kInput = "Input";          // which index, corpus or files
inline constexpr std::string_view kMatching = "Matching";    // what a pattern means
inline constexpr std::string_view kFilter = "Filter";        // which files or lines
inline constexpr std::string_view kOutput = "Output";        // what is printed, and where
inline constexpr std::string_view kResources = "Resources";  // memory and threads
}  // namespace flag_group

struct Flag {
  std::string_view name = {};   // "max-file-size", without dashes
  char letter = '\0';           // 'i' for -i, or none
  std::string_view value = {};  // "SIZE", or the possible values: "grep|link"; empty for a switch
  bool repeats = false;         // every value counts, not only the last one
  bool once = false;            // refused if given twice, because the first would be lost
  std::string_view help = {};   // a phrase without a period
  // The default, as help names it; empty if `help` says it or there is no default.
  std::string_view otherwise = {};
  std::string_view group = flag_group::kGeneral;
  bool is_planned = false;  // parsed, but refused by name; listed last

  // A switch has a --no- form.
  bool is_switch() const { return value.empty(); }
};

// The words of a command line that are not flags.
struct Positional {
  size_t least = 0;
  size_t most = 0;
  std::string_view expected = {};  // "one PATTERN", "at least one FILE"
  std::string_view instead = {};   // how to say what an additional word may have meant
};
inline constexpr size_t kAnyNumber = SIZE_MAX;

struct Example {
  std::string_view line = {};     // as it is typed
  std::string_view meaning = {};  // empty if it is obvious
};

// Runs a command and returns the program's exit code. The caller prints the message of a failure.
using Run = Result<int> (*)(const Arguments& arguments, const Console& console);

struct Command {
  std::string_view name = {};
  std::string_view summary = {};  // its line in the program's help
  std::string_view usage = {};    // what follows its name: "[FLAG]... PATTERN"
  // What the lines at the top of its help say after the program's name, if it is not "NAME USAGE".
  std::vector<std::string_view> synopsis = {};

  // Paragraphs of its help: before the examples, after them, and about exit codes.
  std::string_view description = {};
  std::vector<Example> examples = {};
  size_t meaning_column = 0;  // where the meanings of the examples begin
  std::string_view notes = {};
  std::string_view exit_codes = {};

  Positional positional = {};
  std::vector<Flag> flags = {};    // besides --help, which every command has
  std::vector<Habit> habits = {};  // flags that it does not have

  // A command has these or `run`. They take their parent's flags too, before or after their names.
  // The parent's help explains those without a description.
  std::vector<Command> commands = {};
  Run run = nullptr;
  int damage_exit_code = kErrorExit;  // the exit code if it fails with kCorruption
  Vocabulary words = command_words;   // for messages about its failures
};

struct Program {
  std::string_view name = {};
  std::string_view version = {};
  std::string_view summary = {};
  std::string_view closing = {};  // ends the last line of its help; may be empty
  size_t summary_column = 0;      // where the commands' summaries begin in its help
  std::string_view flags_heading = {};
  std::vector<Command> commands = {};
  std::string_view usual_command = {};  // what a user means who names none: "search"
  std::vector<Habit> habits = {};       // commands that it does not have
};

// -h, --help.
Flag help_flag();

}  // namespace trawl
