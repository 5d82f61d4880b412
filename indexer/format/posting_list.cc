#include "indexer/format/posting_list.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "indexer/format/coding.h"
#include "indexer/format/posting_codes.h"

namespace trawl {
namespace {

uint64_t load64(const void* bytes) {
  uint64_t word;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

class BitReader {
 public:
  explicit BitReader(const char* in) : begin_(in), in_(in) {}

  // The position of a value in its range, short codes first.
  uint64_t read(const RangeCode& code) {
    if (held_ < kMaxCodeBits) refill();
    const uint64_t head = buffer_ & (code.power - 1);
    const uint64_t is_long = head >= code.short_codes ? 1 : 0;
    const uint64_t tail = buffer_ >> code.width & 1;
    buffer_ >>= code.width + is_long;
    held_ -= code.width + static_cast<uint32_t>(is_long);
    // A product instead of a branch, because it is not predictable which codes are long.
    return head + is_long * (head - code.short_codes + tail);
  }
  size_t bytes_read() const { return (static_cast<size_t>(in_ - begin_) * 8 - held_ + 7) / 8; }

 private:
  // Leaves at least 56 bits in the buffer. Bits above held_ may be there already: loading them
  // again changes nothing.
  void refill() {
    buffer_ |= load64(in_) << held_;
    in_ += (63 - held_) / 8;
    held_ |= 56;
  }

  const char* begin_;
  const char* in_;
  uint64_t buffer_ = 0;
  uint32_t held_ = 0;
};

// Decodes the bits of a block into v[1..length]; v[0] and v[length] are set. `bits` has kSlack
// readable bytes beyond the most that the codes of the block's range can take. Any bits give
// ascending numbers between v[0] and v[length]. Returns the bytes read.
size_t decode_block(const char* bits, uint32_t length, uint32_t* v) {
  BitReader reader(bits);
  for_each_code(length, [&](uint32_t k, uint32_t step, uint32_t right) {
    const uint32_t values = values_between(v[k - step], v[right], step + right - k);
    const RangeCode code(values);
    uint64_t value = reader.read(code) + code.first_short;
    value -= value >= values ? values : 0;
    v[k] = v[k - step] + step + static_cast<uint32_t>(value);
  });
  return reader.bytes_read();
}

// `width` bits, at most 32, from bit `position` on; zeros past the end.
uint32_t bits_at(std::string_view bytes, uint64_t position, uint32_t width) {
  const uint64_t byte = position / 8;
  uint64_t word = 0;
  if (byte + sizeof word <= bytes.size()) {
    word = load64(bytes.data() + byte);
  } else if (byte < bytes.size()) {
    std::memcpy(&word, bytes.data() + byte, bytes.size() - byte);
  }
  return static_cast<uint32_t>(word >> position % 8 & ((uint64_t{1} << width) - 1));
}

}  // namespace

PostingCursor::PostingCursor(std::string_view bytes) {
  open(bytes);
  if (status_.is_ok()) load_block(0);
}

void PostingCursor::open(std::string_view bytes) {
  Decoder decoder(bytes, "posting list");
  const uint32_t size = decoder.varint32();
  last_ = static_cast<uint32_t>(decoder.varint_at_most(kMaxPostingNumber));
  if (!decoder.is_ok() || size == 0 || size - 1 > last_) return fail();
  size_ = size;
  if (size_ <= kPostingBlock) {
    payload_ = bytes.substr(decoder.offset());
    return;
  }
  const uint32_t payload_size = decoder.varint32();
  last_width_ = width_of(last_);
  end_width_ = width_of(payload_size);
  // Checked here, so that a list that is cut off, or claims more numbers than its bytes hold, fails
  // at once.
  const uint64_t table_bits = uint64_t{block_count() - 1} * (last_width_ + end_width_);
  if (!decoder.is_ok() || decoder.remaining() != (table_bits + 7) / 8 + payload_size) {
    return fail();
  }
  table_ = bytes.substr(decoder.offset());
  payload_ = bytes.substr(bytes.size() - payload_size);
}

uint32_t PostingCursor::block_last(uint32_t index) const {
  if (index == block_count() - 1) return last_;
  return bits_at(table_, uint64_t{index} * (last_width_ + end_width_), last_width_);
}

uint32_t PostingCursor::block_end(uint32_t index) const {
  if (index == block_count() - 1) return static_cast<uint32_t>(payload_.size());
  return bits_at(table_, uint64_t{index} * (last_width_ + end_width_) + last_width_, end_width_);
}

void PostingCursor::load_block(uint32_t index) {
  const uint32_t begin = index == 0 ? 0 : block_end(index - 1);
  const uint32_t end = block_end(index);
  const uint32_t before = index == 0 ? UINT32_MAX : block_last(index - 1);
  const uint32_t last = block_last(index);
  block_index_ = index;
  block_length_ = std::min(kPostingBlock, size_ - index * kPostingBlock);
  position_ = 1;
  if (begin > end || end > payload_.size()) return fail();
  // The block's numbers lie in before + 1 ... last, which must be at least as many.
  if ((index != 0 && last <= before) || last - before < block_length_) return fail();
  block_[0] = before;
  block_[block_length_] = last;
  if (last - before == block_length_) {  // one run
    for (uint32_t k = 1; k < block_length_; ++k) block_[k] = before + k;
    if (begin != end) fail();
    return;
  }
  // In place if even the longest codes end inside the list, else in a copy with zeros after it.
  const size_t reach = (block_length_ * size_t{width_of(last - before)} + 7) / 8 + kSlack;
  const char* bits = payload_.data() + begin;
  std::array<char, kMaxBlockBytes> copy;
  if (payload_.size() - begin < reach) {
    const size_t length = end - begin;
    if (length > reach) return fail();
    std::memcpy(copy.data(), bits, length);
    std::memset(copy.data() + length, 0, reach - length);
    bits = copy.data();
  }
  if (decode_block(bits, block_length_, block_.data()) != end - begin) fail();
}

void PostingCursor::fail() {
  status_ = corruption("posting list: malformed");
  at_end_ = true;
}

void PostingCursor::next_block() {
  if (block_index_ + 1 < block_count()) {
    load_block(block_index_ + 1);
  } else {
    at_end_ = true;
  }
}

void PostingCursor::next_geq(ChunkNumber target) {
  if (at_end_ || block_[position_] >= target.value) return;
  if (target.value > last_) {
    at_end_ = true;
    return;
  }
  if (block_[block_length_] < target.value) {
    load_block(find_block(target.value));
    if (at_end_) return;
  }
  const uint32_t* const found =
      std::lower_bound(block_.data() + position_, block_.data() + block_length_, target.value);
  position_ = static_cast<uint32_t>(found - block_.data());
}

// The first block after the current one whose last number reaches the target: doubles its steps,
// then bisects.
uint32_t PostingCursor::find_block(uint32_t target) const {
  uint32_t low = block_index_ + 1;
  uint32_t high = block_count() - 1;
  for (uint32_t step = 1; high - low > step; step *= 2) {
    if (block_last(low + step) >= target) {
      high = low + step;
      break;
    }
    low += step + 1;
  }
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (block_last(middle) >= target) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

uint32_t posting_list_size(std::string_view bytes) {
  return Decoder(bytes, "posting list").varint32();
}

Status append_posting_list(std::string_view bytes, std::vector<uint32_t>* chunks) {
  PostingCursor cursor(bytes);
  // Bounded by the skip table, whose length must fit this size.
  if (!cursor.at_end() && chunks->empty()) chunks->reserve(cursor.size());
  while (!cursor.at_end()) {
    chunks->insert(chunks->end(), cursor.block_.begin() + 1,
                   cursor.block_.begin() + 1 + cursor.block_length_);
    cursor.next_block();
  }
  return cursor.status();
}

Result<std::vector<uint32_t>> decode_posting_list(std::string_view bytes) {
  std::vector<uint32_t> chunks;
  TRAWL_RETURN_IF_ERROR(append_posting_list(bytes, &chunks));
  return chunks;
}

}  // namespace trawl
