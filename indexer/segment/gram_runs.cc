#include "indexer/segment/gram_runs.h"

#include <algorithm>

namespace trawl {
namespace {

template <class Integer>
Integer load(const char* position) {
  Integer value;
  std::memcpy(&value, position, sizeof value);
  return value;
}

}  // namespace

GramRuns::GramRuns(const std::vector<std::string_view>& chunk_grams) {
  for (const std::string_view lists : chunk_grams) {
    const char* position = lists.data();
    const char* const end = position + lists.size();
    while (position != end) {
      const char* const grams = position + sizeof(uint32_t);
      position = grams + load<uint32_t>(position);
      lists_.push_back({grams, position});
    }
  }
  next_.resize(lists_.size());
  found_.resize(lists_.size() + kAhead);
  for (size_t chunk = 0; chunk < lists_.size(); ++chunk) set_next(chunk);
}

void GramRuns::set_next(size_t chunk) {
  const List& list = lists_[chunk];
  next_[chunk] = list.position == list.end ? kNone : static_cast<uint8_t>(*list.position);
}

// Fills found_ and returns its number of chunks. The entries after them are valid chunks, too.
size_t GramRuns::find(uint32_t first) {
  size_t count = 0;
  for (size_t chunk = 0; chunk < next_.size(); ++chunk) {
    found_[count] = static_cast<uint32_t>(chunk);
    count += next_[chunk] == first ? 1 : 0;
  }
  std::fill_n(found_.begin() + static_cast<ptrdiff_t>(count), kAhead, 0);
  return count;
}

GramRun GramRuns::take_run(uint32_t chunk) {
  List& list = lists_[chunk];
  const char* const head = list.position + 1;  // after the first byte
  const GramRun run{chunk, load<uint16_t>(head) + 1u, head + sizeof(uint16_t)};
  list.position = run.grams + run.count * sizeof(uint16_t);
  set_next(chunk);
  return run;
}

}  // namespace trawl
