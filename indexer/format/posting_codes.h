// The codes of posting lists: what encoder and decoder share. Private to this folder.
//
// A list is: varint count, varint last number; when count > kPostingBlock also varint payload size
// and the skip table; then the payload, the blocks' bits, each block padded to a byte.
//
// The skip table has an entry of fixed width for every block but the last: the block's last number
// and the payload offset where its bits end. Fixed widths cost about one byte per block more than
// differences would (1 % of a list), but a cursor opens without parsing or allocating, and finds a
// block by binary search.
//
// Inside a block of n numbers, let v[1..n] be the numbers, v[0] the number before the least
// possible one, v[n] the block's last. For s = the greatest power of two below n, s / 2, ..., 1 and
// each odd multiple k of s below n, v[k] is coded between its known neighbours v[k - s] and v[min(k
// + s, n)]: because numbers ascend strictly, both sides lose as many values as there are numbers in
// between, and r values are left; r = 1 costs no bits. These are the codes of binary interpolation,
// but level by level instead of depth first: the ranges of a whole level are known before its bits
// are read, so that the only chain of dependencies is the bit position itself.
//
// Let 2^w be the greatest power of two not above r. Then c = 2^(w + 1) - r of the r values have
// codes of w bits, and the others one bit more; the short codes go to the middle values, which are
// likelier. Bits fill each byte from the lowest on.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "indexer/format/format.h"

namespace trawl {

static_assert(std::endian::native == std::endian::little);  // words are stored as they are

// The greatest number of bits a code takes: a range has less than 2^32 values.
inline constexpr size_t kMaxCodeBits = 32;
// Bit reader and writer touch up to this many bytes beyond those that they need.
inline constexpr size_t kSlack = 2 * sizeof(uint64_t);
inline constexpr size_t kMaxBlockBytes = kPostingBlock * kMaxCodeBits / 8 + kSlack;

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

// The number of values a number can have between its neighbours, which are `apart` numbers from
// each other. Differences are modulo 2^32, so that the number before 0 works as well.
inline uint32_t values_between(uint32_t left, uint32_t right, uint32_t apart) {
  return right - left - apart + 1;
}

inline uint32_t width_of(uint32_t value) {
  return static_cast<uint32_t>(std::bit_width(value));
}

}  // namespace trawl
