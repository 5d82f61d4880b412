// Verifies a whole index against itself: what publication promised, and what every record says of
// another.
#pragma once

#include <cstdint>
#include <string>

#include "indexer/base/status.h"

namespace trawl {

// What a check went through, all of it found right.
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

// Reads every record of the live generation: block checksums; each document's content against its
// digest, size, lines and chunks; each posting list against the grams of the content, both ways;
// each hit against its rule; each file of each snapshot against its document and its place, both
// ways; each tree against its id; all counts, and the entries of each file. kCorruption names the
// first record that is wrong. The ids of segments and snapshots are not computed anew: what they
// are made of (the size at which a segment closed, the rules of the build) is not all kept.
//
// Memory: what the largest segment takes, or, of the largest snapshot, 16 bytes a text file and the
// records of its documents, of some 50 bytes each.
Result<CheckReport> check_index(const std::string& directory);

// The report as lines for a person.
std::string describe_check(const CheckReport& report);

}  // namespace trawl
