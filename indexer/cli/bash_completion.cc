#include <fmt/format.h>

#include "indexer/cli/completed_words.h"
#include "indexer/cli/generated_text.h"

namespace trawl {
namespace {

// bash splits --flag=value into three words.
constexpr std::string_view kBashBegin = R"({0}() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD - 1]}}
  local path='' flags='' choices='' kind='' value='' only_words='' word
  if [[ $current == '=' ]]; then
    current=''
  elif [[ $previous == '=' ]]; then
    previous=${{COMP_WORDS[COMP_CWORD - 2]}}
  fi
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    if [[ $word == -- ]]; then only_words=1; fi
    case $path/$word in
      {1}) path=$path/$word ;;
    esac
  done
  case $path in
)";

constexpr std::string_view kBashEnd = R"(  esac
  if [[ -z $value && -z $only_words && $current == -* ]]; then
    choices=$flags
  elif [[ $kind == file ]]; then
    compopt -o default
  elif [[ $kind == directory ]]; then
    compopt -o dirnames
  fi
  mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$current")
}}
complete -F {0} {1}
)";

std::string_view kind_name(WordKind kind) {
  if (kind == WordKind::kFile) return "file";
  return kind == WordKind::kDirectory ? "directory" : "";
}

// "--jobs", or "--jobs | -j" if the flag has a letter.
std::string names_of(const Flag& flag, std::string_view between) {
  const std::string name = fmt::format("--{}", flag.name);
  return flag.letter == '\0' ? name : fmt::format("{}{}-{}", name, between, flag.letter);
}

std::string case_of(const CompletedCommand& command) {
  std::string flags;
  std::string values;
  for (const CompletedFlag& one : command.flags) {
    flags += (flags.empty() ? "" : " ") + names_of(one.flag, " ");
    if (one.flag.is_switch()) continue;
    values +=
        fmt::format("        {}) value=1 choices='{}' kind={} ;;\n", names_of(one.flag, " | "),
                    fmt::join(one.choices, " "), kind_name(one.value));
  }
  std::string commands;
  for (const Command& nested : *command.commands) {
    commands += (commands.empty() ? "" : " ") + std::string(nested.name);
  }
  std::string text = fmt::format("    '{}')\n      flags='{}' choices='{}' kind={}\n", command.path,
                                 flags, commands, kind_name(command.word));
  if (!values.empty()) text += "      case $previous in\n" + values + "      esac\n";
  return text + "      ;;\n";
}

}  // namespace

std::string bash_completion(const Program& program) {
  const std::vector<CompletedCommand> commands = completed_commands(program);
  std::string paths;
  std::string cases;
  for (const CompletedCommand& command : commands) {
    cases += case_of(command);
    if (command.path.empty()) continue;
    paths += (paths.empty() ? "" : " | ") + command.path;
  }
  const std::string function = function_name(program, "");
  return fmt::format("# Completions for bash, printed by {} --generate bash.\n", program.name) +
         fmt::format(kBashBegin, function, paths) + cases +
         fmt::format(kBashEnd, function, program.name);
}

}  // namespace trawl
