// Finds the calls of a project's wrappers.
#pragma once

#include <vector>

#include "indexer/base/status.h"
#include "indexer/study/evidence.h"
#include "indexer/study/study.h"
#include "query/read/index_reader.h"

namespace trawl {

// Adds the calls of each repository's wrappers to its files, and adds files that have nothing but
// such calls. A call is one by its name:
// - of a function of a module, where an import binds it to that module, or within that module;
// - of a method, in its own class through `self` or `cls`, and through a name that is given new
//   objects of the class and nothing else but None (`self.group = ThreadGroup()`), as far as
//   python_value_calls() follows it.
// Lines that are hits of what the pattern wraps count as those alone, and lines within the wrapper
// itself do not count. Only one level is followed: what calls a caller is not looked for. Files of
// more than kMostResolvedBytes have no calls and are not read. Each processor has a thread, with
// one file in memory at a time. `content` has kShowFamilies.
Status add_wrapper_calls(const Study& study, IndexReader* content,
                         std::vector<RepositoryEvidence>* all);

}  // namespace trawl
