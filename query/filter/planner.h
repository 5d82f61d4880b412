// From a trigram query to the posting lists that are worth reading in one segment, in order of
// cost.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "query/filter/trigram_query.h"

namespace trawl {

// The length of a gram's posting list in the segment, 0 when it has none.
using ListLength = std::function<Result<uint32_t>(Gram)>;

// A part of the filter. Its candidates hold everything that the query's part admits.
struct PlanNode {
  enum class Kind : uint8_t {
    kList,  // the chunks of one gram's list
    // What all `children` have, read in this order: each is probed for what the ones before left.
    kAnd,
    kOr,  // what some child has; at least two
  };

  Kind kind = Kind::kList;
  Gram gram;                       // kList's
  uint32_t list_length = 0;        // kList's
  double expected = 0;             // chunks that are expected to pass
  std::vector<PlanNode> children;  // kAnd and kOr
  // kAnd: what would cost more to read than it saves, ascending by length.
  std::vector<PlanNode> left_out;
};

struct QueryPlan {
  enum class Kind : uint8_t {
    kScan,     // every chunk is a candidate
    kNothing,  // none is
    kLists,    // those of `root`
  };

  Kind kind = Kind::kScan;
  PlanNode root;
};

// What verification costs, in nanoseconds.
struct VerifyCosts {
  double chunk = 10'000;         // read, unpack and search one, on some of the cores
  double first_chunk = 400'000;  // what the first one costs besides: a dictionary
};
// For chunks that are probably in memory, unpacked.
inline constexpr VerifyCosts kKeptChunks{.chunk = 5'000, .first_chunk = 0};

// Asks for each gram's length at most once per occurrence in the query, and stops at the first
// absent one that rules the segment out. Fails only as `length` does.
Result<QueryPlan> plan_query(const TrigramQuery& query, uint32_t chunk_count,
                             const ListLength& length, const VerifyCosts& costs = {});

// One line for --explain: "scan", "nothing", or the lists with their lengths in the order they are
// read: "ntl" 2081 & "eve" 2200; not read: "ent" 60141
std::string debug_string(const QueryPlan& plan);

}  // namespace trawl
