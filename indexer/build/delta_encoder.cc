#include "indexer/build/delta_encoder.h"

#include <utility>

#include "indexer/format/format.h"

namespace trawl {

DeltaEncoder::DeltaEncoder(const Store* store, const StoredTree& base, uint32_t most_edits,
                           Sink sink)
    : base_(store, base), most_edits_(most_edits), sink_(std::move(sink)) {}

Result<bool> DeltaEncoder::add(const FileRecord& file) {
  return compare(&file);
}

Result<std::optional<uint32_t>> DeltaEncoder::finish() {
  TRAWL_ASSIGN_OR_RETURN(const bool fits, compare(nullptr));
  if (!fits) return std::optional<uint32_t>();
  TRAWL_RETURN_IF_ERROR(flush_block());
  if (!table_.starts().empty()) TRAWL_RETURN_IF_ERROR(sink_(encode_edit_table(table_.starts())));
  return std::optional<uint32_t>(edits_);
}

Result<bool> DeltaEncoder::compare(const FileRecord* file) {
  for (;;) {
    TRAWL_ASSIGN_OR_RETURN(const FileRecord* const in_base, base_file());
    if (in_base == nullptr && file == nullptr) return true;
    TreeComparison::Step step = comparison_.step(in_base, file);
    if (step.takes_base) ++in_block_;
    if (step.edit) {
      if (edits_ == most_edits_) return false;
      ++edits_;
      block_.push_back(*std::move(step.edit));
      if (block_.size() == kEditsPerBlock) TRAWL_RETURN_IF_ERROR(flush_block());
    }
    if (step.takes_file) return true;
  }
}

Result<const FileRecord*> DeltaEncoder::base_file() {
  if (in_block_ == base_.files().size()) {
    in_block_ = 0;
    TRAWL_ASSIGN_OR_RETURN(const bool more, base_.next());
    if (!more) return static_cast<const FileRecord*>(nullptr);
  }
  return &base_.files()[in_block_];
}

Status DeltaEncoder::flush_block() {
  if (block_.empty()) return {};
  table_.add_block(block_);
  const std::string encoded = encode_edit_block(block_);
  block_.clear();
  return sink_(encoded);
}

}  // namespace trawl
