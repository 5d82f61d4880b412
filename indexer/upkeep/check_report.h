// The counts of a check of an index.
#pragma once

#include <cstdint>

namespace trawl {

// What a check went through and found right.
struct CheckReport {
  uint64_t generation = 0;
  uint64_t segments = 0;
  uint64_t documents = 0;
  uint64_t chunks = 0;
  uint64_t posting_lists = 0;
  uint64_t postings = 0;
  uint64_t hits = 0;
  uint64_t snapshots = 0;
  uint64_t files = 0;
  uint64_t places = 0;
};

}  // namespace trawl
