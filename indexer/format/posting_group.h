// Records of posting lists: a long list has its own, short lists share one.
//
// Most grams occur in only a few chunks, and a key with RocksDB's overhead takes more space than
// the numbers of such a list. So the short lists of all grams with the same first two bytes share
// one record, a group. FORMAT.md has the bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/coding.h"
#include "indexer/format/gram.h"
#include "indexer/format/ids.h"

namespace trawl {

// The longest list, in coded bytes, that a group takes.
inline constexpr size_t kMaxGroupedList = 32;

// Makes a segment's records from coded lists that come in the order of their grams, and hands the
// records over in the order of their keys. One object, one thread.
class PostingRecords {
 public:
  using Sink = std::function<Status(std::string_view key, std::string_view value)>;
  PostingRecords(const SegmentId& segment, Sink sink) : segment_(segment), sink_(std::move(sink)) {}

  // REQUIRES: gram greater than every one before it.
  Status add(Gram gram, std::string_view coded);
  // Hands over the records that are left.
  Status finish();

 private:
  struct LongList {
    Gram gram;
    size_t size = 0;
  };

  SegmentId segment_;
  Sink sink_;
  Gram last_;          // of the lists below, which share their first two bytes
  std::string group_;  // the short lists
  std::vector<LongList> long_lists_;
  std::string long_bytes_;
};

// Walks the lists of a group's record, which must outlive it, in the order of their grams. A
// malformed record ends early with status() not ok. One object, one thread.
class PostingGroupCursor {
 public:
  // `first`: the least gram that could be in the group.
  PostingGroupCursor(std::string_view group, Gram first)
      : decoder_(group, "group of posting lists"), gram_(first) {
    next();
  }

  bool at_end() const { return list_.empty(); }
  // REQUIRES: !at_end().
  Gram gram() const { return gram_; }
  std::string_view list() const { return list_; }
  void next();
  Status status() const { return decoder_.status(); }

 private:
  Decoder decoder_;
  Gram gram_;
  std::string_view list_;  // empty only at the end
};

// The coded list of `gram` in its group's record; empty when it has none there. kCorruption for a
// malformed record.
Result<std::string_view> find_in_group(std::string_view group, Gram gram);

}  // namespace trawl
