// The hits of a rule, from the hit index: no content is read but for very long lines.
#pragma once

#include <string>

#include "indexer/base/status.h"
#include "query/index_reader.h"
#include "query/results.h"
#include "query/verifier.h"

namespace trawl {

struct RuleRequest {
  std::string rule;              // its name
  std::string repository_regex;  // as a search's
  std::string path_regex;
  LineSelection lines;
};

// Pushes the hits into the sink, by repository, path and line; offsets are not known and 0.
// kNotFound for a rule the index does not know, with those it knows; kInvalidArgument when a
// segment of the snapshot was not scanned for it, with the command that does so.
Status list_rule_hits(const RuleRequest& request, IndexReader* reader, ResultSink* sink);

}  // namespace trawl
