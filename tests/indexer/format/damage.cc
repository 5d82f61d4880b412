#include "tests/indexer/format/damage.h"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <utility>

namespace {
thread_local size_t largest_allocation = 0;
}  // namespace

// Replaced for the whole test program, to record how much decoders allocate.
void* operator new(size_t size) {
  largest_allocation = std::max(largest_allocation, size);
  if (void* memory = std::malloc(std::max<size_t>(size, 1))) return memory;
  throw std::bad_alloc();
}
// Standard algorithms allocate their buffers with this form.
void* operator new(size_t size, const std::nothrow_t&) noexcept {
  largest_allocation = std::max(largest_allocation, size);
  return std::malloc(std::max<size_t>(size, 1));
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, size_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
  std::free(memory);
}

namespace trawl {

size_t take_largest_allocation() {
  return std::exchange(largest_allocation, 0);
}

}  // namespace trawl
