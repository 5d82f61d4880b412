// Runs the built programs as users do, and keeps their output.
#pragma once

#include <string>
#include <vector>

namespace trawl {

struct CommandResult {
  int exit_code = -1;  // -1 if a signal ended it
  std::string out;
  std::string err;
};

struct CommandPlace {
  std::string directory;                 // working directory; empty for the test's
  std::vector<std::string> environment;  // "NAME=value", in addition to the test's own
  bool without_privileges = false;       // run as nobody even if the test runs as root
};

// Runs a program, given by path or found in $PATH, with nothing on standard input. Thread-safe.
CommandResult run_command(const std::vector<std::string>& words, const CommandPlace& place = {});

// Run `trawl` and `trawl-index` with these words.
CommandResult run_trawl(std::vector<std::string> words, const CommandPlace& place = {});
CommandResult run_trawl_index(std::vector<std::string> words, const CommandPlace& place = {});

// Runs with standard output on a terminal. `out` is what the terminal received, with "\n" for
// "\r\n".
CommandResult run_trawl_on_terminal(std::vector<std::string> words);

}  // namespace trawl
