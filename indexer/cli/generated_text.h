// What a program prints about itself for other programs: a manual page, and completions for shells.
// All of it comes from the table of commands.
#pragma once

#include <string>
#include <string_view>

#include "indexer/base/status.h"
#include "indexer/cli/command.h"

namespace trawl {

// `form` is man, bash, zsh or fish; kInvalidArgument for any other.
Result<std::string> generated_text(const Program& program, std::string_view form);

// A page of section 1 in man's macros.
std::string manual_page(const Program& program);

// A script that tells a shell what may stand on the program's command line: commands and flags,
// with their texts if the shell shows some, and files, directories and choices as values.
std::string bash_completion(const Program& program);
std::string zsh_completion(const Program& program);
std::string fish_completion(const Program& program);

}  // namespace trawl
