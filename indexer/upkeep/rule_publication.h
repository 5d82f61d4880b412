// Adds, replaces and removes the rules of an index without its corpus.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/segment/manifest_rules.h"
#include "indexer/store/publication.h"
#include "indexer/study/rule_file.h"
#include "indexer/upkeep/rule_backfill.h"

namespace trawl {

// What a change of rules did.
struct RuleReport {
  uint64_t generation = 0;  // 0: there was nothing to do, and nothing was published
  uint32_t given = 0;       // rules in the files, or rules removed
  uint32_t rules = 0;       // those of them that the index did not have exactly so
  uint32_t gone = 0;        // rules that a catalogue had and no longer has
  uint32_t texts = 0;       // catalogues that the index had with another text
  uint32_t filled_in = 0;   // rules of the index that some segment had not been scanned for
  uint32_t segments = 0;    // such segments
  BackfillCounts counts;
};

// Everything that the files have.
RuleChange rule_change(const std::vector<RuleFile>& files);

// kInvalidArgument, with both files, for a catalogue or a plain rule that two of them have.
Status check_distinct(const std::vector<RuleFile>& files);

// Used before a build with rules: if a segment of the index was not scanned for some of them,
// publishes a separate generation that has them and their hits, as add_rules() with `replace` does.
// The build can then use the segment's documents without reading them again. REQUIRES:
// check_distinct(files).
Status fill_in_rules(const std::vector<RuleFile>& files, IndexWriter* writer);

// Publishes a generation that has the rules of the files, with their hits in every segment. Nothing
// stays of an older catalogue of the same name. kInvalidArgument for files that check_distinct()
// refuses and, without `replace`, for what the index already has with another meaning. kNotFound
// without an index. After a failure the index is as it was.
Result<RuleReport> add_rules(const std::string& directory, const std::vector<RuleFile>& files,
                             bool replace);

// Publishes a generation without these catalogues and plain rules, and without their hits. A name
// that is neither, but a file's, stands for what the file has. kNotFound for a name that the index
// does not have.
Result<RuleReport> remove_rules(const std::string& directory,
                                const std::vector<std::string>& names);

}  // namespace trawl
