// A console that keeps its output.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "indexer/cli/console.h"

namespace trawl {

class CapturedConsole {
 public:
  explicit CapturedConsole(std::string_view program);
  ~CapturedConsole();
  CapturedConsole(const CapturedConsole&) = delete;
  CapturedConsole& operator=(const CapturedConsole&) = delete;

  const Console& console() const { return console_; }
  // The output so far.
  std::string out() const;
  std::string err() const;

 private:
  std::FILE* out_;
  std::FILE* err_;
  Console console_;
};

}  // namespace trawl
