// Words are parsed by the flags of the command that they name. A nested command is found among its
// parent's words: its name is the first word that could be one, if all words before it are complete
// flags of the parent. So a flag's value is never taken for a name, and no second parser is needed.
#include "indexer/cli/dispatch.h"

#include <algorithm>
#include <csignal>
#include <exception>
#include <new>

#include <fmt/format.h>

#include "indexer/base/open_files.h"
#include "indexer/cli/arguments.h"
#include "indexer/cli/flag_parser.h"
#include "indexer/cli/generated_text.h"
#include "indexer/cli/help_text.h"
#include "indexer/cli/unknown_command.h"
#include "indexer/text/quantities.h"

namespace trawl {
namespace {

using Words = std::vector<std::string>;

const Command* find_command(const std::vector<Command>& commands, std::string_view name) {
  const auto found = std::find_if(commands.begin(), commands.end(),
                                  [name](const Command& command) { return command.name == name; });
  return found == commands.end() ? nullptr : &*found;
}

// A command, and the rest of its line.
struct Invocation {
  const Command* command = nullptr;
  std::string path;               // "rules add"
  const Command* page = nullptr;  // the command whose help explains it
  std::string page_path;
  std::vector<Flag> flags;  // its own and its parents'
  Words words;

  void enter(const Command& entered) {
    command = &entered;
    if (!path.empty()) path += ' ';
    path += entered.name;
    flags.insert(flags.end(), entered.flags.begin(), entered.flags.end());
    if (page != nullptr && entered.description.empty()) return;
    page = &entered;
    page_path = path;
  }

  // Enters the nested command that is named, and returns whether one is.
  bool enter_nested() {
    for (size_t i = 0; i < words.size(); ++i) {
      const Command* const nested = find_command(command->commands, words[i]);
      if (nested == nullptr) continue;
      const auto name = words.begin() + static_cast<ptrdiff_t>(i);
      const Result<Arguments> before = parse_arguments(flags, {words.begin(), name});
      if (!before.is_ok()) continue;
      if (!before->positional().empty()) return false;
      words.erase(name);
      enter(*nested);
      return true;
    }
    return false;
  }
};

// "trawl search", as the user types it.
std::string typed_name(const Program& program, const std::string& path) {
  return fmt::format("{} {}", program.name, path);
}

// The error for a command line that names a group of commands but none of them.
Status name_error(const Program& program, const Invocation& invocation, const Words& given) {
  const std::string got = given.empty() ? "" : fmt::format(" but got '{}'", given.front());
  return invalid_argument(fmt::format("expected {} after {}{} ({} --help explains them)",
                                      name_commands(invocation.command->commands, " or "),
                                      typed_name(program, invocation.path), got,
                                      typed_name(program, invocation.page_path)));
}

Status check_count(const Program& program, const Invocation& invocation, const Words& given) {
  const Positional& wanted = invocation.command->positional;
  if (given.size() >= wanted.least && given.size() <= wanted.most) return {};
  const bool has_too_many = given.size() > wanted.most;
  const std::string advice =
      has_too_many && !wanted.instead.empty()
          ? fmt::format("; {}", wanted.instead)
          : fmt::format(" ({} --help explains)", typed_name(program, invocation.page_path));
  if (wanted.most == 0) {
    return invalid_argument(fmt::format("{} takes no arguments but got '{}'{}", invocation.path,
                                        given.front(), advice));
  }
  return invalid_argument(fmt::format("expected {} but got {}{}", wanted.expected,
                                      given.empty() ? "none" : count_text(given.size(), "argument"),
                                      advice));
}

Status refuse_planned(const std::vector<Flag>& flags, const Arguments& arguments) {
  for (const Flag& flag : flags) {
    if (!flag.is_planned || !arguments.has(flag.name)) continue;
    const std::string letter = flag.letter == '\0' ? "" : fmt::format(" (-{})", flag.letter);
    return unsupported(fmt::format("--{}{} is not supported yet", flag.name, letter));
  }
  return {};
}

Result<int> run_command(const Program& program, Invocation invocation, const Console& console) {
  while (!invocation.command->commands.empty() && invocation.enter_nested()) {
  }
  TRAWL_ASSIGN_OR_RETURN(
      const Arguments arguments,
      parse_arguments(with_help(invocation.flags), invocation.words, invocation.command->habits));
  if (arguments.has(help_flag().name)) {
    TRAWL_RETURN_IF_ERROR(
        console.print(describe_command(program, *invocation.page, invocation.page_path)));
    return 0;
  }
  const Words& given = arguments.positional();
  if (!invocation.command->commands.empty()) return name_error(program, invocation, given);
  TRAWL_RETURN_IF_ERROR(check_count(program, invocation, given));
  TRAWL_RETURN_IF_ERROR(refuse_planned(invocation.flags, arguments));
  const Command& command = *invocation.command;
  Result<int> code = command.run(arguments, console);
  if (code.is_ok()) return code;
  console.message(message_of(code.status(), command.words));
  return code.status().code() == StatusCode::kCorruption ? command.damage_exit_code : kErrorExit;
}

// "--generate man" or "--generate=man".
Result<int> run_generate(const Program& program, const Words& words, const Console& console) {
  const size_t equals = words.front().find('=');
  const bool has_form = equals != std::string::npos;
  if (words.size() != (has_form ? 1 : 2)) {
    return invalid_argument("--generate takes one of man, bash, zsh or fish, and nothing else");
  }
  TRAWL_ASSIGN_OR_RETURN(
      const std::string text,
      generated_text(program, has_form ? words[0].substr(equals + 1) : words[1]));
  TRAWL_RETURN_IF_ERROR(console.print(text));
  return 0;
}

Result<int> run_words(const Program& program, const Words& words, const Console& console) {
  if (words.empty()) {
    console.explain(describe_program(program));
    return kErrorExit;
  }
  const std::string& name = words.front();
  if (name == "--help" || name == "-h" || name == "help") {
    TRAWL_RETURN_IF_ERROR(console.print(describe_program(program)));
    return 0;
  }
  if (name == "--version" || name == "-V") {
    TRAWL_RETURN_IF_ERROR(console.print(fmt::format("{} {}\n", program.name, program.version)));
    return 0;
  }
  if (name == "--generate" || name.starts_with("--generate=")) {
    return run_generate(program, words, console);
  }
  const Command* const command = find_command(program.commands, name);
  if (command == nullptr) {
    return invalid_argument(describe_unknown_command(program, words));
  }
  Invocation invocation;
  invocation.enter(*command);
  invocation.words.assign(words.begin() + 1, words.end());
  return run_command(program, std::move(invocation), console);
}

}  // namespace

int run_program(const Program& program, const std::vector<std::string>& words,
                const Console& console) {
  const Result<int> code = run_words(program, words, console);
  if (code.is_ok()) return *code;
  console.message(message_of(code.status()));
  return kErrorExit;
}

int run_main(const Program& program, int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe ends the output quietly, and no build
  std::signal(SIGXFSZ, SIG_IGN);  // exceeding a file size limit then fails the write
  raise_open_files_limit();
  const Console console(program.name);
  try {
    return run_program(program, {argv + 1, argv + argc}, console);
  } catch (const std::bad_alloc&) {
    console.message("out of memory");
  } catch (const std::exception& error) {
    console.message(error.what());
  }
  return kErrorExit;
}

}  // namespace trawl
