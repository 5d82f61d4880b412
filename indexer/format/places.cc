// A block: varint count of documents, then for each the number of its places and the places as
// differences.
#include "indexer/format/places.h"

#include "indexer/format/coding.h"
#include "indexer/format/format.h"

namespace trawl {
namespace {

// Appends the places of the next document.
void decode_document(Decoder* decoder, std::vector<Place>* places) {
  // A place takes at least two bytes.
  const uint64_t count = decoder->varint_at_most(decoder->remaining() / 2);
  uint32_t entry = 0;
  uint32_t rank = 0;
  for (uint64_t i = 0; i < count && decoder->is_ok(); ++i) {
    const auto step = static_cast<uint32_t>(decoder->varint_at_most(UINT32_MAX - entry));
    if (step != 0) rank = 0;
    entry += step;
    rank += static_cast<uint32_t>(decoder->varint_at_most(UINT32_MAX - rank));
    places->push_back({{entry}, {rank}});
  }
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

Result<PlacesBlock> decode_places_block(std::string_view bytes) {
  Decoder decoder(bytes, "places block");
  PlacesBlock block;
  block.ends.resize(decoder.varint_at_most(kPlacesPerBlock));
  block.places.reserve(block.ends.size());  // most documents have one
  for (uint32_t& end : block.ends) {
    decode_document(&decoder, &block.places);
    end = static_cast<uint32_t>(block.places.size());
  }
  TRAWL_RETURN_IF_ERROR(decoder.finish());
  return block;
}

std::span<const Place> PlacesBlock::of(uint32_t document) const {
  if (document >= ends.size()) return {};
  const uint32_t begin = document == 0 ? 0 : ends[document - 1];
  return std::span(places).subspan(begin, ends[document] - begin);
}

}  // namespace trawl
