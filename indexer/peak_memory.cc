#include "indexer/peak_memory.h"

#include <cstdlib>
#include <string_view>

#include "indexer/base/file.h"

namespace trawl {

uint64_t peak_memory() {
  const Result<std::string> status = read_file("/proc/self/status");
  if (!status.is_ok()) return 0;
  constexpr std::string_view kField = "VmHWM:";
  const size_t at = status->find(kField);
  if (at == std::string::npos) return 0;
  return std::strtoull(status->c_str() + at + kField.size(), nullptr, 10) << 10;  // in kB
}

}  // namespace trawl
