// Reads the files of a tree one block after another, in whichever form it is stored.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/tree.h"
#include "indexer/format/tree_delta.h"
#include "indexer/store/store.h"

namespace trawl {

// Holds one block of the tree and, of a delta, one of its base and one of its edits. The store must
// outlive it. One object, one thread.
class TreeReader {
 public:
  TreeReader(const Store* store, const StoredTree& tree);

  // Reads the next block; false after the last one. kCorruption when a record is missing or
  // damaged, or when the files are not as many as recorded.
  Result<bool> next();
  // The files of the block, in path order; all blocks but the last have kFilesPerBlock.
  const std::vector<FileRecord>& files() const { return files_; }
  // The block as a whole tree has it: the tree's id is the hash of these.
  std::string encoded() const;
  // Of a delta, where its blocks of edits begin. REQUIRES: next() has given false.
  const std::vector<EditBlockStart>& edit_starts() const { return table_.starts(); }

 private:
  Result<std::string> record(const StoredTree& tree, uint32_t number) const;
  // The next file of the base; null after the last one.
  // REQUIRES: each is taken before the next is asked for.
  Result<FileRecord*> base_file();
  // The next edit; null after the last one. It stays the same until edit_number_ is raised.
  Result<TreeEdit*> edit();
  Status merge_block();

  const Store* store_;
  StoredTree tree_;
  uint32_t given_ = 0;   // files of the blocks before
  uint32_t block_ = 0;   // of the whole tree: the next to be read
  std::string encoded_;  // of a whole tree
  std::vector<FileRecord> files_;

  // Of a delta:
  StoredTree base_;
  std::vector<FileRecord> base_files_;
  std::vector<TreeEdit> edits_;
  uint32_t base_position_ = 0;  // of the next file of the base
  uint32_t edit_number_ = 0;    // of the next edit
  uint32_t edit_blocks_ = 0;    // read so far
  EditTableBuilder table_;
};

}  // namespace trawl
