#include "indexer/corpus/git_directory.h"

#include <sys/stat.h>

#include "indexer/base/file.h"

namespace trawl {
namespace {

bool is_directory(const std::string& path) {
  struct stat status;
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

}  // namespace

bool has_git_entry(const std::string& directory) {
  return path_exists(directory + "/.git");
}

bool is_git_directory(const std::string& directory) {
  return !has_git_entry(directory) && path_exists(directory + "/HEAD") &&
         !is_directory(directory + "/HEAD") && is_directory(directory + "/objects") &&
         is_directory(directory + "/refs");
}

}  // namespace trawl
