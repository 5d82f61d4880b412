// What may stand on a command line, word by word: what completions of every shell are made of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/cli/command.h"

namespace trawl {

// What a word can be, as far as a shell can know it.
enum class WordKind { kUnknown, kFile, kDirectory };

struct CompletedFlag {
  Flag flag;
  std::vector<std::string_view> choices = {};  // the values there are, if they are few
  WordKind value = WordKind::kUnknown;         // otherwise
};

// The program itself, or one of its commands. Points into the program, which must outlive it.
struct CompletedCommand {
  std::string path;                       // "/rules/add"; empty for the program
  const std::vector<Command>* commands;   // whose names may follow
  std::vector<CompletedFlag> flags = {};  // its own, its parents' and --help
  WordKind word = WordKind::kUnknown;     // what follows besides flags
  bool takes_words = false;
};

// The flags that a program takes in place of a command.
std::vector<Flag> program_flags();

// The program, then its commands, each before those below it. Planned flags are left out.
std::vector<CompletedCommand> completed_commands(const Program& program);

// The name of a function for `path` in a shell's language: "_trawl-index_rules_add".
std::string function_name(const Program& program, std::string_view path);

}  // namespace trawl
