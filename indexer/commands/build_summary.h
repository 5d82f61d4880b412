// What a person reads about a build when it ends.
#pragma once

#include <string>

#include "indexer/indexer.h"

namespace trawl {

// Repositories, files, documents, skipped by reason, sizes, speed and memory, a line each.
std::string describe_summary(const BuildSummary& summary, const std::string& index_directory,
                             const std::string& snapshot);

}  // namespace trawl
