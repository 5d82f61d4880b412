// A corpus: the repositories a build reads, from roots on the command line or from a corpus file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/corpus/directory_source.h"

namespace trawl {

// One repository to read, or (is_outside) what lies in a ROOT above its repositories.
struct RepositorySource {
  std::string name;       // "openstack/heat"; any bytes but NUL
  std::string directory;  // real path; as it was named when unreadable
  // Where it was named, for messages: "corpus.tsv:3" or the ROOT as given.
  std::string origin;
  // Not empty: the directory cannot be read, and why ("/src/heat: No such file or directory"). Only
  // repositories of a corpus file and those below a ROOT with a repository depth have it: a ROOT
  // that cannot be read is an error of the command.
  std::string unreadable;
  // Depth mode: the entries above the repository depth of this ROOT in path order, with paths
  // relative to it. All have a skip reason: kOutside, or kUnreadable and kVanished for a directory
  // that may hide repositories. Such a source has no files of its own: `directory` is not to be
  // walked.
  std::vector<SourceFile> outside;
  bool is_outside() const { return !outside.empty(); }
  std::string left_out;  // WalkOptions::left_out of its walk
};

// Roots as `build` takes them, in the order of sort_repositories. With depth 0 each root is one
// repository named after the last component of its real path; with depth N every directory N levels
// below it but `.git` is one, named by its relative path. Symlinks below a root are not followed.
// What lies above the depth is one more source, named after the root's last component.
// kInvalidArgument for a root that is missing, no directory, not readable, "/" with depth 0, or
// without a directory N levels down (an unmounted disk must not pass for an empty corpus), and for
// two repositories of one name (both are printed). `left_out` is the index to be written: it is no
// repository and no part of one.
Result<std::vector<RepositorySource>> repositories_of_roots(const std::vector<std::string>& roots,
                                                            uint32_t repository_depth,
                                                            const std::string& left_out = {});

// The lines of a corpus file in the order of sort_repositories: name<TAB>source[<TAB>revision];
// its lines are those of list_lines. A relative source is relative to the file's directory. A name
// is not empty and has no empty component; neither it nor the source begins or ends with a blank.
// kInvalidArgument "<file>:<line>: ..." for a bad line, a
// repeated name, or a revision (git sources are not supported yet), and for a file without a
// repository; the status of read_file when the file cannot be read.
Result<std::vector<RepositorySource>> repositories_of_file(const std::string& path,
                                                           const std::string& left_out = {});

// Sorts by name (bytes), and refuses two repositories of one name or of names like a and a/x,
// naming both directories and origins. What lies outside repositories gives way: it is named by its
// real path.
Status sort_repositories(std::vector<RepositorySource>* repositories);

}  // namespace trawl
