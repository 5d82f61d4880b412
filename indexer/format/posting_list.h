// Posting lists: ascending chunk numbers that hold a gram, as bytes, and a cursor over them.
//
// Coding: blocks of kPostingBlock numbers, each coded by binary interpolation between the block's
// known ends (Moffat & Stuiver, "Binary Interpolative Coding for Effective Index Compression",
// 2000), after a skip table of every block's last number and where its bits end. Neighbouring
// chunks hold the same grams, and interpolation makes use of that: runs cost no bits. FORMAT.md has
// the bytes.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/format.h"
#include "indexer/format/ids.h"

namespace trawl {

// Appends the coded list. REQUIRES: not empty, strictly ascending, at most kMaxPostingNumber.
void encode_posting_list(std::span<const uint32_t> chunks, std::string* out);

// The sequences that candidates are computed from: ascending chunk numbers. chunk() and next()
// REQUIRE !at_end(); next_geq() goes to the first number >= target, never backwards.
template <class T>
concept PostingCursorLike = requires(T cursor, const T& constant, ChunkNumber target) {
  { constant.at_end() } -> std::same_as<bool>;
  { constant.chunk() } -> std::same_as<ChunkNumber>;
  { cursor.next() } -> std::same_as<void>;
  { cursor.next_geq(target) } -> std::same_as<void>;
  { constant.size() } -> std::same_as<uint32_t>;
};

// Reads a coded list, which must outlive it. The bytes may be anything: a malformed list ends early
// with status() not ok, so callers check status() at the end. One object, one thread.
class PostingCursor {
 public:
  explicit PostingCursor(std::string_view bytes);

  bool at_end() const { return at_end_; }
  ChunkNumber chunk() const { return {block_[position_]}; }
  void next() {
    if (++position_ > block_length_) next_block();
  }
  void next_geq(ChunkNumber target);
  uint32_t size() const { return size_; }
  const Status& status() const { return status_; }

 private:
  uint32_t block_count() const { return (size_ - 1) / kPostingBlock + 1; }
  uint32_t block_last(uint32_t index) const;  // the block's greatest number
  uint32_t block_end(uint32_t index) const;   // where its bits end in payload_
  void open(std::string_view bytes);
  void load_block(uint32_t index);
  void next_block();
  uint32_t find_block(uint32_t target) const;
  void fail();
  friend Status append_posting_list(std::string_view bytes, std::vector<uint32_t>* chunks);

  std::string_view table_;  // the skip table up to the end of the list, so that loads may overlap
  std::string_view payload_;
  uint32_t size_ = 0;
  uint32_t last_ = 0;
  uint32_t last_width_ = 0;  // bits of an entry's two fields
  uint32_t end_width_ = 0;
  uint32_t block_index_ = 0;
  uint32_t block_length_ = 0;
  uint32_t position_ = 1;
  bool at_end_ = false;
  std::array<uint32_t, kPostingBlock + 1> block_{};  // numbers from index 1 on, see the .cc
  Status status_;
};
static_assert(PostingCursorLike<PostingCursor>);

// The number of entries of a coded list, from its first bytes; 0 when malformed.
uint32_t posting_list_size(std::string_view bytes);

// Appends the whole list to `chunks`; a malformed list may leave a part of it there.
Status append_posting_list(std::string_view bytes, std::vector<uint32_t>* chunks);
// The whole list as a vector.
Result<std::vector<uint32_t>> decode_posting_list(std::string_view bytes);

}  // namespace trawl
