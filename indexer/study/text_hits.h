// Which hits of a Python file are text.
#pragma once

#include <string_view>

#include "indexer/study/evidence.h"

namespace trawl {

// Sets `in_text` of the file's hits. `source` has the file's lines at least up to its last hit.
void mark_text_hits(std::string_view source, EvidenceFile* file);

}  // namespace trawl
