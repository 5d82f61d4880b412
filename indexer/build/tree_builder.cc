#include "indexer/build/tree_builder.h"

#include "indexer/build/delta_encoder.h"
#include "indexer/corpus/classifier.h"
#include "indexer/format/format.h"
#include "indexer/store/sorted_file_writer.h"

namespace trawl {

TreeBuilder::TreeBuilder(SpillFile spill, const Store* store, StoredTrees live)
    : spill_(std::move(spill)),
      store_(store),
      trees_(std::move(live)),
      hasher_(kClassifierVersion) {}

Result<TreeBuilder> TreeBuilder::create(const std::string& pending_directory, const Store* store,
                                        StoredTrees live) {
  TRAWL_ASSIGN_OR_RETURN(SpillFile spill, SpillFile::create(pending_directory));
  return TreeBuilder(std::move(spill), store, std::move(live));
}

Status TreeBuilder::add(FileRecord file) {
  block_.push_back(std::move(file));
  return block_.size() == kFilesPerBlock ? flush_block() : Status();
}

Status TreeBuilder::flush_block() {
  if (block_.empty()) return {};
  const std::string encoded = encode_tree_block(block_);
  files_ += static_cast<uint32_t>(block_.size());
  block_.clear();
  hasher_.add_block(encoded);
  return spill(encoded, &blocks_);
}

Status TreeBuilder::spill(std::string_view encoded, SpilledRecords* records) {
  TRAWL_ASSIGN_OR_RETURN(const uint64_t position, spill_.append(encoded));
  records->push_back({position, static_cast<uint32_t>(encoded.size())});
  return {};
}

Status TreeBuilder::read(const SpilledRecord& record, std::string* encoded) {
  encoded->resize(record.size);
  return spill_.read(record.position, record.size, encoded->data());
}

Result<StoredTree> TreeBuilder::finish_tree(const FindEarlier& find_earlier) {
  TRAWL_RETURN_IF_ERROR(flush_block());
  StoredTree tree = {hasher_.finish(), files_, {}};
  SpilledRecords records = std::move(blocks_);
  discard_tree();
  const auto present = trees_.find(tree.id);
  if (present != trees_.end()) return present->second;
  TRAWL_ASSIGN_OR_RETURN(tree.form, choose_form(tree.files, find_earlier, &records));
  trees_.emplace(tree.id, tree);
  records_.emplace(tree.id, std::move(records));
  return tree;
}

Result<TreeForm> TreeBuilder::choose_form(uint32_t files, const FindEarlier& find_earlier,
                                          SpilledRecords* blocks) {
  // Nothing is smaller than one block.
  if (files <= kFilesPerBlock) return TreeForm();
  TRAWL_ASSIGN_OR_RETURN(const std::optional<StoredTree> earlier, find_earlier());
  if (!earlier) return TreeForm();
  const StoredTree base = earlier->form.is_delta() ? base_of(*earlier) : *earlier;
  SpilledRecords records;
  DeltaEncoder delta(store_, base, files / kFilesPerEdit,
                     [&](std::string_view record) { return spill(record, &records); });
  std::string encoded;
  for (const SpilledRecord& block : *blocks) {
    TRAWL_RETURN_IF_ERROR(read(block, &encoded));
    TRAWL_ASSIGN_OR_RETURN(const std::vector<FileRecord> some, decode_tree_block(encoded));
    for (const FileRecord& file : some) {
      TRAWL_ASSIGN_OR_RETURN(const bool fits, delta.add(file));
      if (!fits) return TreeForm();
    }
  }
  TRAWL_ASSIGN_OR_RETURN(const std::optional<uint32_t> edits, delta.finish());
  // No edits: a tree of the same files has another id if the classifier was another.
  if (!edits || *edits == 0) return TreeForm();
  *blocks = std::move(records);
  return TreeForm{*edits, base.id, base.files};
}

void TreeBuilder::discard_tree() {
  block_.clear();
  blocks_.clear();  // their bytes stay in the spill file, where nothing leads to them
  files_ = 0;
  hasher_ = TreeHasher(kClassifierVersion);
}

Result<IncomingFile> TreeBuilder::write(const StoredTrees& wanted, const std::string& path) {
  TRAWL_ASSIGN_OR_RETURN(SortedFileWriter writer, SortedFileWriter::create(path, Family::kTrees));
  std::string encoded;
  for (const auto& [id, tree] : wanted) {
    const auto own = records_.find(id);
    for (uint32_t i = 0; i < record_count(tree); ++i) {
      const std::string key = record_key(tree, i);
      if (own != records_.end()) {
        TRAWL_RETURN_IF_ERROR(read(own->second.at(i), &encoded));
      } else {
        TRAWL_ASSIGN_OR_RETURN(const bool present, store_->get_into(Family::kTrees, key, &encoded));
        if (!present) return corruption("a record of tree " + id.hex() + " is missing");
      }
      TRAWL_RETURN_IF_ERROR(writer.add(key, encoded));
    }
  }
  return writer.finish();
}

}  // namespace trawl
