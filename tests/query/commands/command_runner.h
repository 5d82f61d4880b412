// Runs the built programs as a user does and keeps what they print.
#pragma once

#include <string>
#include <vector>

namespace trawl {

struct CommandResult {
  int exit_code = -1;  // -1: ended by a signal
  std::string out;
  std::string err;
};

struct CommandPlace {
  std::string directory;                 // to run in; empty: the test's
  std::vector<std::string> environment;  // "NAME=value", besides the test's own
  bool without_privileges = false;       // as nobody, should the test run as root
};

// Runs a program, thread-safe, by path or searched for in $PATH, with nothing on standard input.
CommandResult run_command(const std::vector<std::string>& words, const CommandPlace& place = {});

// `trawl` and `trawl-index` with these words.
CommandResult run_trawl(std::vector<std::string> words, const CommandPlace& place = {});
CommandResult run_trawl_index(std::vector<std::string> words, const CommandPlace& place = {});

// With its standard output on a terminal; `out` holds what the terminal got, "\r\n" as "\n".
CommandResult run_trawl_on_terminal(std::vector<std::string> words);

}  // namespace trawl
