// The standard output and the standard error of a program.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "indexer/base/command_words.h"
#include "indexer/base/status.h"

namespace trawl {

// A failure as the user reads it: in the words of command lines, if a command has no others.
std::string message_of(const Status& status, Vocabulary words = command_words);

// One object, one thread at a time. The caller owns the files.
class Console {
 public:
  explicit Console(std::string_view program, std::FILE* out = stdout, std::FILE* err = stderr)
      : program_(program), out_(out), err_(err) {}

  // "PROGRAM: TEXT" to the standard error, as one line that cannot drive a terminal: messages name
  // files and repositories.
  void message(const std::string& text) const;

  // Writes the text to standard error unchanged: help, progress, statistics.
  void explain(const std::string& text) const;

  // Writes a program's results to standard output and flushes it. kIoError when that fails; it
  // is not a failure if the reader stops early.
  Status print(const std::string& text) const;

 private:
  std::string program_;
  std::FILE* out_;
  std::FILE* err_;
};

}  // namespace trawl
