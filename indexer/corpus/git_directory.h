// What of git shows in a directory. Nothing is read but names.
#pragma once

#include <string>

namespace trawl {

// Whether `.git` lies in the directory, in whatever form: it is the top of a work tree.
bool has_git_entry(const std::string& directory);

// Whether git's own files make up the directory (HEAD, objects, refs): a repository without a work
// tree, or the `.git` of one that has it.
bool is_git_directory(const std::string& directory);

}  // namespace trawl
