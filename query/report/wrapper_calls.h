// Finds the uses of a project's wrappers.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/places.h"
#include "indexer/study/evidence.h"
#include "indexer/study/study.h"
#include "query/read/index_reader.h"

namespace trawl {

// The files that define wrappers, by repository.
using WrapperPlaces = std::map<std::string, std::set<Place>>;

// Adds the uses of each repository's wrappers to its files, and adds files that have nothing but
// such uses. A use is one by its name:
// - of a function of a module, where an import binds it to that module, or within that module, if
//   it is called or handed on as it is;
// - of a method, in its own class or one that derives from it, through `self`, `cls` or `super()`,
//   and through a name that is given new objects of the class and nothing else but None
//   (`self.group = ThreadGroup()`), as far as python_value_calls() follows it;
// - of a class that is a wrapper or derives from one, where it is called, and of every method of
//   its objects;
// - of a method of what a function returns, if that is an object of the subject.
// Lines that are hits of what the pattern wraps count as those alone, and lines within the wrapper
// itself do not count. Only one level is followed: what calls a caller is not looked for. A class
// that an import gives another name (`import A as B`) is not seen as a base, and such a function
// not where it is handed on. Nor is an import seen that is longer than a line and continued on
// another piece of its file (see kChunkSize). Files of more than kMostResolvedBytes have no uses
// and are not read. Each processor has a thread, with one file in memory at a time. `content` has
// kShowFamilies.
Status add_wrapper_calls(const Study& study, const WrapperPlaces& places, IndexReader* content,
                         std::vector<RepositoryEvidence>* all);

}  // namespace trawl
