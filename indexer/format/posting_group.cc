#include "indexer/format/posting_group.h"

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

void PostingGroupCursor::next() {
  const bool is_first = list_.empty();
  const uint8_t before = third_byte(gram_);
  list_ = {};
  if (decoder_.at_end() || !decoder_.is_ok()) return;
  const uint8_t third = decoder_.u8();
  list_ = decoder_.string();
  if (list_.empty() || (!is_first && third <= before)) decoder_.fail();
  if (!decoder_.is_ok()) list_ = {};
  gram_.value = first_two_bytes(gram_) << 8 | third;
}

Result<std::string_view> find_in_group(std::string_view group, Gram gram) {
  PostingGroupCursor cursor(group, gram);
  while (!cursor.at_end() && third_byte(cursor.gram()) < third_byte(gram)) cursor.next();
  TRAWL_RETURN_IF_ERROR(cursor.status());
  if (cursor.at_end() || third_byte(cursor.gram()) != third_byte(gram)) return std::string_view();
  return cursor.list();
}

}  // namespace trawl
