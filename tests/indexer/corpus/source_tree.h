// A directory of its own for a test, filled file by file and removed at the end.
#pragma once

#include <string>
#include <string_view>

namespace trawl {

// Everything fails the running test instead of returning an error.
class SourceTree {
 public:
  SourceTree();
  SourceTree(const SourceTree&) = delete;
  SourceTree& operator=(const SourceTree&) = delete;
  ~SourceTree();

  // The real path of the directory; `path` below it when given.
  std::string path(std::string_view path = {}) const;
  // Writes a file, and the directories above it.
  void add(const std::string& path, std::string_view content = "text\n");
  void add_directory(const std::string& path);
  void add_symlink(const std::string& target, const std::string& path);

 private:
  std::string root_;
};

// Runs `check` in a child process that has no rights beyond those of the user nobody, so that
// permission bits count even when the test runs as root. True when `check` returned true.
bool holds_without_privileges(bool (*check)(const std::string& root), const std::string& root);

}  // namespace trawl
