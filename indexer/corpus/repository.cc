#include "indexer/corpus/repository.h"

namespace trawl {

Result<std::unique_ptr<Source>> Repository::open(const PathPatterns* ignore) const {
  if (!unreadable.empty()) return io_error(unreadable);
  return opener(ignore);
}

}  // namespace trawl
