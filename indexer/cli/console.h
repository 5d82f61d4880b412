// The standard output and the standard error of a program.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "indexer/base/command_words.h"
#include "indexer/base/status.h"

namespace trawl {

// What a user reads of a failure: in the words of command lines, if a command has no others.
std::string message_of(const Status& status, Vocabulary words = command_words);

// One object, one thread at a time. The files are the caller's.
class Console {
 public:
  explicit Console(std::string_view program, std::FILE* out = stdout, std::FILE* err = stderr)
      : program_(program), out_(out), err_(err) {}

  // "PROGRAM: TEXT" to the standard error, as one line that cannot drive a terminal: messages name
  // files and repositories.
  void message(const std::string& text) const;

  // To the standard error as it is: help, progress, statistics.
  void explain(const std::string& text) const;

  // What the program was run for, to the standard output, at once. kIoError when it cannot be
  // written; that nobody reads to the end is no failure.
  Status print(const std::string& text) const;

 private:
  std::string program_;
  std::FILE* out_;
  std::FILE* err_;
};

}  // namespace trawl
