#include "indexer/corpus/repository_depth.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "indexer/corpus/classifier.h"
#include "indexer/corpus/git_directory.h"
#include "indexer/text/control_characters.h"
#include "indexer/text/quantities.h"

namespace trawl {
namespace {

// A directory on the way from the ROOT to a repository.
struct Passed {
  uint64_t directories = 0;     // of those on the way to a repository, and repositories
  uint64_t files = 0;           // right in it
  std::string project_file;     // the name of one, or empty
  std::string first;            // the first directory in it
  bool has_repository = false;  // `.git` lies in a repository below
  bool has_git = false;
};

// By path relative to the ROOT; the ROOT itself is "".
using PassedDirectories = std::map<std::string, Passed, std::less<>>;

std::string_view parent_of(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view name_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// The number of directories between it and the ROOT.
uint32_t level_of(std::string_view path) {
  if (path.empty()) return 0;
  return 1 + static_cast<uint32_t>(std::count(path.begin(), path.end(), '/'));
}

void add_repository(const std::string& directory, const std::string& path,
                    PassedDirectories* passed) {
  const bool is_repository = has_git_entry(directory + "/" + path);
  std::string_view below = path;
  bool is_new = true;
  while (!below.empty()) {
    const std::string_view parent = parent_of(below);
    const auto [found, inserted] = passed->try_emplace(std::string(parent));
    Passed& above = found->second;
    if (is_new) ++above.directories;
    if (above.first.empty()) above.first = name_of(below);
    above.has_repository |= is_repository;
    is_new = inserted;
    below = parent;
  }
}

void add_file(const SourceFile& file, PassedDirectories* passed) {
  const auto found = passed->find(parent_of(file.path));
  if (found == passed->end() || file.is_directory) return;
  ++found->second.files;
  const std::string_view name = name_of(file.path);
  if (found->second.project_file.empty() &&
      class_of(name, ContentTraits()) == FileClass::kPackaging) {
    found->second.project_file = name;
  }
}

bool has_files_of_one(const Passed& passed) {
  return !passed.project_file.empty() || passed.files > passed.directories;
}

// What makes one of them look like a repository.
std::string evidence(const Passed& passed) {
  if (passed.has_git) return ".git";
  return passed.project_file.empty() ? count_text(passed.files, "file")
                                     : escape_control(passed.project_file);
}

// Those at a level that look like repositories. Files alone count when they lie in most directories
// of the level: a stray one lies anywhere.
std::vector<PassedDirectories::const_pointer> suspects_of(const PassedDirectories& passed,
                                                          uint32_t level) {
  std::vector<PassedDirectories::const_pointer> suspects;
  size_t at_level = 0, with_git = 0;
  for (const auto& entry : passed) {
    if (level_of(entry.first) != level) continue;
    ++at_level;
    const Passed& directory = entry.second;
    if (directory.has_repository || !(directory.has_git || has_files_of_one(directory))) continue;
    suspects.push_back(&entry);
    if (directory.has_git) ++with_git;
  }
  if (with_git == 0 && 2 * suspects.size() <= at_level) suspects.clear();
  return suspects;
}

}  // namespace

Phrase question_of_depth(const std::string& directory, uint32_t depth,
                         const std::vector<std::string>& repositories,
                         const std::vector<SourceFile>& outside) {
  PassedDirectories passed;
  for (const std::string& path : repositories) add_repository(directory, path, &passed);
  for (const SourceFile& file : outside) add_file(file, &passed);
  for (auto& [path, above] : passed) {
    above.has_git = has_git_entry(path.empty() ? directory : directory + "/" + path);
  }
  for (uint32_t level = 0; level < depth; ++level) {
    const auto suspects = suspects_of(passed, level);
    if (suspects.empty()) continue;
    const auto& [path, first] = *suspects.front();
    const std::string name = path.empty() ? directory : directory + "/" + path;
    const bool one = suspects.size() == 1;
    return escape_control(name) + " (with " + evidence(first) + ")" +
           (one ? "" : " and " + std::to_string(suspects.size() - 1) + " more") + " look" +
           (one ? "s" : "") + " like " + (one ? "a repository itself" : "repositories themselves") +
           ", but " + Term::kRepositoryDepth + " " + std::to_string(depth) +
           " takes directories in " + (one ? "it" : "them") + " for repositories, such as " +
           escape_control(first.first) + ": did you mean " + Term::kRepositoryDepth + " " +
           std::to_string(level) + "?";
  }
  return {};
}

}  // namespace trawl
