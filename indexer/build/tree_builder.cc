#include "indexer/build/tree_builder.h"

#include <algorithm>

#include "indexer/corpus/classifier.h"
#include "indexer/format/format.h"
#include "indexer/format/keys.h"
#include "indexer/store/sorted_file_writer.h"

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

void TreeBuilder::discard_tree() {
  block_.clear();
  blocks_.clear();  // their bytes stay in the spill file, where nothing leads to them
  hasher_ = TreeHasher(kClassifierVersion);
}

Result<IncomingFile> TreeBuilder::write(const TreeBlocks& wanted, const Store& store,
                                        const std::string& path) {
  TRAWL_ASSIGN_OR_RETURN(SortedFileWriter writer, SortedFileWriter::create(path, Family::kTrees));
  std::string encoded;
  for (const auto& [id, block_count] : wanted) {
    const auto own = trees_.find(id);
    for (uint32_t i = 0; i < block_count; ++i) {
      const std::string key = tree_key(id, i);
      if (own != trees_.end()) {
        const StoredBlock& block = own->second.at(i);
        encoded.resize(block.size);
        TRAWL_RETURN_IF_ERROR(spill_.read(block.position, encoded.size(), encoded.data()));
      } else {
        TRAWL_ASSIGN_OR_RETURN(const bool present, store.get_into(Family::kTrees, key, &encoded));
        if (!present) return corruption("a block of tree " + id.hex() + " is missing");
      }
      TRAWL_RETURN_IF_ERROR(writer.add(key, encoded));
    }
  }
  return writer.finish();
}

}  // namespace trawl
