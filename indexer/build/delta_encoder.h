// Encodes a tree as a delta: compares its files with those of a base.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/tree.h"
#include "indexer/format/tree_delta.h"
#include "indexer/format/tree_edits.h"
#include "indexer/store/store.h"
#include "indexer/store/tree_reader.h"

namespace trawl {

// Holds a block of the base and a block of edits. The store must outlive it. One object, one
// thread.
class DeltaEncoder {
 public:
  // Takes the delta's records in the order of their numbers.
  using Sink = std::function<Status(std::string_view record)>;

  // `base` is stored whole. Gives up when there are more than `most_edits`.
  DeltaEncoder(const Store* store, const StoredTree& base, uint32_t most_edits, Sink sink);

  // Adds the next file of the tree, in path order. False once it has given up; the records that the
  // sink has taken are of no use then.
  Result<bool> add(const FileRecord& file);
  // Ends the tree. The number of edits, or nullopt if it has given up.
  Result<std::optional<uint32_t>> finish();

 private:
  // Compares until `file` is done with or, if it is null, until the base is.
  Result<bool> compare(const FileRecord* file);
  // The next file of the base; null after the last one.
  Result<const FileRecord*> base_file();
  Status flush_block();

  TreeReader base_;
  uint32_t in_block_ = 0;  // files of the base's block that are done with
  uint32_t most_edits_;
  Sink sink_;
  TreeComparison comparison_;
  EditTableBuilder table_;
  std::vector<TreeEdit> block_;
  uint32_t edits_ = 0;
};

}  // namespace trawl
