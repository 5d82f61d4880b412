#include "indexer/format/posting_group.h"

#include "indexer/format/coding.h"
#include "indexer/format/keys.h"

namespace trawl {
namespace {

constexpr uint32_t first_two_bytes(Gram gram) {
  return gram.value >> 8;
}

constexpr uint8_t third_byte(Gram gram) {
  return static_cast<uint8_t>(gram.value & 255);
}

}  // namespace

Status PostingRecords::add(Gram gram, std::string_view coded) {
  if (first_two_bytes(gram) != first_two_bytes(last_)) TRAWL_RETURN_IF_ERROR(finish());
  last_ = gram;
  if (coded.size() <= kMaxGroupedList) {
    put_u8(&group_, third_byte(gram));
    put_string(&group_, coded);
  } else {
    long_lists_.push_back({gram, coded.size()});
    long_bytes_ += coded;
  }
  return {};
}

Status PostingRecords::finish() {
  if (!group_.empty()) {
    TRAWL_RETURN_IF_ERROR(sink_(posting_group_key(segment_, GramKind::kTrigram, last_), group_));
    group_.clear();
  }
  size_t offset = 0;
  for (const LongList& list : long_lists_) {
    TRAWL_RETURN_IF_ERROR(sink_(posting_key(segment_, GramKind::kTrigram, list.gram),
                                std::string_view(long_bytes_).substr(offset, list.size)));
    offset += list.size;
  }
  long_lists_.clear();
  long_bytes_.clear();
  return {};
}

Result<std::string_view> find_in_group(std::string_view group, Gram gram) {
  Decoder decoder(group, "group of posting lists");
  std::string_view found;
  while (decoder.is_ok() && !decoder.at_end()) {
    const uint8_t third = decoder.u8();
    const std::string_view list = decoder.string();
    if (list.empty()) decoder.fail();
    if (third == third_byte(gram)) found = list;
    if (third >= third_byte(gram)) break;
  }
  TRAWL_RETURN_IF_ERROR(decoder.status());
  return found;
}

}  // namespace trawl
