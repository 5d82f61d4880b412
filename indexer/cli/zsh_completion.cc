#include <fmt/format.h>

#include "indexer/cli/completed_words.h"
#include "indexer/cli/generated_text.h"

namespace trawl {
namespace {

// The last lines work for both ways of loading: as a file in $fpath, and by source.
constexpr std::string_view kZshEnd = R"(
if [[ $funcstack[1] == {0} ]]; then
  {0} "$@"
else
  compdef {0} {1}
fi
)";

// A part of a specification in single quotes, where brackets and colons would end parts.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\'') {
      result += "'\\''";
      continue;
    }
    if (c == '\\' || c == '[' || c == ']' || c == ':') result += '\\';
    result += c;
  }
  return result;
}

std::string action_of(WordKind kind) {
  if (kind == WordKind::kFile) return "_files";
  return kind == WordKind::kDirectory ? "_files -/" : " ";
}

// A flag as _arguments takes it: '(-j --jobs)'{-j+,--jobs=}'[threads]:N: '.
std::string specification(const CompletedFlag& completed) {
  const Flag& flag = completed.flag;
  const bool has_letter = flag.letter != '\0';
  std::string text = "'";
  if (flag.repeats) {
    text += "*";
  } else if (has_letter) {
    text += fmt::format("(-{} --{})", flag.letter, flag.name);
  }
  const std::string name = fmt::format("--{}{}", flag.name, flag.is_switch() ? "" : "=");
  text += has_letter ? fmt::format("'{{-{}{},{}}}'", flag.letter, flag.is_switch() ? "" : "+", name)
                     : name;
  text += fmt::format("[{}]", escaped(flag.help));
  if (flag.is_switch()) return text + "'";
  const std::string action = completed.choices.empty()
                                 ? action_of(completed.value)
                                 : fmt::format("({})", fmt::join(completed.choices, " "));
  return text + fmt::format(":{}:{}'", escaped(flag.name), action);
}

std::string nested_case(const Program& program, const CompletedCommand& command) {
  std::string text = "  case $state in\n    command)\n      local -a commands=(\n";
  for (const Command& nested : *command.commands) {
    text += fmt::format("        '{}:{}'\n", nested.name, escaped(nested.summary));
  }
  text += "      )\n      _describe -t commands command commands && result=0\n      ;;\n";
  text += "    arguments)\n      case $line[1] in\n";
  for (const Command& nested : *command.commands) {
    const std::string path = fmt::format("{}/{}", command.path, nested.name);
    text +=
        fmt::format("        {}) {} && result=0 ;;\n", nested.name, function_name(program, path));
  }
  return text + "      esac\n      ;;\n  esac\n";
}

std::string function_of(const Program& program, const CompletedCommand& command) {
  std::string text = fmt::format("\n{}() {{\n", function_name(program, command.path));
  const bool has_commands = !command.commands->empty();
  if (has_commands) {
    text += "  local curcontext=$curcontext state line result=1\n  typeset -A opt_args\n";
  }
  text += has_commands ? "  _arguments -C -s -S" : "  _arguments -s -S";
  for (const CompletedFlag& flag : command.flags) text += " \\\n    " + specification(flag);
  if (has_commands) {
    text += " \\\n    '1: :->command' '*:: :->arguments' && result=0\n";
    text += nested_case(program, command) + "  return result\n";
  } else {
    // Just a message about a word would keep zsh from completing flags.
    if (command.takes_words) {
      text += fmt::format(" \\\n    '*:word:{}'",
                          command.word == WordKind::kUnknown ? "()" : action_of(command.word));
    }
    text += "\n";
  }
  return text + "}\n";
}

}  // namespace

std::string zsh_completion(const Program& program) {
  std::string text = fmt::format(
      "#compdef {0}\n# Completions for zsh, printed by {0} --generate zsh.\n", program.name);
  for (const CompletedCommand& command : completed_commands(program)) {
    text += function_of(program, command);
  }
  return text + fmt::format(kZshEnd, function_name(program, ""), program.name);
}

}  // namespace trawl
