#include <fmt/format.h>

#include "indexer/cli/completed_words.h"
#include "indexer/cli/generated_text.h"

namespace trawl {
namespace {

constexpr std::string_view kFishBegin = R"(# Completions for fish, printed by {1} --generate fish.
function {0} --description 'Whether the command line names this command'
    set -l path
    for word in (commandline -opc)[2..-1]
        switch "$path/$word"
            case {2}
                set path "$path/$word"
        end
    end
    test "$path" = "$argv[1]"
end
complete -c {1} -f
)";

std::string quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') result += '\\';
    result += c;
  }
  return result + "'";
}

std::string_view files_of(WordKind kind) {
  if (kind == WordKind::kFile) return " -F";
  return kind == WordKind::kDirectory ? " -a '(__fish_complete_directories)'" : "";
}

std::string flag_specification(const CompletedFlag& completed) {
  const Flag& flag = completed.flag;
  std::string text;
  if (flag.letter != '\0') text += fmt::format(" -s {}", flag.letter);
  text += fmt::format(" -l {}", flag.name);
  if (!flag.is_switch()) {
    text += completed.value == WordKind::kFile ? " -r" : " -x";
    text += files_of(completed.value);
  }
  if (!completed.choices.empty()) {
    text += fmt::format(" -a {}", quoted(fmt::format("{}", fmt::join(completed.choices, " "))));
  }
  return text + " -d " + quoted(flag.help) + "\n";
}

}  // namespace

std::string fish_completion(const Program& program) {
  const std::vector<CompletedCommand> commands = completed_commands(program);
  // Must not be the name of a completion function that fish would load by itself.
  const std::string function = "_" + function_name(program, "/at");
  std::string paths;
  std::string lines;
  for (const CompletedCommand& command : commands) {
    if (!command.path.empty()) paths += (paths.empty() ? "" : " ") + command.path;
    const std::string line =
        fmt::format("complete -c {} -n \"{} '{}'\"", program.name, function, command.path);
    for (const Command& nested : *command.commands) {
      lines += fmt::format("{} -a {} -d {}\n", line, nested.name, quoted(nested.summary));
    }
    if (command.word != WordKind::kUnknown)
      lines += line + std::string(files_of(command.word)) + "\n";
    for (const CompletedFlag& flag : command.flags) lines += line + flag_specification(flag);
  }
  return fmt::format(kFishBegin, function, program.name, paths) + lines;
}

}  // namespace trawl
