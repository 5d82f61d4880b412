// Reads what put_grams wrote for the chunks of a segment, one first byte of grams at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace trawl {

// A chunk's grams with one first byte.
struct GramRun {
  uint32_t chunk;
  uint32_t count;
  const char* grams;  // their last two bytes, little endian, count times

  uint16_t gram(uint32_t i) const {
    uint16_t low;
    std::memcpy(&low, grams + i * sizeof low, sizeof low);
    return low;
  }
};

// The lists were written in this process and are trusted. One object, one thread.
class GramRuns {
 public:
  // `chunk_grams` are spans of put_grams() output; the lists in them, one after another, belong to
  // chunk 0, 1, 2, ...
  explicit GramRuns(const std::vector<std::string_view>& chunk_grams);

  size_t chunks() const { return lists_.size(); }
  // Calls visit(GramRun) for the runs of this first byte, in order of chunks. REQUIRES: the runs of
  // smaller first bytes have been taken.
  template <class Visit>
  void take(uint32_t first, Visit visit);

 private:
  struct List {
    const char* position;
    const char* end;
  };
  static constexpr uint16_t kNone = 256;
  // How many runs ahead are prefetched: those of one first byte lie far apart, so the processor
  // cannot foresee which comes next.
  static constexpr size_t kAhead = 16;

  size_t find(uint32_t first);
  GramRun take_run(uint32_t chunk);
  void set_next(size_t chunk);

  std::vector<List> lists_;      // the rest of each chunk's list
  std::vector<uint16_t> next_;   // the first byte of each list's next run
  std::vector<uint32_t> found_;  // the chunks whose next run has the byte asked for
};

template <class Visit>
void GramRuns::take(uint32_t first, Visit visit) {
  const size_t count = find(first);
  for (size_t i = 0; i < count; ++i) {
    __builtin_prefetch(lists_[found_[i + kAhead]].position);
    visit(take_run(found_[i]));
  }
}

}  // namespace trawl
