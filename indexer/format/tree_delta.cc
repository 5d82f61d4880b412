// Between two edits, a file's rank in the tree and its position in the base differ by the same
// number, the shift: how many files were inserted before it, less how many are gone. So the table
// needs only both numbers for the first edit of each block, and a block its edits.
#include "indexer/format/tree_delta.h"

#include <algorithm>

#include "indexer/format/coding.h"
#include "indexer/format/format.h"
#include "indexer/format/keys.h"

namespace trawl {

StoredTree base_of(const StoredTree& tree) {
  return {tree.form.base, tree.form.base_files, {}};
}

std::string record_key(const StoredTree& tree, uint32_t record) {
  return tree.form.is_delta() ? delta_key(tree.id, tree.form.base, record)
                              : tree_key(tree.id, record);
}

uint32_t block_count(const StoredTree& tree) {
  const auto blocks = [](uint64_t count, uint32_t per_block) {
    return static_cast<uint32_t>((count + per_block - 1) / per_block);
  };
  return tree.form.is_delta() ? blocks(tree.form.edits, kEditsPerBlock)
                              : blocks(tree.files, kFilesPerBlock);
}

uint32_t record_count(const StoredTree& tree) {
  return block_count(tree) + (has_edit_table(tree) ? 1 : 0);
}

bool has_edit_table(const StoredTree& tree) {
  return tree.form.edits > kEditsPerBlock;
}

std::string encode_edit_table(std::span<const EditBlockStart> starts) {
  std::string out;
  put_varint(&out, starts.size());
  EditBlockStart before;
  for (const EditBlockStart& start : starts) {
    put_varint(&out, start.position - before.position);
    put_varint(&out, start.rank - before.rank);
    before = start;
  }
  return out;
}

Result<std::vector<EditBlockStart>> decode_edit_table(std::string_view bytes) {
  Decoder decoder(bytes, "table of edits");
  const uint64_t count = decoder.varint();
  if (count > decoder.remaining() / 2) decoder.fail();  // a start takes two bytes at least
  TRAWL_RETURN_IF_ERROR(decoder.status());
  std::vector<EditBlockStart> starts(count);
  EditBlockStart before;
  for (EditBlockStart& start : starts) {
    start.position = before.position +
                     static_cast<uint32_t>(decoder.varint_at_most(UINT32_MAX - before.position));
    start.rank =
        before.rank + static_cast<uint32_t>(decoder.varint_at_most(UINT32_MAX - before.rank));
    before = start;
  }
  TRAWL_RETURN_IF_ERROR(decoder.finish());
  return starts;
}

void EditTableBuilder::add_block(std::span<const TreeEdit> edits) {
  if (!is_first_) {
    const uint32_t position = edits.front().position;
    starts_.push_back({position, static_cast<uint32_t>(position + shift_)});
  }
  is_first_ = false;
  shift_ += shift_of(edits);
}

// Several blocks may begin at one rank, when the first of them only takes files away: then the last
// decides.
uint32_t find_edit_block(std::span<const EditBlockStart> starts, uint32_t rank) {
  const auto after = std::upper_bound(
      starts.begin(), starts.end(), rank,
      [](uint32_t sought, const EditBlockStart& start) { return sought < start.rank; });
  return static_cast<uint32_t>(after - starts.begin());
}

Result<FileOrigin> find_file(std::span<const TreeEdit> edits, const EditBlockStart& start,
                             uint32_t rank, uint32_t base_files) {
  int64_t shift = int64_t{start.rank} - start.position;
  FileOrigin origin;
  for (const TreeEdit& edit : edits) {
    const int64_t rank_there = edit.position + shift;
    if (rank < rank_there) break;
    if (edit.kind == EditKind::kGone) {
      --shift;
    } else if (rank == rank_there) {
      origin.edit = &edit;
      break;
    } else if (edit.kind == EditKind::kInserted) {
      ++shift;
    }
  }
  if (origin.edit != nullptr && origin.edit->kind == EditKind::kInserted) return origin;
  const int64_t position = origin.edit != nullptr ? origin.edit->position : rank - shift;
  if (position < 0 || position >= base_files) {
    return corruption("a tree's edits lead beyond the end of its base");
  }
  origin.position = static_cast<uint32_t>(position);
  return origin;
}

}  // namespace trawl
