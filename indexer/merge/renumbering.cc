#include "indexer/merge/renumbering.h"

#include <cstddef>

namespace trawl {

void Renumbering::finish(uint32_t first) {
  ranks_.resize(bits_.size());
  for (size_t i = 0; i < bits_.size(); ++i) {
    ranks_[i] = first + kept_;
    kept_ += static_cast<uint32_t>(std::popcount(bits_[i]));
  }
}

}  // namespace trawl
