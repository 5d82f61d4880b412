// A corpus: the repositories a build reads, from roots on the command line or from a corpus file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"

namespace trawl {

// One repository to read.
struct RepositorySource {
  std::string name;       // "openstack/heat"
  std::string directory;  // real path
  // Where it was named, for messages: "corpus.tsv:3" or the ROOT as given.
  std::string origin;
  // Not empty: the directory cannot be read, and why. Only a corpus file's repositories may have it: a
  // missing ROOT is an error of the command.
  std::string unreadable;
  // Depth mode: files and directories above the repository depth under this root, which get the reason
  // `outside`. Such an entry has the ROOT's name and no files of its own.
  std::vector<std::string> outside_paths;
};

// Roots as `build` takes them. With depth 0 each root is one repository named after the last component of
// its real path; with depth N every directory N levels below it is one, named by its relative path.
// kInvalidArgument for a missing root, and for two repositories of one name (both are printed).
Result<std::vector<RepositorySource>> repositories_of_roots(const std::vector<std::string>& roots,
                                                            uint32_t repository_depth);

// The lines of a corpus file: name<TAB>source[<TAB>revision], '#' for comments. Relative sources are
// relative to the file's directory. kInvalidArgument "<file>:<line>: ..." for a bad line, a repeated name,
// or a revision (git sources are not supported yet).
Result<std::vector<RepositorySource>> repositories_of_file(const std::string& path);

// Sorts by name (bytes), and refuses two of one name, naming both origins.
Status sort_repositories(std::vector<RepositorySource>* repositories);

}  // namespace trawl
