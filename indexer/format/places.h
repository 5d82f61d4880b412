// Places: where the documents of a segment occur in one snapshot. One record leads a search from a
// candidate's document to its files; a document without places is not in the snapshot.
#pragma once

#include <cstdint>
#include <span>
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

// A decoded block: the places of its documents, document by document.
struct PlacesBlock {
  std::vector<Place> places;
  std::vector<uint32_t> ends;  // by document: where its places end

  uint32_t documents() const { return static_cast<uint32_t>(ends.size()); }
  // None after the last document.
  std::span<const Place> of(uint32_t document) const;
  friend bool operator==(const PlacesBlock&, const PlacesBlock&) = default;
};
Result<PlacesBlock> decode_places_block(std::string_view bytes);

}  // namespace trawl
