// The hits of a rule, from the hit index. No content is read but for the lines whose text it leaves
// out, those longer than kMaxHitText, and for offsets, of every line.
#pragma once

#include <string>

#include "indexer/base/status.h"
#include "query/read/index_reader.h"
#include "query/search/line_selection.h"
#include "query/search/results.h"

namespace trawl {

struct RuleRequest {
  std::string rule;              // CATALOGUE/ID, or an id that one rule alone has
  std::string repository_regex;  // as a search's
  std::string path_regex;
  LineSelection lines;
  bool with_classes = false;  // results tell what class a file is of, which takes a read, and its
                              // place
  bool with_offsets = false;  // and where lines begin and how they end, which takes the content
};

// What a listing did, for --explain. Times in nanoseconds.
struct RuleStats {
  std::string rule;  // its whole name
  uint64_t blocks = 0;
  uint64_t hits = 0;
  uint64_t documents = 0;  // with a file that is selected
  uint64_t files = 0;
  uint64_t lines = 0;    // handed over
  uint64_t open_ns = 0;  // filled in by the caller
  uint64_t hits_ns = 0, places_ns = 0, sort_ns = 0, paths_ns = 0, texts_ns = 0, sink_ns = 0;
};

// What one call of the sink holds at most, unless it is a single line: its text and what is kept of
// each line.
inline constexpr size_t kMaxHitPart = 1 << 20;

// Pushes the hits in files of the rule's scope into the sink, by repository, path and line, large
// files in parts; offsets are 0 unless they are asked for. In memory are the documents with hits
// and their files (about 36 bytes for each), and a part. kNotFound for a rule the index does not
// know, with some it knows; kInvalidArgument when a segment of the snapshot was not scanned for it,
// with the command that does so.
//
// `stats` may be null.
Status list_rule_hits(const RuleRequest& request, IndexReader* reader, ResultSink* sink,
                      RuleStats* stats = nullptr);

// The stats as lines for a person.
std::string describe_stats(const RuleStats& stats);

}  // namespace trawl
