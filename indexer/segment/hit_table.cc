#include "indexer/segment/hit_table.h"

#include <string_view>

#include "indexer/format/format.h"
#include "indexer/format/keys.h"

namespace trawl {

Result<HitTable> HitTable::create(const std::string& directory, size_t rule_count) {
  TRAWL_ASSIGN_OR_RETURN(SpillFile spill, SpillFile::create(directory));
  return HitTable(std::move(spill), rule_count);
}

Status HitTable::add(DocumentNumber document, const HitLine& line) {
  const std::string_view* const text = line.text ? &*line.text : nullptr;
  for (const uint32_t rule : line.rules) {
    OfRule& of_rule = rules_[rule];
    of_rule.open.add(document, line.line, text);
    if (of_rule.open.count() < kHitsPerBlock) continue;
    const std::string block = of_rule.open.finish();
    TRAWL_ASSIGN_OR_RETURN(const uint64_t position, spill_.append(block));
    of_rule.full.push_back({position, static_cast<uint32_t>(block.size())});
  }
  return {};
}

Status HitTable::write(uint32_t rule, const SegmentId& segment, const RuleDigest& digest,
                       SortedFileWriter* writer, uint64_t* count) {
  OfRule& of_rule = rules_[rule];
  if (count != nullptr) *count += of_rule.full.size() * kHitsPerBlock + of_rule.open.count();
  std::string bytes;
  uint32_t number = 0;
  for (const Block& block : of_rule.full) {
    bytes.resize(block.size);
    TRAWL_RETURN_IF_ERROR(spill_.read(block.position, block.size, bytes.data()));
    TRAWL_RETURN_IF_ERROR(writer->add(hit_key(segment, digest, number++), bytes));
  }
  if (of_rule.open.count() != 0) {
    TRAWL_RETURN_IF_ERROR(writer->add(hit_key(segment, digest, number), of_rule.open.finish()));
  }
  of_rule = {};
  return {};
}

}  // namespace trawl
