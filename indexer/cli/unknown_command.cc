#include "indexer/cli/unknown_command.h"

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
  for (size_t i = used; i < words.size(); ++i) guess += " " + shell_word(words[i]);
  const bool is_flag = word.size() > 1 && word.starts_with('-');
  return fmt::format("{} '{}'. Did you mean: {}?",
                     is_flag ? "no command before" : "unknown command", word, guess);
}

}  // namespace trawl
