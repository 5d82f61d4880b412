// Describes what an index holds, for a person.
#pragma once

#include <string>

#include "indexer/base/status.h"

namespace trawl {

// Snapshots (name, repositories, files, text, age), segments (documents, chunks, text, bytes),
// families (files, bytes, share of the text) and rules of the live generation, and what is kept for
// readers of earlier ones, as a text of several lines.
Result<std::string> describe_index(const std::string& directory);

}  // namespace trawl
