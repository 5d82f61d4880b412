// Lists are coded block by block. The codes of a full block, where nearly all numbers are, are
// computed level by level, four at once, and written at the end: everything that a level's codes
// depend on is known before, so only the bit position has to wait. Measured with lists of
// OpenStack's sources: 14.1 ns per number one by one, 11.6 like this, most of it for gathering the
// numbers.
#include <emmintrin.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <string>
#include <vector>

#include "indexer/format/coding.h"
#include "indexer/format/posting_codes.h"
#include "indexer/format/posting_list.h"

namespace trawl {
namespace {

class BitWriter {
 public:
  explicit BitWriter(char* out) : begin_(out), out_(out) {}
  // REQUIRES: width <= 56, and no bits above it.
  void write(uint64_t bits, uint32_t width) {
    buffer_ |= bits << held_;
    held_ += width;
    // The whole buffer is stored and its whole bytes kept, so that no branch depends on how full it
    // is.
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

struct Code {
  uint32_t bits;
  uint32_t width;
};

// The code of `value` among `values` values.
Code code_of(uint32_t value, uint32_t values) {
  const RangeCode code(values);
  // Products and masks instead of branches, which nothing could predict.
  const uint64_t turned = value < code.first_short ? 1 : 0;
  const uint64_t rank = value - code.first_short + (values & (0 - turned));
  const uint64_t is_long = rank >= code.short_codes ? 1 : 0;
  const uint64_t doubled = rank + code.short_codes;
  const uint64_t long_code = doubled >> 1 | (doubled & 1) << code.width;
  return {static_cast<uint32_t>(rank ^ ((rank ^ long_code) & (0 - is_long))),
          code.width + static_cast<uint32_t>(is_long)};
}

// Ranges below this are exact as floats, whose exponents then give the widths of codes.
constexpr uint32_t kWholeRange = 1u << 24;
// Four codes of ranges below this go through the bit writer at once.
constexpr uint32_t kShortRange = 1u << 14;

// The codes of a full block in their order: the first level's at 1, the second's two from 2 on, the
// third's four from 4 on. The entry at 0 has no bits.
struct BlockCodes {
  std::array<uint32_t, kPostingBlock> bits{};
  std::array<uint32_t, kPostingBlock> widths{};

  void set(size_t place, const Code& code);
  void set_four(size_t place, __m128i value, __m128i values);
  void write(bool four_at_once, BitWriter* writer) const;
};

void BlockCodes::set(size_t place, const Code& code) {
  bits[place] = code.bits;
  widths[place] = code.width;
}

// code_of for four neighbours. REQUIRES: values < kWholeRange.
void BlockCodes::set_four(size_t place, __m128i value, __m128i values) {
  const __m128i exponent = _mm_srli_epi32(_mm_castps_si128(_mm_cvtepi32_ps(values)), 23);
  const __m128i power = _mm_cvttps_epi32(_mm_castsi128_ps(_mm_slli_epi32(exponent, 23)));
  const __m128i short_codes = _mm_sub_epi32(_mm_slli_epi32(power, 1), values);
  const __m128i first_short = _mm_sub_epi32(values, power);
  const __m128i turned = _mm_cmplt_epi32(value, first_short);
  const __m128i rank =
      _mm_add_epi32(_mm_sub_epi32(value, first_short), _mm_and_si128(values, turned));
  const __m128i is_short = _mm_cmplt_epi32(rank, short_codes);
  const __m128i doubled = _mm_add_epi32(rank, short_codes);
  const __m128i is_odd = _mm_srai_epi32(_mm_slli_epi32(doubled, 31), 31);
  const __m128i long_code = _mm_or_si128(_mm_srli_epi32(doubled, 1), _mm_and_si128(is_odd, power));
  const __m128i code =
      _mm_or_si128(_mm_and_si128(is_short, rank), _mm_andnot_si128(is_short, long_code));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(bits.data() + place), code);
  // A float's exponent is 127 more than the width of a short code; is_short is 0 or -1.
  const __m128i width = _mm_add_epi32(_mm_sub_epi32(exponent, _mm_set1_epi32(126)), is_short);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(widths.data() + place), width);
}

void BlockCodes::write(bool four_at_once, BitWriter* writer) const {
  for (size_t i = 0; i < kPostingBlock; i += 4) {
    const uint64_t low = bits[i] | uint64_t{bits[i + 1]} << widths[i];
    const uint32_t low_width = widths[i] + widths[i + 1];
    const uint64_t high = bits[i + 2] | uint64_t{bits[i + 3]} << widths[i + 2];
    const uint32_t high_width = widths[i + 2] + widths[i + 3];
    if (four_at_once) {
      writer->write(low | high << low_width, low_width + high_width);
    } else {
      writer->write(low, low_width);
      writer->write(high, high_width);
    }
  }
}

// The numbers of a full block, from which one level after another is removed.
using KnownNumbers = std::array<uint32_t, kPostingBlock + 1 + 3>;  // 3: loads of four overrun

// Sets the codes of the level whose `count` numbers are at the odd places of `*known`, each `step`
// numbers away from its neighbours, and removes these numbers.
void code_level(uint32_t count, uint32_t step, KnownNumbers* known, BlockCodes* codes) {
  uint32_t* const v = known->data();
  if (count < 4) {
    for (size_t i = 0; i < count; ++i) {
      codes->set(count + i, code_of(v[2 * i + 1] - v[2 * i] - step,
                                    values_between(v[2 * i], v[2 * i + 2], 2 * step)));
    }
    for (size_t i = 0; i <= count; ++i) v[i] = v[2 * i];
    return;
  }
  const auto load = [v](uint32_t i) { return _mm_loadu_ps(reinterpret_cast<const float*>(v + i)); };
  const __m128i apart = _mm_set1_epi32(static_cast<int>(step));
  const __m128i taken = _mm_set1_epi32(static_cast<int>(2 * step - 1));
  for (uint32_t i = 0; i < count; i += 4) {
    const __m128 low = load(2 * i), high = load(2 * i + 4);
    const __m128 low_right = load(2 * i + 2), high_right = load(2 * i + 6);
    constexpr int kEven = _MM_SHUFFLE(2, 0, 2, 0), kOdd = _MM_SHUFFLE(3, 1, 3, 1);
    const __m128i left = _mm_castps_si128(_mm_shuffle_ps(low, high, kEven));
    const __m128i middle = _mm_castps_si128(_mm_shuffle_ps(low, high, kOdd));
    const __m128i right = _mm_castps_si128(_mm_shuffle_ps(low_right, high_right, kEven));
    codes->set_four(count + i, _mm_sub_epi32(_mm_sub_epi32(middle, left), apart),
                    _mm_sub_epi32(_mm_sub_epi32(right, left), taken));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(v + i), left);
  }
  v[count] = v[size_t{2} * count];
}

// Encodes a full block: computes the levels from the last to the first, then writes from the first
// on.
size_t encode_full_block(uint32_t before, std::span<const uint32_t> numbers, char* out) {
  KnownNumbers known;
  known[0] = before;
  std::copy(numbers.begin(), numbers.end(), known.begin() + 1);
  std::fill(known.begin() + kPostingBlock + 1, known.end(), 0);
  BlockCodes codes;
  for (uint32_t step = 1; step < kPostingBlock; step *= 2) {
    code_level(kPostingBlock / 2 / step, step, &known, &codes);
  }
  BitWriter writer(out);
  codes.write(numbers.back() - before < kShortRange, &writer);
  return writer.finish();
}

// Encodes a block of any length and range.
size_t encode_any_block(uint32_t before, std::span<const uint32_t> numbers, char* out) {
  BitWriter writer(out);
  for_each_code(
      static_cast<uint32_t>(numbers.size()), [&](uint32_t k, uint32_t step, uint32_t right) {
        const uint32_t left_value = k == step ? before : numbers[k - step - 1];
        const Code code = code_of(numbers[k - 1] - left_value - step,
                                  values_between(left_value, numbers[right - 1], step + right - k));
        writer.write(code.bits, code.width);
      });
  return writer.finish();
}

// Appends the bits of a block whose numbers are all above `before`.
void encode_block(uint32_t before, std::span<const uint32_t> numbers, std::string* out) {
  const uint32_t range = numbers.back() - before;
  if (range == numbers.size()) return;  // one run
  std::array<char, kMaxBlockBytes> bytes;
  const bool is_full = numbers.size() == kPostingBlock && range < kWholeRange;
  const size_t size = is_full ? encode_full_block(before, numbers, bytes.data())
                              : encode_any_block(before, numbers, bytes.data());
  out->append(bytes.data(), size);
}

// A block's entry in the skip table.
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
  payload.reserve(chunks.size() / 2);  // more than 4 bits per number are rare
  std::vector<SkipEntry> entries;
  entries.reserve(chunks.size() / kPostingBlock + 1);
  uint32_t before = UINT32_MAX;
  for (size_t i = 0; i < chunks.size(); i += kPostingBlock) {
    const auto numbers = chunks.subspan(i, std::min<size_t>(kPostingBlock, chunks.size() - i));
    encode_block(before, numbers, &payload);
    before = numbers.back();
    entries.push_back({before, static_cast<uint32_t>(payload.size())});
  }
  entries.pop_back();  // the header has both for the last block
  const auto payload_size = static_cast<uint32_t>(payload.size());
  put_varint(out, payload_size);
  append_table(entries, width_of(chunks.back()), width_of(payload_size), out);
  out->append(payload);
}

}  // namespace trawl
