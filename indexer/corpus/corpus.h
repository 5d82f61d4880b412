// A corpus: the repositories that a build reads, from roots on the command line or from a corpus
// file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/corpus/repository.h"

namespace trawl {

// The repositories of ROOTs as `build` takes them, in the order of sort_repositories. With depth 0
// each root is a repository named after the last component of its real path. With depth N each
// directory N levels below it except `.git` is one, named by its path relative to the root; it is
// Repository::unreadable if it cannot be opened. Symlinks below a root are not followed. They, and
// whatever lies above the depth, become one more entry (is_outside), named after the root's last
// component.
// `left_out` is the index to be written: it is neither a repository nor part of one.
//
// `*questions` receives what a person should be asked, if anything: see question_of_depth.
//
// kInvalidArgument for a root that is missing, not a directory, not readable, "/" with depth 0,
// without a directory N levels down (an unmounted disk must not pass for an empty corpus), or a git
// repository without a work tree, and for two repositories with the same name (the message names
// both). If only some of the repositories N levels down lack a work tree, those are
// Repository::unreadable.
Result<std::vector<Repository>> repositories_of_roots(const std::vector<std::string>& roots,
                                                      uint32_t repository_depth,
                                                      const std::string& left_out = {},
                                                      std::vector<Phrase>* questions = nullptr);

// The repositories of a corpus file, in the order of sort_repositories. A line (as list_lines gives
// it) is name<TAB>source[<TAB>revision]. A relative source is relative to the file's directory. A
// name is not empty and has no empty component; neither it nor the source begins or ends with a
// blank. The revision is the commit or the tag that the directory holds, for links: nothing is
// checked out or compared. A source that cannot be opened is Repository::unreadable.
//
// kInvalidArgument "<file>:<line>: ..." for a bad line, a repeated name or a git repository without
// a work tree, and for a file without a repository; the status of read_file when the file cannot be
// read.
Result<std::vector<Repository>> repositories_of_file(const std::string& path,
                                                     const std::string& left_out = {});

// Sorts by name (bytes), and refuses two repositories with the same name or with names like a and
// a/x: the message has the locations and origins of both. What lies outside repositories gives way:
// if its name is taken, it is named by its real path.
Status sort_repositories(std::vector<Repository>* repositories);

}  // namespace trawl
