#include "indexer/cli/completed_words.h"

#include <algorithm>

#include "indexer/cli/help_text.h"

namespace trawl {
namespace {

WordKind kind_of(std::string_view placeholder) {
  if (placeholder == "FILE") return WordKind::kFile;
  if (placeholder == "DIR" || placeholder == "ROOT") return WordKind::kDirectory;
  return WordKind::kUnknown;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (size_t end = 0; end != std::string_view::npos;) {
    end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end != std::string_view::npos) text.remove_prefix(end + 1);
  }
  return parts;
}

CompletedFlag completed(Flag flag) {
  CompletedFlag result = {.flag = flag, .value = kind_of(flag.value)};
  if (flag.value.find('|') != std::string_view::npos) result.choices = split(flag.value, '|');
  return result;
}

std::vector<CompletedFlag> completed(const std::vector<Flag>& flags) {
  std::vector<CompletedFlag> result;
  for (const Flag& flag : flags) {
    if (!flag.is_planned) result.push_back(completed(flag));
  }
  return result;
}

// The kind of the words in a usage such as "NAME|FILE... [--index DIR]". A flag's value, which
// follows its name, is not such a word.
WordKind word_of(std::string_view usage) {
  bool is_value = false;
  for (std::string_view part : split(usage, ' ')) {
    const size_t begin = part.find_first_not_of('[');
    part.remove_prefix(begin == std::string_view::npos ? part.size() : begin);
    if (!is_value) {
      for (const std::string_view name : split(part.substr(0, part.find_first_of(".]")), '|')) {
        if (kind_of(name) != WordKind::kUnknown) return kind_of(name);
      }
    }
    is_value = part.starts_with('-');
  }
  return WordKind::kUnknown;
}

void add(const Command& command, const std::string& parent, std::vector<Flag> flags,
         std::vector<CompletedCommand>* all) {
  const std::string path = parent + "/" + std::string(command.name);
  flags.insert(flags.end(), command.flags.begin(), command.flags.end());
  const bool takes_words = command.commands.empty() && command.positional.most != 0;
  all->push_back({.path = path,
                  .commands = &command.commands,
                  .flags = completed(with_help(flags)),
                  .word = takes_words ? word_of(command.usage) : WordKind::kUnknown,
                  .takes_words = takes_words});
  for (const Command& nested : command.commands) add(nested, path, flags, all);
}

}  // namespace

std::vector<Flag> program_flags() {
  return {help_flag(),
          {.name = "version", .letter = 'V', .help = "print the version and exit"},
          {.name = "generate",
           .value = "man|bash|zsh|fish",
           .help = "print the manual page, or completions for a shell, and exit"}};
}

std::vector<CompletedCommand> completed_commands(const Program& program) {
  std::vector<CompletedCommand> all = {
      {.path = "", .commands = &program.commands, .flags = completed(program_flags())}};
  for (const Command& command : program.commands) add(command, "", {}, &all);
  return all;
}

std::string function_name(const Program& program, std::string_view path) {
  std::string name = "_" + std::string(program.name) + std::string(path);
  std::replace(name.begin(), name.end(), '/', '_');
  return name;
}

}  // namespace trawl
