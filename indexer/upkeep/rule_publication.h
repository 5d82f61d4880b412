// The rules of an index: added, replaced and removed without its corpus.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/rules/rule_file.h"
#include "indexer/segment/manifest_rules.h"
#include "indexer/store/publication.h"
#include "indexer/upkeep/rule_backfill.h"

namespace trawl {

// What a change of rules did.
struct RuleReport {
  uint64_t generation = 0;  // 0: there was nothing to do, and nothing was published
  uint32_t given = 0;       // rules, or that were removed
  uint32_t rules = 0;       // of them, those that the index did not have just so
  uint32_t gone = 0;        // rules that a catalogue had and has no more
  uint32_t texts = 0;       // catalogues that the index had with another text
  uint32_t filled_in = 0;   // rules of the index that some segment had not been scanned for
  uint32_t segments = 0;    // such segments
  BackfillCounts counts;
};

// read_rule_file(), which also refuses languages that no file is ever of.
Result<RuleFile> read_checked_rule_file(const std::string& path);

// All that the files give.
RuleChange rule_change(const std::vector<RuleFile>& files);

// kInvalidArgument, with both files, for a catalogue or a plain rule that two of them give.
Status check_distinct(const std::vector<RuleFile>& files);

// Before a build with rules: when a segment of the index was not scanned for some of them,
// publishes a generation of its own that has them and their hits, as add_rules() with `replace`
// does. So the build can use the segment's documents, which are not read again. REQUIRES:
// check_distinct(files).
Status fill_in_rules(const std::vector<RuleFile>& files, IndexWriter* writer);

// Publishes a generation that has the rules of the files, with their hits in every segment. Of a
// catalogue of the same name nothing stays. Without `replace`, kInvalidArgument for what the index
// has already with another meaning, and for files that check_distinct() refuses. kNotFound without
// an index. After a failure the index is as it was.
Result<RuleReport> add_rules(const std::string& directory, const std::vector<RuleFile>& files,
                             bool replace);

// Publishes a generation without these catalogues and plain rules, and without their hits. A name
// that is neither but a file's stands for what the file gives. kNotFound for what the index does
// not have.
Result<RuleReport> remove_rules(const std::string& directory,
                                const std::vector<std::string>& names);

}  // namespace trawl
