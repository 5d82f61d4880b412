#include "indexer/cli/unknown_command.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "indexer/text/edit_distance.h"

namespace trawl {
namespace {

// A word as one types it in a shell.
std::string shell_word(const std::string& word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=@%+,";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

bool is_flag(const std::string& word) {
  return word.size() > 1 && word.starts_with('-');
}

// Whether several words for the usual command must be one: a pattern with blanks.
bool takes_one_word(const Program& program) {
  return std::any_of(program.commands.begin(), program.commands.end(), [&](const Command& command) {
    return command.name == program.usual_command && command.positional.most == 1;
  });
}

}  // namespace

std::string describe_unknown_command(const Program& program,
                                     const std::vector<std::string>& words) {
  const std::string& word = words.front();
  std::vector<std::string_view> names;
  for (const Command& command : program.commands) names.push_back(command.name);
  std::string guess(instead_of(word, program.habits));
  size_t used = 1;  // how many words the guess replaces
  if (guess.empty()) {
    std::string_view name = nearest_word(word, names);
    if (name.empty()) {
      name = program.usual_command;
      used = 0;
    }
    if (name.empty()) {
      return fmt::format("unknown command '{}' ({} --help lists the commands)", word, program.name);
    }
    guess = fmt::format("{} {}", program.name, name);
  }
  std::vector<std::string> rest(words.begin() + static_cast<ptrdiff_t>(used), words.end());
  if (used == 0 && takes_one_word(program) && std::none_of(rest.begin(), rest.end(), is_flag)) {
    rest = {fmt::format("{}", fmt::join(rest, " "))};
  }
  for (const std::string& each : rest) guess += " " + shell_word(each);
  return fmt::format("{} '{}'. Did you mean: {}?",
                     is_flag(word) ? "no command before" : "unknown command", word, guess);
}

}  // namespace trawl
