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
// `chunk_grams` are spans of put_grams() output; their lists one after another belong to chunk 0,
// 1, 2, ...
//
// It goes over the first byte of grams, and for each gathers the pairs of chunk and gram, counts,
// and places the chunks' numbers: no sorting, since chunks come in order. Up to `jobs` threads take
// part, `sink` is called by one of them at a time; the build's end waits for the last segment
// alone.
Status build_postings(const std::vector<std::string_view>& chunk_grams,
                      const std::function<Status(Gram, std::string_view)>& sink, uint32_t jobs = 1);

}  // namespace trawl
