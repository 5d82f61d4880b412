// The hits of a rule, from the hit index. No content is read but for the lines whose text it leaves
// out, those longer than kMaxHitText, and for offsets, of every line.
#pragma once

#include <string>

#include "indexer/base/status.h"
#include "query/language/query.h"
#include "query/read/index_reader.h"
#include "query/search/file_selection.h"
#include "query/search/results.h"

namespace trawl {

// The same fields as a Query's mean the same. Of what results may need, offsets take the content of
// each line, and classes a read for each file.
struct RuleRequest {
  std::string rule;  // CATALOGUE/ID, or an id that one rule alone has
  FileFilter files;
  LineSelection lines;
  OutputNeeds needs;
};

// What a listing did, for --explain. Times in nanoseconds.
struct RuleStats {
  std::string rule;  // its whole name
  uint64_t blocks = 0;
  uint64_t hits = 0;
  uint64_t documents = 0;  // with a file that is selected
  uint64_t files = 0;
  uint64_t lines = 0;  // handed over
  PathCounts paths;    // of files with hits
  uint64_t hits_ns = 0, places_ns = 0, sort_ns = 0, paths_ns = 0, texts_ns = 0, sink_ns = 0;
};

// What one call of the sink holds at most, unless it is a single line: its text and what is kept of
// each line.
inline constexpr size_t kMaxHitPart = 1 << 20;

// Pushes the hits in files of the rule's scope into the sink, by repository, path and line, large
// files in parts; offsets are 0 unless they are asked for. In memory are the documents with hits
// and their files (about 36 bytes for each), and a part. kNotFound for a rule the index does not
// know, with some it knows; kInvalidArgument when a segment of the snapshot was not scanned for it,
// with the command that does so; kUnsupported for spans.
//
// `stats` may be null.
Status list_rule_hits(const RuleRequest& request, IndexReader* reader, ResultSink* sink,
                      RuleStats* stats = nullptr);

// The stats as lines for a person. `open_ns` and `flush_ns`: what it took to open the index before
// the listing, and to write out the rest of its output after it.
std::string describe_stats(const RuleStats& stats, uint64_t open_ns, uint64_t flush_ns);

}  // namespace trawl
