// A block: varint count of documents, then for each the number of its places and the places as
// differences.
#include "indexer/format/places.h"

#include "indexer/format/coding.h"
#include "indexer/format/format.h"

namespace trawl {
namespace {

// Calls visit(place) for each place of the next document; `reserve` gets their number first.
template <class Reserve, class Visit>
void decode_document(Decoder* decoder, Reserve reserve, Visit visit) {
  // A place takes two bytes at least.
  const uint64_t count = decoder->varint_at_most(decoder->remaining() / 2);
  reserve(count);
  uint32_t entry = 0;
  uint32_t rank = 0;
  for (uint64_t i = 0; i < count; ++i) {
    const auto step = static_cast<uint32_t>(decoder->varint_at_most(UINT32_MAX - entry));
    if (step != 0) rank = 0;
    entry += step;
    rank += static_cast<uint32_t>(decoder->varint_at_most(UINT32_MAX - rank));
    visit(Place{{entry}, {rank}});
  }
}

void decode_document(Decoder* decoder, std::vector<Place>* places) {
  decode_document(
      decoder, [places](uint64_t count) { places->reserve(count); },
      [places](const Place& place) { places->push_back(place); });
}

}  // namespace

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
  for (std::vector<Place>& places : documents) decode_document(&decoder, &places);
  TRAWL_RETURN_IF_ERROR(decoder.finish());
  return documents;
}

Result<std::vector<Place>> decode_places_at(std::string_view bytes, uint32_t index) {
  Decoder decoder(bytes, "places block");
  std::vector<Place> places;
  if (index >= decoder.varint_at_most(kPlacesPerBlock)) {
    TRAWL_RETURN_IF_ERROR(decoder.status());
    return places;
  }
  for (; index > 0 && decoder.is_ok(); --index)
    decode_document(
        &decoder, [](uint64_t) {}, [](const Place&) {});
  decode_document(&decoder, &places);
  TRAWL_RETURN_IF_ERROR(decoder.status());
  return places;
}

}  // namespace trawl
