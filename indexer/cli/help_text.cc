#include "indexer/cli/help_text.h"

#include <algorithm>

#include <fmt/format.h>

namespace trawl {
namespace {

// The column where a flag's explanation begins, and the least gap before it.
constexpr size_t kFlagColumn = 28;
constexpr size_t kFlagGap = 2;
// The least gap before the summary of a command, or the meaning of an example.
constexpr size_t kGap = 3;

// "  LEFT   RIGHT" with RIGHT at `column`, or after a gap if LEFT is long.
std::string line_of(std::string left, std::string_view right, size_t column) {
  left.insert(0, "  ");
  if (right.empty()) return left + "\n";
  return fmt::format("{:<{}}{}\n", left, std::max(column, left.size() + kGap), right);
}

std::string paragraph(std::string_view text) {
  return text.empty() ? "" : fmt::format("\n{}\n", text);
}

std::string examples_of(const Command& command) {
  std::string text = command.examples.empty() ? "" : "\n";
  for (const Example& example : command.examples) {
    text += line_of(std::string(example.line), example.meaning, command.meaning_column);
  }
  return text;
}

// Adds a command's own flags, and those of nested commands that its help also explains.
void add_flags(const Command& command, std::vector<Flag>* flags) {
  flags->insert(flags->end(), command.flags.begin(), command.flags.end());
  for (const Command& nested : command.commands) {
    if (nested.description.empty()) add_flags(nested, flags);
  }
}

}  // namespace

Flag help_flag() {
  return {.name = "help", .letter = 'h', .help = "print this and exit"};
}

std::vector<Flag> with_help(std::vector<Flag> flags) {
  const auto planned = std::stable_partition(flags.begin(), flags.end(),
                                             [](const Flag& flag) { return !flag.is_planned; });
  flags.insert(planned, help_flag());
  return flags;
}

std::string describe_flags(const std::vector<Flag>& flags) {
  std::string text;
  for (const Flag& flag : flags) {
    std::string names = flag.letter == '\0' ? "      " : fmt::format("  -{}, ", flag.letter);
    names += fmt::format("--{}{}{}", flag.name, flag.is_switch() ? "" : " ", flag.value);
    if (names.size() + kFlagGap > kFlagColumn) {
      names += "\n" + std::string(kFlagColumn, ' ');
    } else {
      names.resize(kFlagColumn, ' ');
    }
    text += fmt::format("{}{}", names, flag.help);
    if (!flag.otherwise.empty()) text += fmt::format(" (default: {})", flag.otherwise);
    text += "\n";
  }
  return text;
}

std::string describe_command(const Program& program, const Command& command,
                             std::string_view path) {
  std::string text;
  if (command.synopsis.empty()) {
    text = fmt::format("{} {} {}\n", program.name, path, command.usage);
  }
  for (const std::string_view line : command.synopsis) {
    text += fmt::format("{} {}\n", program.name, line);
  }
  text += paragraph(command.description) + examples_of(command) + paragraph(command.notes) +
          paragraph(command.exit_codes);
  std::vector<Flag> flags;
  add_flags(command, &flags);
  return text + paragraph(program.flags_heading) + describe_flags(with_help(std::move(flags)));
}

std::string describe_program(const Program& program) {
  std::string text = fmt::format("{}: {}\n\n", program.name, program.summary);
  for (const Command& command : program.commands) {
    text += line_of(fmt::format("{} {} {}", program.name, command.name, command.usage),
                    command.summary, program.summary_column);
  }
  return text + fmt::format(
                    "\n{} COMMAND --help explains a command. --version prints the version, "
                    "--generate man|bash|zsh|fish\n"
                    "the manual page or completions for a shell.{}{}\n",
                    program.name, program.closing.empty() ? "" : " ", program.closing);
}

std::string name_commands(const std::vector<Command>& commands, std::string_view last) {
  std::string text;
  for (size_t i = 0; i < commands.size(); ++i) {
    if (i != 0) text += i + 1 == commands.size() ? last : ", ";
    text += commands[i].name;
  }
  return text;
}

}  // namespace trawl
