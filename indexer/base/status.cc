#include "indexer/base/status.h"

#include <cerrno>
#include <system_error>

namespace trawl {

Status errno_error(const std::string& what) {
  return io_error(what + ": " + std::generic_category().message(errno));
}

}  // namespace trawl
