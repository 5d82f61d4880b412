// What a build counts, for the progress line and the summary.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/format/tree.h"

namespace trawl {

using SkippedCounts = std::array<uint64_t, kSkipReasonCount>;  // files by SkipReason

// "12 unreadable, 1 vanished"; empty when there are none.
std::string describe_skipped(const SkippedCounts& counts);

// Files of the corpus as the build met them. Plain counters; the owner serialises access.
struct BuildCounts {
  uint64_t repositories = 0;  // without what lies outside of repositories
  uint64_t files = 0;         // every entry, skipped ones included
  uint64_t text_files = 0;
  uint64_t text_bytes = 0;     // of text files, copies counted
  uint64_t documents = 0;      // distinct contents of this snapshot
  uint64_t new_documents = 0;  // those that the index did not have before
  uint64_t new_bytes = 0;
  uint64_t examined = 0;  // files whose content gave its facts: the index had none of it
  uint64_t hits = 0;
  SkippedCounts skipped{};
};

}  // namespace trawl
