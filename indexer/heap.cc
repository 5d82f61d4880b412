#include "indexer/heap.h"

#include <malloc.h>

#include <algorithm>

namespace trawl {
namespace {

// Of buffers for source files hardly any is larger: mapping pages anew for each would take time.
constexpr int kLargeBlock = 1 << 20;
constexpr uint64_t kMemoryPerHeap = 64 << 20;
constexpr uint64_t kMostHeaps = 256;

}  // namespace

void keep_heap_within(uint64_t memory) {
  mallopt(M_MMAP_THRESHOLD, kLargeBlock);
  const uint64_t heaps = std::clamp<uint64_t>(memory / kMemoryPerHeap, 1, kMostHeaps);
  mallopt(M_ARENA_MAX, static_cast<int>(heaps));
}

void return_freed_memory() {
  malloc_trim(0);
}

}  // namespace trawl
