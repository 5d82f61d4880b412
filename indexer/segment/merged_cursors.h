// Reads several sorted sequences as one.
#pragma once

#include <cstddef>
#include <functional>
#include <queue>
#include <type_traits>
#include <utility>
#include <vector>

#include "indexer/base/status.h"

namespace trawl {

// Gives the cursor with the least key, of several that each ascend by key(); of equal ones the
// first. A Cursor has at_end(), key(), which is copied, and Status next(). One object, one thread.
template <class Cursor>
class MergedCursors {
 public:
  using Key = std::decay_t<decltype(std::declval<const Cursor&>().key())>;

  explicit MergedCursors(std::vector<Cursor> cursors) : cursors_(std::move(cursors)) {
    for (size_t i = 0; i < cursors_.size(); ++i) push(i);
  }

  bool at_end() const { return heads_.empty(); }
  // REQUIRES: !at_end().
  Key key() const { return heads_.top().first; }
  size_t index() const { return heads_.top().second; }
  Cursor& cursor() { return cursors_[index()]; }
  Status next() {
    const size_t index = this->index();
    heads_.pop();
    TRAWL_RETURN_IF_ERROR(cursors_[index].next());
    push(index);
    return {};
  }
  // REQUIRES: at_end().
  std::vector<Cursor>& cursors() { return cursors_; }

 private:
  using Head = std::pair<Key, size_t>;

  void push(size_t index) {
    if (!cursors_[index].at_end()) heads_.emplace(cursors_[index].key(), index);
  }

  std::vector<Cursor> cursors_;
  std::priority_queue<Head, std::vector<Head>, std::greater<>> heads_;
};

}  // namespace trawl
