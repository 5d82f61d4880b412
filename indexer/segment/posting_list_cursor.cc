// A group's record comes before the long lists with the same first two bytes; its lists are read in
// between those.
#include "indexer/segment/posting_list_cursor.h"

#include "indexer/format/keys.h"

namespace trawl {

Result<PostingListCursor> PostingListCursor::open(const Store& store, const SegmentFacts& segment) {
  PostingListCursor lists(store, segment);
  TRAWL_RETURN_IF_ERROR(lists.choose());
  return lists;
}

Status PostingListCursor::next() {
  if (is_short_) {
    group_->next();
  } else {
    reader_.next();
  }
  return choose();
}

Status PostingListCursor::take_group() {
  const std::optional<Gram> first = parse_posting_group_key(reader_.key());
  if (!first) return wrong_segment(*segment_, "a posting record of an unknown kind");
  const std::string_view bytes = reader_.value();
  group_bytes_.assign(bytes.begin(), bytes.end());
  group_.emplace(std::string_view(group_bytes_.data(), group_bytes_.size()), *first);
  reader_.next();
  return {};
}

Status PostingListCursor::choose() {
  std::optional<Gram> long_gram;
  while (true) {
    if (group_ && group_->at_end()) {
      TRAWL_RETURN_IF_ERROR(group_->status());
      group_.reset();
    }
    if (reader_.at_end()) break;
    long_gram = parse_posting_key(reader_.key());
    if (long_gram || group_) break;
    TRAWL_RETURN_IF_ERROR(take_group());
  }
  at_end_ = !group_ && !long_gram;
  if (at_end_) return reader_.finish();
  is_short_ = group_ && (!long_gram || group_->gram() < *long_gram);
  gram_ = is_short_ ? group_->gram() : *long_gram;
  list_ = is_short_ ? group_->list() : reader_.value();
  return {};
}

}  // namespace trawl
