// Places: where the documents of a segment occur in one snapshot. Searching goes from a candidate's
// document to its files through one record; a document without places is not in the snapshot.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/ids.h"

namespace trawl {

struct Place {
  EntryNumber entry;  // repository of the snapshot
  FileRank rank;      // file of its tree
  friend auto operator<=>(const Place&, const Place&) = default;
};

// Places of kPlacesPerBlock consecutive documents, each list ascending; shorter at a segment's end.
std::string encode_places_block(const std::vector<std::vector<Place>>& documents);
Result<std::vector<std::vector<Place>>> decode_places_block(std::string_view bytes);
// The places of one document of the block alone, by its index: none behind the last. What the
// block holds behind them is not looked at.
Result<std::vector<Place>> decode_places_at(std::string_view bytes, uint32_t index);

}  // namespace trawl
