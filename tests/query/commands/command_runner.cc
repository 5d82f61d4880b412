#include "tests/query/commands/command_runner.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <pty.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>
#include <utility>

#include "indexer/base/file.h"

namespace trawl {
namespace {

constexpr int kCannotRun = 127;

// The arguments for execvpe. They are made before the fork, because nothing may be allocated
// between fork and exec.
class Launch {
 public:
  Launch(std::vector<std::string> words, const CommandPlace& place)
      : words_(std::move(words)), environment_(place.environment), place_(place) {
    for (char** variable = environ; *variable != nullptr; ++variable) {
      const std::string_view name(*variable, std::strcspn(*variable, "=") + 1);
      const auto is_same = [name](const std::string& own) { return own.starts_with(name); };
      if (std::none_of(place.environment.begin(), place.environment.end(), is_same)) {
        environment_.emplace_back(*variable);
      }
    }
    for (std::string& word : words_) arguments_.push_back(word.data());
    for (std::string& variable : environment_) variables_.push_back(variable.data());
    arguments_.push_back(nullptr);
    variables_.push_back(nullptr);
  }
  Launch(const Launch&) = delete;
  Launch& operator=(const Launch&) = delete;

  // Runs in the child.
  [[noreturn]] void run() const {
    constexpr unsigned kNobody = 65534;
    if (!place_.directory.empty() && chdir(place_.directory.c_str()) != 0) _exit(kCannotRun);
    if (place_.without_privileges && geteuid() == 0 &&
        (setgid(kNobody) != 0 || setuid(kNobody) != 0)) {
      _exit(kCannotRun);
    }
    execvpe(arguments_.front(), arguments_.data(), variables_.data());
    _exit(kCannotRun);
  }

 private:
  std::vector<std::string> words_;
  std::vector<std::string> environment_;
  const CommandPlace& place_;
  std::vector<char*> arguments_;
  std::vector<char*> variables_;
};

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
  const Launch launch(words, place);
  const pid_t child = fork();
  if (child == 0) {
    const int in = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (dup2(in, STDIN_FILENO) < 0 || dup2(out.get(), STDOUT_FILENO) < 0 ||
        dup2(err.get(), STDERR_FILENO) < 0) {
      _exit(kCannotRun);
    }
    launch.run();
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
  const CommandPlace place;
  const Launch launch(std::move(words), place);
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
  if (child == 0) launch.run();
  CommandResult result;
  std::array<char, 4096> buffer;
  // A terminal gives EIO after its other side is closed.
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
