#include "indexer/base/open_files.h"

#include <sys/resource.h>

namespace trawl {

void raise_open_files_limit() {
  rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

uint64_t open_files_limit() {
  // The minimum that POSIX guarantees, for when the limit cannot be read.
  constexpr uint64_t kLeast = 20;
  rlimit limit;
  return getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : kLeast;
}

}  // namespace trawl
