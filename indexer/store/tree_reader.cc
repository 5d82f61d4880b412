#include "indexer/store/tree_reader.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "indexer/format/format.h"
#include "indexer/format/tree_block.h"

namespace trawl {
namespace {

uint32_t size_of_block(uint32_t count, uint32_t first, uint32_t per_block) {
  return std::min(per_block, count - first);
}

Status wrong(const StoredTree& tree, const char* what) {
  return corruption("tree " + tree.id.hex() + ": " + what);
}

}  // namespace

TreeReader::TreeReader(const Store* store, const StoredTree& tree)
    : store_(store), tree_(tree), base_(base_of(tree)) {}

Result<std::string> TreeReader::record(const StoredTree& tree, uint32_t number) const {
  TRAWL_ASSIGN_OR_RETURN(std::optional<std::string> value,
                         store_->get(Family::kTrees, record_key(tree, number)));
  if (!value) return wrong(tree_, "a block of it is missing");
  return *std::move(value);
}

Result<bool> TreeReader::next() {
  given_ += static_cast<uint32_t>(files_.size());
  files_.clear();
  if (tree_.form.is_delta()) {
    TRAWL_RETURN_IF_ERROR(merge_block());
  } else if (given_ < tree_.files) {
    TRAWL_ASSIGN_OR_RETURN(encoded_, record(tree_, block_++));
    TRAWL_ASSIGN_OR_RETURN(files_, decode_tree_block(encoded_));
  }
  if (files_.size() != size_of_block(tree_.files, given_, kFilesPerBlock)) {
    return wrong(tree_, "its files are not as many as recorded");
  }
  return !files_.empty();
}

std::string TreeReader::encoded() const {
  return tree_.form.is_delta() ? encode_tree_block(files_) : encoded_;
}

Result<FileRecord*> TreeReader::base_file() {
  if (base_position_ == base_.files) return static_cast<FileRecord*>(nullptr);
  const uint32_t index = base_position_ % kFilesPerBlock;
  if (index == 0) {
    TRAWL_ASSIGN_OR_RETURN(const std::string value, record(base_, base_position_ / kFilesPerBlock));
    TRAWL_ASSIGN_OR_RETURN(base_files_, decode_tree_block(value));
    if (base_files_.size() != size_of_block(base_.files, base_position_, kFilesPerBlock)) {
      return wrong(base_, "its files are not as many as recorded");
    }
  }
  return &base_files_[index];
}

Result<TreeEdit*> TreeReader::edit() {
  if (edit_number_ == tree_.form.edits) return static_cast<TreeEdit*>(nullptr);
  if (edit_number_ / kEditsPerBlock == edit_blocks_) {
    TRAWL_ASSIGN_OR_RETURN(const std::string value, record(tree_, edit_blocks_++));
    TRAWL_ASSIGN_OR_RETURN(edits_, decode_edit_block(value));
    if (edits_.size() != size_of_block(tree_.form.edits, edit_number_, kEditsPerBlock)) {
      return wrong(tree_, "its edits are not as many as recorded");
    }
    table_.add_block(edits_);
  }
  return &edits_[edit_number_ % kEditsPerBlock];
}

// Merges files of the base and edits, both in the order of the base.
Status TreeReader::merge_block() {
  while (files_.size() < kFilesPerBlock) {
    TRAWL_ASSIGN_OR_RETURN(TreeEdit* const edit, this->edit());
    // An inserted file needs no file of the base, and after the last edit none may be missing.
    if (edit != nullptr && edit->position == base_position_ && edit->kind == EditKind::kInserted) {
      files_.push_back(std::move(edit->file));
      ++edit_number_;
      continue;
    }
    TRAWL_ASSIGN_OR_RETURN(FileRecord* const file, base_file());
    if (edit != nullptr && (file == nullptr || edit->position < base_position_)) {
      return wrong(tree_, "an edit is not of a file of its base");
    }
    if (file == nullptr) return {};
    ++base_position_;
    if (edit == nullptr || edit->position >= base_position_) {
      files_.push_back(std::move(*file));
      continue;
    }
    ++edit_number_;
    if (edit->kind == EditKind::kGone) continue;
    edit->file.path = std::move(file->path);
    files_.push_back(std::move(edit->file));
  }
  return {};
}

}  // namespace trawl
