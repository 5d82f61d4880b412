// Inverts the grams of a segment's chunks into posting lists.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/gram.h"

namespace trawl {

// Calls `sink(gram, coded list)` for each gram of the chunks, in ascending order of grams.
// `chunk_grams` are spans of put_grams() output; the lists in them, one after another, belong to
// chunk 0, 1, 2, ...
//
// For each first byte of grams, it gathers the pairs of chunk and gram, counts them, and places the
// chunks' numbers: no sorting is needed, because chunks come in order. Up to `jobs` threads take
// part, because at its end a build only waits for its last segment; one of them at a time calls
// `sink`.
Status build_postings(const std::vector<std::string_view>& chunk_grams,
                      const std::function<Status(Gram, std::string_view)>& sink, uint32_t jobs = 1);

}  // namespace trawl
