// Lines with their text, kept until they are delivered.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "query/read/line.h"

namespace trawl {

// Copies each text once, into one block that all lines share. One object, one thread. After a move,
// the lines stay valid.
class LineBuffer {
 public:
  LineBuffer() = default;
  LineBuffer(LineBuffer&&) noexcept = default;
  LineBuffer& operator=(LineBuffer&&) noexcept = default;

  // Appends a line and its text, not its details.
  void add(const Line& line);
  // Valid until the next add() or clear().
  std::span<const Line> lines() const { return lines_; }
  bool empty() const { return lines_.empty(); }
  // Bytes used by the lines and their text.
  uint64_t bytes() const { return text_.size() + lines_.size() * sizeof(Line); }
  // Bytes allocated for them.
  uint64_t memory() const { return text_.capacity() + lines_.capacity() * sizeof(Line); }
  // Drops all lines. The block of text is kept for the next lines unless it is larger than
  // `most_kept` bytes.
  void clear(size_t most_kept);

 private:
  // Makes room for `length` more bytes of text.
  void grow_text(size_t length);

  std::vector<Line> lines_;
  std::vector<char> text_;  // of lines_, one after the other
};

}  // namespace trawl
