// A block: varint count of documents, then a varint for each document with places or for each run
// of documents without any. Its lowest bit says which: 0 = twice the number of places, which follow
// as differences; 1 = twice the number of further documents without places. So a part of which a
// block holds few documents costs nothing for the others.
#include "indexer/format/places.h"

#include "indexer/format/coding.h"
#include "indexer/format/format.h"

namespace trawl {
namespace {

// Appends the next `count` places, those of one document.
void decode_document(uint64_t count, Decoder* decoder, std::vector<Place>* places) {
  if (count > decoder->remaining() / 2) decoder->fail();  // a place takes at least two bytes
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

void encode_document(const std::vector<Place>& places, std::string* out) {
  put_varint(out, 2 * places.size());
  uint32_t entry = 0;
  uint32_t rank = 0;
  for (const Place& place : places) {
    if (place.entry.value != entry) rank = 0;
    put_varint(out, place.entry.value - entry);
    put_varint(out, place.rank.value - rank);
    entry = place.entry.value;
    rank = place.rank.value;
  }
}

}  // namespace

std::string encode_places_block(const std::vector<std::vector<Place>>& documents) {
  std::string out;
  put_varint(&out, documents.size());
  size_t absent = 0;  // documents without places just before
  for (const std::vector<Place>& places : documents) {
    if (places.empty()) {
      ++absent;
      continue;
    }
    if (absent != 0) put_varint(&out, 2 * (absent - 1) + 1);
    absent = 0;
    encode_document(places, &out);
  }
  if (absent != 0) put_varint(&out, 2 * (absent - 1) + 1);
  return out;
}

Result<PlacesBlock> decode_places_block(std::string_view bytes) {
  Decoder decoder(bytes, "places block");
  PlacesBlock block;
  block.ends.resize(decoder.varint_at_most(kPlacesPerBlock));
  block.places.reserve(block.ends.size());  // most documents have one
  for (size_t i = 0; i < block.ends.size() && decoder.is_ok();) {
    const uint64_t head = decoder.varint();
    if (head == 0) decoder.fail();
    uint64_t documents = 1;
    if (head % 2 == 0) {
      decode_document(head / 2, &decoder, &block.places);
    } else {
      documents = head / 2 + 1;
      if (documents > block.ends.size() - i) decoder.fail();
    }
    for (; documents != 0 && decoder.is_ok(); --documents, ++i) {
      block.ends[i] = static_cast<uint32_t>(block.places.size());
    }
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
