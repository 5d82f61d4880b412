// Chooses the posting lists that are worth reading for a trigram query in one segment, in order of
// cost.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "query/filter/trigram_query.h"

namespace trawl {

// The length of a gram's posting list in the segment; 0 if it has none.
using ListLength = std::function<Result<uint32_t>(Gram)>;

// A part of the plan. Its candidates include all that satisfy the corresponding part of the query.
struct PlanNode {
  enum class Kind : uint8_t {
    kList,  // the chunks of one gram's list
    // The candidates of all `children`, read in this order. Each child is probed only for what the
    // ones before it left.
    kAnd,
    kOr,  // the candidates of any child; at least two
  };

  Kind kind = Kind::kList;
  Gram gram;                       // for kList
  uint32_t list_length = 0;        // for kList
  double expected = 0;             // number of chunks expected to pass
  std::vector<PlanNode> children;  // for kAnd and kOr
  // For kAnd: parts that would cost more to read than they save, in ascending order of length.
  std::vector<PlanNode> left_out;
};

struct QueryPlan {
  enum class Kind : uint8_t {
    kScan,     // every chunk is a candidate
    kNothing,  // no chunk is a candidate
    kLists,    // the candidates are those of `root`
  };

  Kind kind = Kind::kScan;
  PlanNode root;
};

// The cost of verification, in nanoseconds.
struct VerifyCosts {
  double chunk = 10'000;         // reads, decompresses and searches a chunk, on some of the cores
  double first_chunk = 400'000;  // the first chunk's extra cost: a dictionary
};
// The costs for chunks that are probably decompressed in memory.
inline constexpr VerifyCosts kKeptChunks{.chunk = 5'000, .first_chunk = 0};

// Asks for a gram's length at most once for each occurrence in the query, and stops at the first
// absent gram that rules the segment out. Fails only as `length` does.
Result<QueryPlan> plan_query(const TrigramQuery& query, uint32_t chunk_count,
                             const ListLength& length, const VerifyCosts& costs = {});

// One line for --explain: "scan", "nothing", or the lists with their lengths in reading order:
// "ntl" 2081 & "eve" 2200; not read: "ent" 60141
std::string debug_string(const QueryPlan& plan);

}  // namespace trawl
