#include "indexer/segment/part_builder.h"

#include <algorithm>
#include <iterator>

#include "indexer/format/format.h"
#include "indexer/format/keys.h"
#include "indexer/store/meta_file.h"
#include "indexer/store/sorted_file_writer.h"

namespace trawl {
namespace {

// A part that the builder has not made is in the store.
Status copy_part(const PartId& id, uint32_t blocks, const Store& store, SortedFileWriter* writer) {
  RecordCursor cursor = store.scan(Family::kPlaces, places_prefix(id));
  uint32_t copied = 0;
  for (; !cursor.at_end(); cursor.next(), ++copied) {
    TRAWL_RETURN_IF_ERROR(writer->add(cursor.key(), cursor.value()));
  }
  TRAWL_RETURN_IF_ERROR(cursor.status());
  if (copied == blocks) return {};
  return corruption("part " + id.hex() + " of a layer has " + std::to_string(copied) +
                    " records, but " + std::to_string(blocks) + " were published");
}

}  // namespace

Result<PartBuilder> PartBuilder::create(const std::string& pending_directory) {
  TRAWL_ASSIGN_OR_RETURN(SpillFile spill, SpillFile::create(pending_directory));
  return PartBuilder(std::move(spill));
}

void PartBuilder::begin(const SegmentId& segment) {
  hasher_ = PartHasher(segment);
  facts_ = PartFacts();
  facts_.segment = segment;
}

Status PartBuilder::add(DocumentNumber document, const Place& place) {
  const uint32_t block = document.value / kPlacesPerBlock;
  if (block != block_) TRAWL_RETURN_IF_ERROR(flush());
  block_ = block;
  documents_.resize(document.value % kPlacesPerBlock + 1);
  documents_.back().push_back(place);
  ++facts_.places;
  return {};
}

Status PartBuilder::flush() {
  if (documents_.empty()) return {};
  const std::string encoded = encode_places_block(documents_);
  documents_.clear();
  hasher_.add_block(block_, encoded);
  TRAWL_ASSIGN_OR_RETURN(const uint64_t position, spill_.append(encoded));
  stored_.push_back({block_, static_cast<uint32_t>(encoded.size()), position});
  return {};
}

Result<PartFacts> PartBuilder::finish() {
  TRAWL_RETURN_IF_ERROR(flush());
  facts_.blocks = static_cast<uint32_t>(stored_.size());
  if (stored_.empty()) return facts_;
  facts_.id = hasher_.finish();
  parts_.emplace(facts_.id, std::exchange(stored_, {}));
  return facts_;
}

PartBuilder::PartBlocks PartBuilder::parts_of(const Manifest& manifest) {
  PartBlocks parts;
  for (const SnapshotFacts& snapshot : manifest.snapshots) {
    for (const LayerFacts& layer : snapshot.layers) {
      for (const PartFacts& part : layer.parts) parts[part.id] = part.blocks;
    }
  }
  return parts;
}

Status PartBuilder::hand_over(NextGeneration* next) {
  const auto count = [](const PartBlocks& parts) {
    uint64_t blocks = 0;
    for (const auto& part : parts) blocks += part.second;
    return blocks;
  };
  const PartBlocks held = parts_of(next->live());
  const PartBlocks needed = parts_of(next->manifest());
  PartBlocks added;
  std::set_difference(needed.begin(), needed.end(), held.begin(), held.end(),
                      std::inserter(added, added.end()),
                      [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<FileFacts>& files = next->manifest().place_files;
  const bool anew = are_due_anew(files, count(added), count(needed));
  if (anew) files.clear();
  const std::string path =
      next->pending_directory() + "/" + std::to_string(next->manifest().generation) + ".places.sst";
  TRAWL_ASSIGN_OR_RETURN(IncomingFile file, write(anew ? needed : added, next->store(), path));
  next->add_file(std::move(file), &files);
  return {};
}

Result<IncomingFile> PartBuilder::write(const PartBlocks& wanted, const Store& store,
                                        const std::string& path) {
  TRAWL_ASSIGN_OR_RETURN(SortedFileWriter writer, SortedFileWriter::create(path, Family::kPlaces));
  std::string encoded;
  for (const auto& [id, blocks] : wanted) {
    const auto own = parts_.find(id);
    if (own == parts_.end()) {
      TRAWL_RETURN_IF_ERROR(copy_part(id, blocks, store, &writer));
      continue;
    }
    for (const StoredBlock& block : own->second) {
      encoded.resize(block.size);
      TRAWL_RETURN_IF_ERROR(spill_.read(block.position, encoded.size(), encoded.data()));
      TRAWL_RETURN_IF_ERROR(writer.add(places_key(id, block.number), encoded));
    }
  }
  return writer.finish();
}

}  // namespace trawl
