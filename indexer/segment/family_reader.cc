#include "indexer/segment/family_reader.h"

#include <fmt/format.h>

#include "indexer/format/keys.h"

namespace trawl {

uint64_t expected_entries(const SegmentFacts& segment, Family family) {
  uint64_t entries = 0;  // hits have a file for each time that rules were filled in
  for (const FileFacts& file : segment.files) {
    if (file.family == family) entries += file.entries;
  }
  return entries;
}

FamilyReader::FamilyReader(const Store& store, const SegmentFacts& segment, Family family)
    : segment_(&segment),
      family_(family),
      cursor_(store.scan(family, segment_prefix(segment.id))) {}

Status FamilyReader::finish() const {
  TRAWL_RETURN_IF_ERROR(cursor_.status());
  const uint64_t expected = expected_entries(*segment_, family_);
  if (count_ == expected) return {};
  return wrong_segment(*segment_,
                       fmt::format("the number of records in family {} is {}, but {} was published",
                                   kFamilyNames[static_cast<size_t>(family_)], count_, expected));
}

}  // namespace trawl
