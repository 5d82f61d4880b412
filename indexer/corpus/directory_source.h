// A directory as a source.
#pragma once

#include <string>

#include "indexer/corpus/source.h"

namespace trawl {

// Opens the files below `directory` as DirectoryWalk lists them. `left_out` is
// WalkOptions::left_out, `revision` what the corpus says that the directory holds. Such a source
// has no fingerprint: a file can be written twice between two ticks of its file system's clock, so
// equal sizes and times do not prove equal contents.
SourceOpener directory_source(std::string directory, std::string left_out = {},
                              Revision revision = {});

}  // namespace trawl
