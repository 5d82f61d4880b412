// Captures a test's output through a pipe or a terminal.
#pragma once

#include <gtest/gtest.h>
#include <pty.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <string>

#include "indexer/base/file.h"

namespace trawl {

// Holds only as much as the kernel buffers, a few KB, because nobody reads in the meantime.
class CapturedOutput {
 public:
  enum class Kind { kPipe, kTerminal };
  explicit CapturedOutput(Kind kind) {
    int ends[2] = {-1, -1};
    if (kind == Kind::kPipe) {
      EXPECT_EQ(pipe(ends), 0);
    } else {
      EXPECT_EQ(openpty(&ends[0], &ends[1], nullptr, nullptr, nullptr), 0);
      termios settings{};
      EXPECT_EQ(tcgetattr(ends[1], &settings), 0);
      cfmakeraw(&settings);  // otherwise "\n" becomes "\r\n"
      EXPECT_EQ(tcsetattr(ends[1], TCSANOW, &settings), 0);
    }
    reader_ = FileDescriptor(ends[0]);
    writer_ = FileDescriptor(ends[1]);
  }

  int fd() const { return writer_.get(); }
  // The output that can be read now. REQUIRES: there is at least one byte.
  std::string read_some() {
    std::array<char, 65536> buffer;
    const ssize_t count = read(reader_.get(), buffer.data(), buffer.size());
    return count < 0 ? "" : std::string(buffer.data(), static_cast<size_t>(count));
  }
  // Closes the reading end, like a reader that has seen enough.
  void close_reader() { reader_.reset(); }

 private:
  FileDescriptor reader_;
  FileDescriptor writer_;
};

}  // namespace trawl
