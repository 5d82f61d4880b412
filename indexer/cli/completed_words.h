// What may stand on a command line, word by word: the completions of every shell are made from it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/cli/command.h"

namespace trawl {

// What a word can be, as far as a shell can tell.
enum class WordKind { kUnknown, kFile, kDirectory };

struct CompletedFlag {
  Flag flag;
  std::vector<std::string_view> choices = {};  // the possible values, if they are few
  WordKind value = WordKind::kUnknown;         // otherwise
};

// The program itself, or one of its commands. Points into the program, which must outlive it.
struct CompletedCommand {
  std::string path;                       // "/rules/add"; empty for the program
  const std::vector<Command>* commands;   // whose names may follow
  std::vector<CompletedFlag> flags = {};  // its own, its parents' and --help
  WordKind word = WordKind::kUnknown;     // the words that follow, except flags
  bool takes_words = false;
};

// The flags that a program takes instead of a command.
std::vector<Flag> program_flags();

// The program, then its commands, each before its nested ones. Planned flags are left out.
std::vector<CompletedCommand> completed_commands(const Program& program);

// A function's name for `path` in a shell's language: "_trawl-index_rules_add".
std::string function_name(const Program& program, std::string_view path);

}  // namespace trawl
