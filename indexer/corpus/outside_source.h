// A source of what lies in a ROOT above its repositories.
#pragma once

#include <vector>

#include "indexer/corpus/source.h"

namespace trawl {

// A source of these entries, which have no content to read. REQUIRES: path order, and a skip reason
// for each.
SourceOpener outside_source(std::vector<SourceFile> entries);

}  // namespace trawl
