#include "indexer/segment/segment_id.h"

#include <string>

#include "indexer/format/coding.h"
#include "indexer/format/format.h"

namespace trawl {

SegmentIdHasher::SegmentIdHasher(uint64_t segment_bytes, const DictionaryId& dictionary,
                                 uint32_t facts_version, std::span<const RuleDigest> rules) {
  std::string head = "segment";
  for (const uint64_t number :
       {uint64_t{kFormatVersion}, uint64_t{kChunkSize}, uint64_t{kGiantLine}, segment_bytes,
        uint64_t{facts_version}, uint64_t{rules.size()}}) {
    put_u64_be(&head, number);
  }
  head.append(dictionary.view());
  for (const RuleDigest& rule : rules) head.append(rule.view());
  hasher_.update(head);
}

void SegmentIdHasher::add_unindexed(const UnindexedContent& content) {
  // The first is told from a further document by a digest that no content has.
  if (!has_unindexed_) hasher_.update(DocumentDigest().view());
  has_unindexed_ = true;
  hasher_.update(content.digest.view());
  hasher_.update(encode_blob_value(content));
}

}  // namespace trawl
