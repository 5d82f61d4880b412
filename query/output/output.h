// Output in large blocks, for everything that `trawl` prints and for the files of its reports.
#pragma once

#include <string>
#include <string_view>

#include "indexer/base/status.h"

namespace trawl {

// Collects bytes and writes them one block at a time. One object, one thread.
class Output {
 public:
  // `fd` is not owned. If it is a terminal, each write() goes out at once. Errors call the output
  // `name`.
  explicit Output(int fd, std::string name = "the output");

  // False when the reader has closed its end. That is not an error.
  Result<bool> write(std::string_view bytes);
  // Writes what is left. Also ok when the reader is gone.
  Status flush();
  bool is_terminal() const { return terminal_; }

 private:
  Status write_out(std::string_view bytes);

  int fd_;
  std::string name_;
  bool terminal_;
  bool closed_ = false;
  std::string buffer_;
};

}  // namespace trawl
