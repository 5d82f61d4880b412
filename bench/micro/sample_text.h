// Input for the micro benches: text that looks like code and is the same in every run on every
// machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trawl {

// Names that may occur in the text. Each call is one of call0 ... call9999.
inline constexpr uint32_t kSampleCalls = 10000;

// `size` bytes of lines, of which only the last may be cut: indentation, keywords, names, numbers,
// comments.
std::string sample_lines(size_t size);

// The text in pieces of exactly `size` bytes. A shorter rest is left out.
std::vector<std::string_view> pieces_of(std::string_view text, size_t size);

// Ascending numbers below `limit`. Some form runs, because neighbouring chunks contain the same
// grams: `permille` in a thousand start a run or stand alone. Each seed gives other numbers; never
// empty.
std::vector<uint32_t> sample_numbers(uint32_t seed, uint32_t permille, uint32_t limit);

}  // namespace trawl
