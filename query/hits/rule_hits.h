// Lists the hits of a rule from the hit index. Content is read only for lines longer than
// kMaxHitText, whose text the hit index leaves out, and for every line if offsets are wanted.
#pragma once

#include <string>

#include "indexer/base/status.h"
#include "query/language/query.h"
#include "query/read/index_reader.h"
#include "query/search/file_selection.h"
#include "query/search/results.h"

namespace trawl {

// The fields that a Query also has mean the same here. Offsets cost a read of each line's content,
// and classes cost one read per file.
struct RuleRequest {
  std::string rule;  // CATALOGUE/ID, or an ID that only one rule has
  FileFilter files;
  LineSelection lines;
  OutputNeeds needs;
};

// What a listing did, for --explain. Times in nanoseconds.
struct RuleStats {
  std::string rule;  // its full name
  uint64_t blocks = 0;
  uint64_t hits = 0;
  uint64_t documents = 0;  // those with at least one selected file
  uint64_t files = 0;
  uint64_t lines = 0;  // delivered to the sink
  uint64_t hits_ns = 0, places_ns = 0, sort_ns = 0, paths_ns = 0, texts_ns = 0, sink_ns = 0;
};

// The most that one call of the sink holds: the text of its lines and a record for each. A single
// line may be larger.
inline constexpr size_t kMaxHitPart = 1 << 20;

// Pushes the hits into the sink, ordered by repository, path and line; a large file comes in parts.
// Only files in the rule's scope count. Offsets are 0 unless they are asked for. Memory holds one
// part, and the documents with hits and their files (about 36 bytes for each). Errors: kNotFound if
// the index does not know the rule (the message names some that it knows); kInvalidArgument if a
// segment of the snapshot was not scanned for the rule (the message names the command that does
// so); kUnsupported if spans are asked for.
//
// `stats` may be null.
Status list_rule_hits(const RuleRequest& request, IndexReader* reader, ResultSink* sink,
                      RuleStats* stats = nullptr);

// The stats as lines for a person. `open_ns` is the time it took to open the index before the
// listing, and `flush_ns` the time to write out the rest of its output afterwards.
std::string describe_stats(const RuleStats& stats, uint64_t open_ns, uint64_t flush_ns);

}  // namespace trawl
