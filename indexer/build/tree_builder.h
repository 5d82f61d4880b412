// Collects the files of one repository after another into trees, and writes the trees as one sorted
// file.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/base/spill_file.h"
#include "indexer/base/status.h"
#include "indexer/format/tree.h"
#include "indexer/store/store.h"

namespace trawl {

// Trees by id, each with the number of its blocks.
using TreeBlocks = std::map<TreeId, uint32_t>;

// Encoded blocks wait in a spill file, because the order of keys (tree ids) is known only at the
// end; memory grows by a few words per repository. One object, one thread.
class TreeBuilder {
 public:
  static Result<TreeBuilder> create(const std::string& pending_directory);

  // Adds the next file of the current repository. REQUIRES: path order.
  Status add(FileRecord file);
  // Ends the repository's tree and begins the next.
  Result<TreeId> finish_tree();
  // Drops what was added since the last tree ended.
  void discard_tree();
  // Writes the wanted trees: those collected here, and copies from the store of the others.
  // facts.entries is 0 when they have no blocks.
  Result<IncomingFile> write(const TreeBlocks& wanted, const Store& store, const std::string& path);

 private:
  struct StoredBlock {
    uint64_t position;
    uint32_t size;
  };
  explicit TreeBuilder(SpillFile spill);
  Status flush_block();

  SpillFile spill_;
  std::vector<FileRecord> block_;
  TreeHasher hasher_;
  std::vector<StoredBlock> blocks_;
  std::map<TreeId, std::vector<StoredBlock>> trees_;
};

}  // namespace trawl
