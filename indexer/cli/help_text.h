// The help of a program and of its commands, as text for a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/cli/command.h"

namespace trawl {

// The program's help: a line for each command.
std::string describe_program(const Program& program);

// A command's help. `path` is what a user types for it after the program's name: "rules add".
std::string describe_command(const Program& program, const Command& command, std::string_view path);

// The flags as lines of a help text, in their order.
std::string describe_flags(const std::vector<Flag>& flags);

// All flags that a command takes, in the order of help: `flags` (its parents' and its own), then
// --help and the planned ones.
std::vector<Flag> with_help(std::vector<Flag> flags);

// "build, rules, stats or check", with `last` before the last one.
std::string name_commands(const std::vector<Command>& commands, std::string_view last);

}  // namespace trawl
