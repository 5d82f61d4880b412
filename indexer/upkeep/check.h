// Verifies a whole index against itself: what publication promised, and what records say of each
// other.
#pragma once

#include <cstdint>
#include <string>

#include "indexer/base/status.h"
#include "indexer/upkeep/check_report.h"

namespace trawl {

inline constexpr uint64_t kDefaultCheckMemory = uint64_t{1} << 30;

// Reads every record of the live generation: block checksums; each document's content against its
// digest, size, lines and chunks; each posting list against the grams of the content, both ways;
// each hit against its rule; each file of each snapshot against its document and its place, both
// ways; each tree, part, slot table, block of entries and snapshot against its id; all counts, and
// the entries of each file. kCorruption names the first record that is wrong. It does not compute
// the ids of segments again, because not everything that went into them is kept (the size at which
// a segment closed, the rules of the build).
//
// It stays within `memory` bytes, as long as the largest document takes no more than a quarter of
// them, but for the records of the documents and chunks of the largest segment, and, of the largest
// snapshot, 16 bytes a text file and the records of its documents, of some 50 bytes each. Less
// memory takes more time: posting lists are read once for each part of a segment that it has room
// for.
Result<CheckReport> check_index(const std::string& directory,
                                uint64_t memory = kDefaultCheckMemory);

// The report as lines for a person.
std::string describe_check(const CheckReport& report);

}  // namespace trawl
