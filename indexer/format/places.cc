// A block: varint count of documents, then for each the number of its places and the places as
// differences.
#include "indexer/format/places.h"

#include "indexer/format/coding.h"
#include "indexer/format/format.h"

namespace trawl {

std::string encode_places_block(const std::vector<std::vector<Place>>& documents) {
  std::string out;
  put_varint(&out, documents.size());
  for (const std::vector<Place>& places : documents) {
    put_varint(&out, places.size());
    uint32_t entry = 0;
    uint32_t rank = 0;
    for (const Place& place : places) {
      if (place.entry.value != entry) rank = 0;
      put_varint(&out, place.entry.value - entry);
      put_varint(&out, place.rank.value - rank);
      entry = place.entry.value;
      rank = place.rank.value;
    }
  }
  return out;
}

Result<std::vector<std::vector<Place>>> decode_places_block(std::string_view bytes) {
  Decoder decoder(bytes, "places block");
  std::vector<std::vector<Place>> documents(decoder.varint_at_most(kPlacesPerBlock));
  for (std::vector<Place>& places : documents) {
    places.resize(
        decoder.varint_at_most(decoder.remaining() / 2));  // a place takes two bytes at least
    uint32_t entry = 0;
    uint32_t rank = 0;
    for (Place& place : places) {
      const auto step = static_cast<uint32_t>(decoder.varint_at_most(UINT32_MAX - entry));
      if (step != 0) rank = 0;
      entry += step;
      rank += static_cast<uint32_t>(decoder.varint_at_most(UINT32_MAX - rank));
      place = {{entry}, {rank}};
    }
  }
  TRAWL_RETURN_IF_ERROR(decoder.finish());
  return documents;
}

}  // namespace trawl
