// Places: in which files the documents of a segment occur. A record leads a search from a
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
  // The repository, by its entry in the snapshot. In a record of places it is a slot instead, which
  // the layer's SlotTable translates: so snapshots can share the record.
  EntryNumber entry;
  FileRank rank;  // file of its tree
  friend auto operator<=>(const Place&, const Place&) = default;
};

// Places of kPlacesPerBlock consecutive documents, each list ascending; it may end before the last
// documents, when they have none.
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
