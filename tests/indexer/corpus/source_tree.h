// A directory for one test, filled file by file and removed at the end.
#pragma once

#include <string>
#include <string_view>

namespace trawl {

// Each function fails the running test instead of returning an error.
class SourceTree {
 public:
  SourceTree();
  SourceTree(const SourceTree&) = delete;
  SourceTree& operator=(const SourceTree&) = delete;
  ~SourceTree();

  // The real path of the directory, or of `path` below it.
  std::string path(std::string_view path = {}) const;
  // Writes a file, and the directories above it.
  void add(const std::string& path, std::string_view content = "text\n");
  void add_directory(const std::string& path);
  void add_symlink(const std::string& target, const std::string& path);

 private:
  std::string root_;
};

// Runs `check` in a child process with only the rights of the user nobody, so that permission bits
// count even if the test runs as root. True when `check` returned true.
bool holds_without_privileges(bool (*check)(const std::string& root), const std::string& root);

}  // namespace trawl
