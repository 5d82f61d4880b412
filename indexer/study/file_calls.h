// The uses of wrappers in one file: calls, and wrappers that are handed on.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/study/evidence.h"
#include "indexer/study/study.h"
#include "indexer/study/wrapper_index.h"

namespace trawl {

// Whether some pattern counts uses of wrappers in this file.
bool counts_calls(const Study& study, const std::string& path, FileClass file_class);

// The uses in a file whose whole text is `source`, with their lines. `hits` are the file's: a line
// that is a hit of what the pattern wraps counts as that alone. REQUIRES: `index` is of `wrappers`,
// which are those of the study in the file's project.
std::vector<WrapperCall> wrapper_uses_in(const Study& study, const WrapperIndex& index,
                                         const std::vector<Wrapper>& wrappers,
                                         const std::string& path, std::span<const EvidenceHit> hits,
                                         std::string_view source);

}  // namespace trawl
