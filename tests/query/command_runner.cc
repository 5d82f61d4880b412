#include "tests/query/command_runner.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <pty.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "indexer/base/file.h"

namespace trawl {
namespace {

constexpr int kCannotRun = 127;

// Only what may be called between fork and exec, but for putenv, which is: the test is one thread.
[[noreturn]] void become(const std::vector<std::string>& words, const CommandPlace& place) {
  if (!place.directory.empty() && chdir(place.directory.c_str()) != 0) _exit(kCannotRun);
  for (const std::string& variable : place.environment) putenv(const_cast<char*>(variable.c_str()));
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execvp(arguments.front(), arguments.data());
  _exit(kCannotRun);
}

int wait_for(pid_t child) {
  int status = 0;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string content_of(int fd) {
  std::string content;
  std::array<char, 65536> buffer;
  EXPECT_EQ(lseek(fd, 0, SEEK_SET), 0);
  for (ssize_t count = 0; (count = read(fd, buffer.data(), buffer.size())) > 0;) {
    content.append(buffer.data(), static_cast<size_t>(count));
  }
  return content;
}

}  // namespace

CommandResult run_command(const std::vector<std::string>& words, const CommandPlace& place) {
  const FileDescriptor out(memfd_create("out", MFD_CLOEXEC));
  const FileDescriptor err(memfd_create("err", MFD_CLOEXEC));
  const pid_t child = fork();
  if (child == 0) {
    const int in = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (dup2(in, STDIN_FILENO) < 0 || dup2(out.get(), STDOUT_FILENO) < 0 ||
        dup2(err.get(), STDERR_FILENO) < 0) {
      _exit(kCannotRun);
    }
    become(words, place);
  }
  CommandResult result;
  result.exit_code = wait_for(child);
  result.out = content_of(out.get());
  result.err = content_of(err.get());
  return result;
}

CommandResult run_trawl(std::vector<std::string> words, const CommandPlace& place) {
  words.insert(words.begin(), TRAWL_PROGRAM);
  return run_command(words, place);
}

CommandResult run_trawl_index(std::vector<std::string> words, const CommandPlace& place) {
  words.insert(words.begin(), TRAWL_INDEX_PROGRAM);
  return run_command(words, place);
}

CommandResult run_trawl_on_terminal(std::vector<std::string> words) {
  words.insert(words.begin(), TRAWL_PROGRAM);
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
  if (child == 0) become(words, {});
  CommandResult result;
  std::array<char, 4096> buffer;
  // A terminal whose other side is closed gives EIO.
  for (ssize_t count = 0; (count = read(terminal, buffer.data(), buffer.size())) > 0;) {
    for (ssize_t i = 0; i < count; ++i) {
      const char c = buffer[static_cast<size_t>(i)];
      if (c != '\r') result.out.push_back(c);
    }
  }
  close(terminal);
  result.exit_code = wait_for(child);
  return result;
}

}  // namespace trawl
