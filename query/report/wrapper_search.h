// Finds the texts of a repository that may hold certain names, by the trigram index alone.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "indexer/base/status.h"
#include "indexer/format/ids.h"
#include "indexer/format/places.h"
#include "query/read/index_reader.h"

namespace trawl {

// A piece of a file's content: a chunk, or a line of several chunks. Valid during the call.
using TextVisitor = std::function<Status(const Place&, std::string_view text)>;

// Calls `visit` with every text of the repository's files that contains one of the names, and with
// some others. Unlike a search it compiles nothing, which for a few names costs more than reading
// what a trigram query lets through. `searched` has kSearchFamilies. One text is in memory at a
// time.
Status for_each_text_with(const std::set<std::string>& names, EntryNumber entry,
                          IndexReader* searched, const TextVisitor& visit);

}  // namespace trawl
