// Deltas: trees that are stored as edits of another tree, their base, which is stored whole.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/ids.h"
#include "indexer/format/tree_edits.h"

namespace trawl {

// How a tree is stored: whole, or as edits of a base.
struct TreeForm {
  uint32_t edits = 0;  // 0: whole
  TreeId base;         // all zero of a whole tree
  uint32_t base_files = 0;

  bool is_delta() const { return edits != 0; }
  friend bool operator==(const TreeForm&, const TreeForm&) = default;
};

struct StoredTree {
  TreeId id;
  uint32_t files = 0;  // skipped ones included
  TreeForm form;
  friend bool operator==(const StoredTree&, const StoredTree&) = default;
};

// The base of a delta; of a whole tree, a tree without files.
StoredTree base_of(const StoredTree& tree);
// The key of one of a tree's records. A delta's has both ids, so that one key never has two values.
std::string record_key(const StoredTree& tree, uint32_t record);
// The number of blocks of files or edits.
uint32_t block_count(const StoredTree& tree);
// The number of records, numbered from 0: the blocks, then, of a delta of several, the table of
// where they begin.
uint32_t record_count(const StoredTree& tree);
bool has_edit_table(const StoredTree& tree);

// Where a block of edits begins.
struct EditBlockStart {
  uint32_t position = 0;  // of its first edit in the base
  uint32_t rank = 0;      // of the first file of the tree that it may decide
  friend bool operator==(const EditBlockStart&, const EditBlockStart&) = default;
};

// The starts of all blocks but the first, which begins at 0.
std::string encode_edit_table(std::span<const EditBlockStart> starts);
Result<std::vector<EditBlockStart>> decode_edit_table(std::string_view bytes);

// Makes the table while the blocks go by.
class EditTableBuilder {
 public:
  // REQUIRES: blocks come in order and are not empty.
  void add_block(std::span<const TreeEdit> edits);
  const std::vector<EditBlockStart>& starts() const { return starts_; }

 private:
  std::vector<EditBlockStart> starts_;
  bool is_first_ = true;
  int64_t shift_ = 0;
};

// The number of the block that decides file `rank` of the tree. `starts` is the table; empty when
// there is one block.
uint32_t find_edit_block(std::span<const EditBlockStart> starts, uint32_t rank);

// Where a file of the tree comes from.
struct FileOrigin {
  const TreeEdit* edit = nullptr;    // null: the base's file as it is
  std::optional<uint32_t> position;  // rank in the base, which has its path; none when inserted
};

// Finds file `rank` by the edits of the block that decides it. kCorruption when it would be a file
// that the base does not have.
Result<FileOrigin> find_file(std::span<const TreeEdit> edits, const EditBlockStart& start,
                             uint32_t rank, uint32_t base_files);

}  // namespace trawl
