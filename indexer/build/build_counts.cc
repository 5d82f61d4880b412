#include "indexer/build/build_counts.h"

#include <cstddef>

namespace trawl {

std::string describe_skipped(const SkippedCounts& counts) {
  std::string text;
  for (size_t i = 1; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    text += (text.empty() ? "" : ", ") + std::to_string(counts[i]) + " " +
            skip_reason_name(static_cast<SkipReason>(i));
  }
  return text;
}

}  // namespace trawl
