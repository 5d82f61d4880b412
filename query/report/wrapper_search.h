// Finds the pieces of files that may hold certain texts, by the trigram index alone.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "indexer/base/status.h"
#include "indexer/format/places.h"
#include "query/read/index_reader.h"

namespace trawl {

// Whether a file counts.
using PlaceFilter = std::function<Result<bool>(const Place&)>;
// Gets a piece of a file's content: a chunk, or a line of several chunks. Valid during the call.
using TextVisitor = std::function<Status(const Place&, std::string_view text)>;

// Calls `visit` with every text that contains one of `wanted`, and with some others, of the files
// that pass the filter. Unlike a search it compiles nothing, which for a few texts costs more than
// reading what a trigram query lets through. `searched` has kSearchFamilies. One text is in memory
// at a time.
Status for_each_text_with(const std::set<std::string, std::less<>>& wanted,
                          const PlaceFilter& filter, IndexReader* searched,
                          const TextVisitor& visit);

}  // namespace trawl
