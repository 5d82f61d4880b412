// The hits of many rules in one segment, on their way to its table: they come document by document
// and are stored rule by rule.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "indexer/base/spill_file.h"
#include "indexer/base/status.h"
#include "indexer/document/document_hits.h"
#include "indexer/format/hit.h"
#include "indexer/format/ids.h"
#include "indexer/store/sorted_file_writer.h"

namespace trawl {

// Memory holds one incomplete block of hits for each rule, and 16 bytes for each complete block,
// which is in a temporary file. One object, one thread.
class HitTable {
 public:
  // `directory` is where the temporary file goes.
  static Result<HitTable> create(const std::string& directory, size_t rule_count);

  // REQUIRES: documents ascend, and so do the lines of each; rules are below rule_count.
  Status add(DocumentNumber document, const HitLine& line);

  // Writes the records of one rule and forgets them; adds the number of hits to `*count`, unless
  // that is null. REQUIRES: keys ascend from call to call.
  Status write(uint32_t rule, const SegmentId& segment, const RuleDigest& digest,
               SortedFileWriter* writer, uint64_t* count);

 private:
  struct Block {
    uint64_t position;
    uint32_t size;
  };
  struct OfRule {
    std::vector<Block> full;
    HitBlockEncoder open;
  };

  HitTable(SpillFile spill, size_t rule_count) : spill_(std::move(spill)), rules_(rule_count) {}

  SpillFile spill_;
  std::vector<OfRule> rules_;
};

}  // namespace trawl
