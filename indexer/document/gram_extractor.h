// The distinct trigrams of chunks, and the compact form in which they are kept until their segment
// closes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/format/gram.h"

namespace trawl {

// Finds the distinct trigrams of a span, without a branch that depends on whether one is new: that
// is random, and a mispredicted branch costs more than the rest. One object, one thread.
class GramExtractor {
 public:
  GramExtractor();

  // The distinct trigrams that begin in the first `begin_limit` bytes of `span`, in the order in
  // which they occur first; valid until the next call.
  std::span<const uint32_t> extract(std::string_view span, size_t begin_limit);

 private:
  size_t extract_ascii(size_t limit);
  size_t extract_any(std::string_view span, size_t limit);

  std::vector<uint8_t> codes_;  // a span's bytes, as encoded by extract_ascii
  // One table for both kinds of spans, of the same size for each: for each key of an ASCII gram the
  // last round that had it, or a bit for each gram, all zero between calls.
  std::vector<uint8_t> table_;
  uint8_t round_ = 0;  // 0: the table is all zero
  std::vector<uint32_t> found_;
};

// Appends distinct grams in the form that build_postings reads: their size in bytes (u32), then for
// each first byte that occurs, ascending: the byte, one less than its number of grams (u16), their
// last two bytes each (u16), in the order given. That is two bytes per gram, read without a branch
// per byte. It stays in memory, so integers are the machine's.
void put_grams(std::span<const uint32_t> grams, std::string* out);
// The most bytes that the lists of `chunks` chunks, with `bytes` bytes in all, can take.
uint64_t gram_list_bound(uint64_t bytes, uint64_t chunks);

}  // namespace trawl
