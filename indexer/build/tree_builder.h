// Collects the files of one repository after another into trees, and writes the trees as one sorted
// file.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/base/spill_file.h"
#include "indexer/base/status.h"
#include "indexer/build/live_trees.h"
#include "indexer/format/tree.h"
#include "indexer/format/tree_block.h"
#include "indexer/store/store.h"

namespace trawl {

// A tree is stored as a delta if it has at least this many files per edit. On 24 monthly states of
// nova, neutron and heat, 4 took the fewest bytes and 3 or 5 took 1 % more; a delta took at most
// 0.15 of its tree.
inline constexpr uint32_t kFilesPerEdit = 4;

// Encoded records wait in a spill file, because the order of keys (tree ids) is known only at the
// end; memory grows by a few words per repository, of this build and of live snapshots. One object,
// one thread.
class TreeBuilder {
 public:
  // The earlier tree that the current one may be like, if there is one. It is in the store.
  using FindEarlier = std::function<Result<std::optional<StoredTree>>()>;

  // `live` are the trees of the store, which must outlive the builder.
  static Result<TreeBuilder> create(const std::string& pending_directory, const Store* store,
                                    StoredTrees live);

  // Adds the next file of the current repository. REQUIRES: path order.
  Status add(FileRecord file);
  // Ends the repository's tree and begins the next. A tree that there is already keeps its form.
  // Another is stored as a delta of the earlier tree, or of that one's base, if it is worth it;
  // else whole.
  Result<StoredTree> finish_tree(const FindEarlier& find_earlier);
  // Whether this builder collected the tree, so that the store does not have it.
  bool has_collected(const TreeId& id) const { return records_.contains(id); }
  // Drops what was added since the last tree ended.
  void discard_tree();
  // Writes the wanted trees: those collected here, and copies from the store of the others.
  // facts.entries is 0 when they have no blocks.
  Result<IncomingFile> write(const StoredTrees& wanted, const std::string& path);

 private:
  struct SpilledRecord {
    uint64_t position;
    uint32_t size;
  };
  using SpilledRecords = std::vector<SpilledRecord>;

  TreeBuilder(SpillFile spill, const Store* store, StoredTrees live);
  Status flush_block();
  Status spill(std::string_view encoded, SpilledRecords* records);
  Status read(const SpilledRecord& record, std::string* encoded);
  // The form of a new tree, whose blocks are `blocks`. If it is a delta, its records take the place
  // of the blocks.
  Result<TreeForm> choose_form(uint32_t files, const FindEarlier& find_earlier,
                               SpilledRecords* blocks);

  SpillFile spill_;
  const Store* store_;
  StoredTrees trees_;                         // those of the store, and those collected here
  std::map<TreeId, SpilledRecords> records_;  // of those collected here

  // Of the current tree:
  std::vector<FileRecord> block_;
  uint32_t files_ = 0;  // in the blocks before
  TreeHasher hasher_;
  SpilledRecords blocks_;
};

}  // namespace trawl
