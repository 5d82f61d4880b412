#include "tests/indexer/corpus/source_tree.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "indexer/base/file.h"

namespace trawl {

SourceTree::SourceTree() {
  std::string directory = std::filesystem::temp_directory_path().string() + "/trawl-corpus-XXXXXX";
  EXPECT_NE(mkdtemp(directory.data()), nullptr);
  root_ = std::filesystem::canonical(directory).string();
  EXPECT_EQ(chmod(root_.c_str(), 0755), 0);
}

SourceTree::~SourceTree() {
  const Status status = remove_tree(root_);
  EXPECT_TRUE(status.is_ok()) << status.message();
}

std::string SourceTree::path(std::string_view path) const {
  return path.empty() ? root_ : root_ + "/" + std::string(path);
}

void SourceTree::add(const std::string& path, std::string_view content) {
  std::filesystem::create_directories(std::filesystem::path(this->path(path)).parent_path());
  std::ofstream file(this->path(path), std::ios::binary);
  file << content;
  EXPECT_TRUE(file.good()) << path;
}

void SourceTree::add_directory(const std::string& path) {
  std::filesystem::create_directories(this->path(path));
}

void SourceTree::add_symlink(const std::string& target, const std::string& path) {
  std::filesystem::create_directories(std::filesystem::path(this->path(path)).parent_path());
  EXPECT_EQ(symlink(target.c_str(), this->path(path).c_str()), 0) << path;
}

bool holds_without_privileges(bool (*check)(const std::string& root), const std::string& root) {
  const pid_t child = fork();
  EXPECT_GE(child, 0);
  if (child == 0) {
    constexpr unsigned kNobody = 65534;
    if (geteuid() == 0 && (setgid(kNobody) != 0 || setuid(kNobody) != 0)) _exit(2);
    _exit(check(root) ? 0 : 1);
  }
  int status = 0;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace trawl
