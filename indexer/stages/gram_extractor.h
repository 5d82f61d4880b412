// The distinct trigrams of chunks, and the compact form they are kept in until their segment
// closes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/format/gram.h"

namespace trawl {

// Finds the distinct trigrams of a span in ascending order. It keeps a bitmap of 2 MiB with two
// levels of summary above it, so that walking and clearing it costs by the grams found, not by its
// size. One object, one thread.
class GramExtractor {
 public:
  GramExtractor();

  // Replaces `*grams` by the distinct trigrams that begin in the first `begin_limit` bytes of
  // `span`.
  void extract(std::string_view span, size_t begin_limit, std::vector<uint32_t>* grams);

 private:
  std::vector<uint64_t> words_;     // a bit a gram
  std::vector<uint64_t> summary_;   // a bit a non-zero word
  std::vector<uint64_t> summary2_;  // a bit a non-zero summary word
};

// Appends ascending grams in the form that build_postings reads: their size in bytes (u32), then
// for each first byte that occurs: the byte, one less than how many grams it has (u16), their last
// two bytes each (u16). Two bytes a gram, read without a branch a byte; in memory alone, so
// integers are the machine's.
void put_grams(const std::vector<uint32_t>& grams, std::string* out);

}  // namespace trawl
