// A small project whose wrappers are used, for tests.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "indexer/study/evidence.h"

namespace trawl {

struct ProjectFile {
  std::string path, source;
};

// The wrappers of the files: what has a line with "spawn(" or "green.Pool" outside of its own
// header, and classes with such a header. What returns a call of "spawn(" returns an object.
std::vector<Wrapper> wrappers_in(const std::vector<ProjectFile>& files);

// "n.py:3 Group.add" for each use, by file in the order given, each file's ascending by line. Files
// are read in rounds, as the report reads them: those with wrappers and then all others, until
// nothing new is found.
std::string uses_in(const std::vector<ProjectFile>& files);

}  // namespace trawl
