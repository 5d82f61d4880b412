// Finds the functions and classes of a project that wrap what a study is about: a body or a header
// with a hit of certain rules.
#pragma once

#include <string_view>
#include <vector>

#include "indexer/study/evidence.h"
#include "indexer/study/study.h"

namespace trawl {

// Appends the functions of a Python file whose own body has a hit, outside text, of a rule that a
// pattern of the study wraps: functions of a module and methods of its classes, each once for a
// pattern, with the rule that the pattern names first. A hit in a nested function belongs to the
// function around it. `__init__` goes by the name of its class, and other special methods are left
// out: nothing calls them by name. Appends the classes, too, whose header has such a hit, unless a
// function or another class is around them. `source` has the file's lines at least up to its last
// hit; a source of more than kMostResolvedBytes has no wrappers.
void find_wrappers(const Study& study, std::string_view source, const EvidenceFile& file,
                   std::vector<Wrapper>* wrappers);

}  // namespace trawl
