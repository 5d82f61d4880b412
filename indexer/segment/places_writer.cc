#include "indexer/segment/places_writer.h"

#include <string>

#include "indexer/format/format.h"
#include "indexer/format/keys.h"

namespace trawl {

Status PlacesWriter::add(DocumentNumber document, const Place& place) {
  const uint32_t block = document.value / kPlacesPerBlock;
  if (block != block_) TRAWL_RETURN_IF_ERROR(flush());
  block_ = block;
  documents_.resize(document.value % kPlacesPerBlock + 1);
  documents_.back().push_back(place);
  return {};
}

Status PlacesWriter::flush() {
  if (documents_.empty()) return {};
  const std::string value = encode_places_block(documents_);
  documents_.clear();
  return writer_->add(places_key(snapshot_, segment_, block_), value);
}

}  // namespace trawl
