// The posting lists of a segment in the order of their grams.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/gram.h"
#include "indexer/format/posting_group.h"
#include "indexer/segment/family_reader.h"

namespace trawl {

// A cursor (see MergedCursors). One object, one thread; movable.
class PostingListCursor {
 public:
  static Result<PostingListCursor> open(const Store& store, const SegmentFacts& segment);

  bool at_end() const { return at_end_; }
  // REQUIRES: !at_end(). The list stays valid until next().
  Gram key() const { return gram_; }
  std::string_view list() const { return list_; }
  // Fails for a malformed record, and at the end if there was a record too many or too few.
  Status next();

 private:
  PostingListCursor(const Store& store, const SegmentFacts& segment)
      : segment_(&segment), reader_(store, segment, Family::kPostings) {}
  Status take_group();
  Status choose();

  const SegmentFacts* segment_;
  FamilyReader reader_;
  std::vector<char> group_bytes_;            // stays in its place when this is moved
  std::optional<PostingGroupCursor> group_;  // with the short lists that are left
  bool is_short_ = false;                    // whether the present list is from the group
  bool at_end_ = false;
  Gram gram_;
  std::string_view list_;
};

}  // namespace trawl
