#include "indexer/segment/segment_id.h"

#include <string>

#include "indexer/format/coding.h"
#include "indexer/format/format.h"

namespace trawl {

SegmentIdHasher::SegmentIdHasher(uint64_t segment_bytes, const DictionaryId& dictionary,
                                 std::span<const RuleDigest> rules) {
  std::string head = "segment";
  for (const uint64_t number : {uint64_t{kFormatVersion}, uint64_t{kChunkSize},
                                uint64_t{kGiantLine}, segment_bytes, uint64_t{rules.size()}}) {
    put_u64_be(&head, number);
  }
  head.append(dictionary.view());
  for (const RuleDigest& rule : rules) head.append(rule.view());
  hasher_.update(head);
}

}  // namespace trawl
