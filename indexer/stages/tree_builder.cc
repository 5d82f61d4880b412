#include "indexer/stages/tree_builder.h"

#include "indexer/corpus/classifier.h"
#include "indexer/format/format.h"
#include "indexer/format/keys.h"
#include "indexer/store/segment_writer.h"

namespace trawl {

TreeBuilder::TreeBuilder(SpillFile spill) : spill_(std::move(spill)), hasher_(kClassifierVersion) {}

Result<TreeBuilder> TreeBuilder::create(const std::string& pending_directory) {
  TRAWL_ASSIGN_OR_RETURN(SpillFile spill, SpillFile::create(pending_directory));
  return TreeBuilder(std::move(spill));
}

Status TreeBuilder::add(FileRecord file) {
  block_.push_back(std::move(file));
  return block_.size() == kFilesPerBlock ? flush_block() : Status();
}

Status TreeBuilder::flush_block() {
  if (block_.empty()) return {};
  const std::string encoded = encode_tree_block(block_);
  block_.clear();
  hasher_.add_block(encoded);
  TRAWL_ASSIGN_OR_RETURN(const uint64_t position, spill_.append(encoded));
  blocks_.push_back({position, static_cast<uint32_t>(encoded.size())});
  return {};
}

Result<TreeId> TreeBuilder::finish_tree() {
  TRAWL_RETURN_IF_ERROR(flush_block());
  const TreeId id = hasher_.finish();
  hasher_ = TreeHasher(kClassifierVersion);
  trees_.emplace(id, std::exchange(blocks_, {}));
  return id;
}

Result<IncomingFile> TreeBuilder::write(const Store& store, const std::string& path) {
  TRAWL_ASSIGN_OR_RETURN(SortedFileWriter writer, SortedFileWriter::create(path, Family::kTrees));
  std::string encoded;
  for (const auto& [id, blocks] : trees_) {
    if (blocks.empty()) continue;
    // Trees come into the store whole, so its first block tells.
    TRAWL_ASSIGN_OR_RETURN(const bool present,
                           store.get_into(Family::kTrees, tree_key(id, 0), &encoded));
    if (present) continue;
    for (uint32_t i = 0; i < blocks.size(); ++i) {
      encoded.resize(blocks[i].size);
      TRAWL_RETURN_IF_ERROR(spill_.read(blocks[i].position, encoded.size(), encoded.data()));
      TRAWL_RETURN_IF_ERROR(writer.add(tree_key(id, i), encoded));
    }
  }
  TRAWL_ASSIGN_OR_RETURN(FileFacts facts, writer.finish());
  return IncomingFile{path, std::move(facts)};
}

}  // namespace trawl
