// Whether a repository depth is one too deep, so that directories within repositories were taken
// for repositories.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/base/phrase.h"
#include "indexer/corpus/source.h"

namespace trawl {

// What a person is to be asked; empty when nothing speaks against the depth. A directory above the
// depth looks like a repository when `.git` lies in it, or project files (setup.py), or more files
// than directories; but not when `.git` lies in a repository below it, which is one then.
//
// `directory` is the ROOT, `repositories` are the paths at the depth relative to it, and `outside`
// is what lies above them. It is a guess: a question and no error.
Phrase question_of_depth(const std::string& directory, uint32_t depth,
                         const std::vector<std::string>& repositories,
                         const std::vector<SourceFile>& outside);

}  // namespace trawl
