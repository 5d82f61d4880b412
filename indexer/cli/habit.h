// What people type who know another program, and what does the same here.
#pragma once

#include <span>
#include <string_view>

namespace trawl {

struct Habit {
  std::string_view words = {};    // with blanks between them: "-g --glob", or "grep rg"
  std::string_view instead = {};  // advice for a flag: "write --path REGEX"; else a command
};

// Empty if none of the habits has the word.
std::string_view instead_of(std::string_view word, std::span<const Habit> habits);

}  // namespace trawl
