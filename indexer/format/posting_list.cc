// A list is: varint count, varint last number; when count > kPostingBlock also varint payload size
// and the skip table; then the payload, the blocks' bits, each block padded to a byte.
//
// The skip table has an entry of fixed width for every block but the last: the block's last number
// and the payload offset where its bits end. Fixed widths cost about a byte a block more than
// differences would (1 % of a list), and buy that a cursor opens without parsing or allocating, and
// finds a block by binary search.
//
// Inside a block of n numbers, let v[1..n] be the numbers, v[0] the number before the least
// possible one, v[n] the block's last. For s = the greatest power of two below n, s / 2, ..., 1 and
// each odd multiple k of s below n, v[k] is coded between its known neighbours v[k - s] and v[min(k
// + s, n)]: as numbers ascend strictly, both sides lose as many values as there are numbers in
// between, and what is left has r values, r = 1 costing no bits. These are the codes of binary
// interpolation, but level by level instead of depth first: the ranges of a whole level are known
// before its bits are read, so that the only chain of dependencies is the bit position itself.
//
// Of r values, with 2^w the greatest power of two not above r, c = 2^(w + 1) - r have a code of w
// bits and the others one more; the short codes go to the middle values, which are likelier. Bits
// are filled into bytes from the lowest on.
#include "indexer/format/posting_list.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "indexer/format/coding.h"

namespace trawl {
namespace {

static_assert(std::endian::native == std::endian::little);  // words are stored as they are

// The greatest number of bits a code takes: a range has less than 2^32 values.
constexpr size_t kMaxCodeBits = 32;
// Bit reader and writer touch up to this many bytes behind those that they need.
constexpr size_t kSlack = 2 * sizeof(uint64_t);
constexpr size_t kMaxBlockBytes = kPostingBlock * kMaxCodeBits / 8 + kSlack;

uint64_t load64(const void* bytes) {
  uint64_t word;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

// How a range of `values` values, at least one, is coded.
struct RangeCode {
  explicit RangeCode(uint32_t values)
      : width(31 - static_cast<uint32_t>(std::countl_zero(values | 1))),  // | 1: never 0, no branch
        power(uint64_t{1} << width),
        short_codes(2 * power - values),
        first_short(values - power) {}
  uint32_t width;        // bits of a short code
  uint64_t power;        // 2^width
  uint64_t short_codes;  // how many values have one
  uint64_t first_short;  // the first value that has one
};

class BitWriter {
 public:
  explicit BitWriter(char* out) : begin_(out), out_(out) {}
  // REQUIRES: width <= 32, and no bits above it.
  void write(uint64_t bits, uint32_t width) {
    buffer_ |= bits << held_;
    held_ += width;
    // All that is there is stored, and its whole bytes kept: no branch on how much it is.
    std::memcpy(out_, &buffer_, sizeof buffer_);
    out_ += held_ / 8;
    buffer_ >>= held_ & ~7u;
    held_ %= 8;
  }
  // Pads to a byte. Returns the bytes written.
  size_t finish() { return static_cast<size_t>(out_ - begin_) + (held_ != 0 ? 1 : 0); }

 private:
  char* begin_;
  char* out_;
  uint64_t buffer_ = 0;
  uint32_t held_ = 0;  // bits in buffer_, below 8 between calls; their byte is in *out_ already
};

class BitReader {
 public:
  explicit BitReader(const char* in) : begin_(in), in_(in) {}

  // The place of a value among its range's, short codes first.
  uint64_t read(const RangeCode& code) {
    if (held_ < kMaxCodeBits) refill();
    const uint64_t head = buffer_ & (code.power - 1);
    const uint64_t is_long = head >= code.short_codes ? 1 : 0;
    const uint64_t tail = buffer_ >> code.width & 1;
    buffer_ >>= code.width + is_long;
    held_ -= code.width + static_cast<uint32_t>(is_long);
    // A product instead of a choice: which codes are long is not predictable.
    return head + is_long * (head - code.short_codes + tail);
  }
  size_t bytes_read() const { return (static_cast<size_t>(in_ - begin_) * 8 - held_ + 7) / 8; }

 private:
  // Leaves at least 56 bits. Those above held_ may be there already: loading them again changes
  // nothing.
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

// Calls visit(k, step, right) for the numbers of a block in the order of their codes.
template <class Visit>
void for_each_code(uint32_t length, Visit visit) {
  if (length == kPostingBlock) {  // nearly all numbers are in full blocks: a loop without min()
    for (uint32_t step = kPostingBlock / 2; step > 0; step /= 2) {
      for (uint32_t k = step; k < kPostingBlock; k += 2 * step) visit(k, step, k + step);
    }
    return;
  }
  for (uint32_t step = std::bit_ceil(length) / 2; step > 0; step /= 2) {
    for (uint32_t k = step; k < length; k += 2 * step) {
      visit(k, step, std::min(k + step, length));
    }
  }
}

// How many values a number has between its neighbours, which are `apart` numbers from each other.
// Differences are modulo 2^32, so that the number before 0 works as well.
uint32_t values_between(uint32_t left, uint32_t right, uint32_t apart) {
  return right - left - apart + 1;
}

// Appends the bits of a block whose numbers are all above `before`.
void encode_block(uint32_t before, std::span<const uint32_t> numbers, std::string* out) {
  const auto length = static_cast<uint32_t>(numbers.size());
  if (numbers.back() - before == length) return;  // one run
  std::array<char, kMaxBlockBytes> bytes;
  BitWriter writer(bytes.data());
  for_each_code(length, [&](uint32_t k, uint32_t step, uint32_t right) {
    const uint32_t left_value = k == step ? before : numbers[k - step - 1];
    const uint32_t values = values_between(left_value, numbers[right - 1], step + right - k);
    const RangeCode code(values);
    const uint64_t value = numbers[k - 1] - left_value - step;
    // Products and masks instead of choices, which nothing could predict.
    const uint64_t turned = value < code.first_short ? 1 : 0;
    const uint64_t place = value - code.first_short + (values & (0 - turned));
    const uint64_t is_long = place >= code.short_codes ? 1 : 0;
    const uint64_t doubled = place + code.short_codes;
    const uint64_t long_code = doubled >> 1 | (doubled & 1) << code.width;
    writer.write(place ^ ((place ^ long_code) & (0 - is_long)),
                 code.width + static_cast<uint32_t>(is_long));
  });
  out->append(bytes.data(), writer.finish());
}

// Decodes the bits of a block into v[1..length]; v[0] and v[length] are set. `bits` has kSlack
// readable bytes behind all that the codes of the block's range can take. Any bits give ascending
// numbers between v[0] and v[length]. Returns the bytes read.
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

uint32_t width_of(uint32_t value) {
  return static_cast<uint32_t>(std::bit_width(value));
}

// `width` bits, at most 32, from bit `position` on; zeros behind the end.
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

// What the skip table says of a block.
struct SkipEntry {
  uint32_t last;
  uint32_t end;
};

void append_table(std::span<const SkipEntry> entries, uint32_t last_width, uint32_t end_width,
                  std::string* out) {
  const size_t start = out->size();
  out->resize(start + entries.size() * (last_width + end_width) / 8 + kSlack);
  BitWriter writer(out->data() + start);
  for (const SkipEntry& entry : entries) {
    writer.write(entry.last, last_width);
    writer.write(entry.end, end_width);
  }
  out->resize(start + writer.finish());
}

}  // namespace

void encode_posting_list(std::span<const uint32_t> chunks, std::string* out) {
  put_varint(out, chunks.size());
  put_varint(out, chunks.back());
  if (chunks.size() <= kPostingBlock) {
    encode_block(UINT32_MAX, chunks, out);
    return;
  }
  std::string payload;
  payload.reserve(chunks.size() / 2);  // 4 bits a number are many
  std::vector<SkipEntry> entries;
  entries.reserve(chunks.size() / kPostingBlock + 1);
  uint32_t before = UINT32_MAX;
  for (size_t i = 0; i < chunks.size(); i += kPostingBlock) {
    const auto numbers = chunks.subspan(i, std::min<size_t>(kPostingBlock, chunks.size() - i));
    encode_block(before, numbers, &payload);
    before = numbers.back();
    entries.push_back({before, static_cast<uint32_t>(payload.size())});
  }
  entries.pop_back();  // of the last block the header has both
  const auto payload_size = static_cast<uint32_t>(payload.size());
  put_varint(out, payload_size);
  append_table(entries, width_of(chunks.back()), width_of(payload_size), out);
  out->append(payload);
}

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
  // The numbers the block may use, before + 1 ... last, must be as many as it has.
  if ((index != 0 && last <= before) || last - before < block_length_) return fail();
  block_[0] = before;
  block_[block_length_] = last;
  if (last - before == block_length_) {  // one run
    for (uint32_t k = 1; k < block_length_; ++k) block_[k] = before + k;
    if (begin != end) fail();
    return;
  }
  // In place when even the longest codes end inside the list, else in a copy with zeros behind.
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

// The first block behind the current one whose last number reaches the target: by doubling steps,
// then by halving what is left.
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

Result<std::vector<uint32_t>> decode_posting_list(std::string_view bytes) {
  PostingCursor cursor(bytes);
  std::vector<uint32_t> chunks;
  // Bounded by the skip table, which must be as long as this size says.
  if (!cursor.at_end()) chunks.reserve(cursor.size());
  while (!cursor.at_end()) {
    chunks.insert(chunks.end(), cursor.block_.begin() + 1,
                  cursor.block_.begin() + 1 + cursor.block_length_);
    cursor.next_block();
  }
  TRAWL_RETURN_IF_ERROR(cursor.status());
  return chunks;
}

}  // namespace trawl
