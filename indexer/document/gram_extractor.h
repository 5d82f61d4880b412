// The distinct trigrams of chunks, and the compact form they are kept in until their segment
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

// Finds the distinct trigrams of a span, without a branch that depends on whether one is new: a
// chunk's grams are new or not at random, and a branch guessed wrong costs more than the rest. One
// object, one thread.
class GramExtractor {
 public:
  GramExtractor();

  // The distinct trigrams that begin in the first `begin_limit` bytes of `span`, in the order in
  // which they occur first; valid until the next call.
  std::span<const uint32_t> extract(std::string_view span, size_t begin_limit);

 private:
  size_t extract_ascii(size_t limit);
  size_t extract_any(std::string_view span, size_t limit);

  std::vector<uint8_t> codes_;  // a span's bytes, as extract_ascii has them
  // One table for both kinds of spans, as large for either: by key of an ASCII gram the last round
  // it was met in, or a bit for each gram, all zero between calls.
  std::vector<uint8_t> table_;
  uint8_t round_ = 0;  // 0: the table is all zero
  std::vector<uint32_t> found_;
};

// Appends distinct grams in the form that build_postings reads: their size in bytes (u32), then for
// each first byte that occurs, ascending: the byte, one less than how many grams it has (u16),
// their last two bytes each (u16), in the order given. Two bytes a gram, read without a branch a
// byte; in memory alone, so integers are the machine's.
void put_grams(std::span<const uint32_t> grams, std::string* out);
// The most bytes that the lists of `chunks` chunks with this many bytes in all can take.
uint64_t gram_list_bound(uint64_t bytes, uint64_t chunks);

}  // namespace trawl
