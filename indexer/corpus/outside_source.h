// What lies in a ROOT above its repositories, as a source.
#pragma once

#include <vector>

#include "indexer/corpus/source.h"

namespace trawl {

// A source of these entries, which have nothing to read. REQUIRES: path order, and a skip reason
// for each.
SourceOpener outside_source(std::vector<SourceFile> entries);

}  // namespace trawl
