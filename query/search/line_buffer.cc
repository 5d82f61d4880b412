#include "query/search/line_buffer.h"

#include <algorithm>

namespace trawl {

void LineBuffer::add(const Line& line) {
  if (text_.size() + line.text.size() > text_.capacity()) grow_text(line.text.size());
  const size_t begin = text_.size();
  text_.insert(text_.end(), line.text.begin(), line.text.end());
  Line& added = lines_.emplace_back(line);
  added.text = {text_.data() + begin, line.text.size()};
  added.details = nullptr;
}

// The texts move with the block, so each line's view is set again. This is rare because the block
// doubles.
void LineBuffer::grow_text(size_t length) {
  text_.reserve(std::max(text_.size() + length, 2 * text_.capacity()));
  const char* begin = text_.data();
  for (Line& line : lines_) {
    line.text = {begin, line.text.size()};
    begin += line.text.size();
  }
}

void LineBuffer::clear(size_t most_kept) {
  lines_.clear();
  text_.clear();
  if (text_.capacity() > most_kept) text_.shrink_to_fit();
}

}  // namespace trawl
