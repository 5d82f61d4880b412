// Input of the micro benches: text that looks like code, the same in every run and on every
// machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trawl {

// Names that may occur in the text: each call is one of call0 ... call9999.
inline constexpr uint32_t kSampleCalls = 10000;

// `size` bytes of whole lines but for the last: indentation, key words, names, numbers, comments.
std::string sample_lines(size_t size);

// The text in pieces of `size` bytes, without a shorter last one.
std::vector<std::string_view> pieces_of(std::string_view text, size_t size);

// Ascending numbers below `limit`, some in runs, as neighbouring chunks hold the same grams:
// `permille` in a thousand begin a run or stand alone. Seeds give different numbers; never empty.
std::vector<uint32_t> sample_numbers(uint32_t seed, uint32_t permille, uint32_t limit);

}  // namespace trawl
