// Checks that a stored tree is the one that its id names.
#pragma once

#include <string_view>
#include <vector>

#include "indexer/format/tree.h"
#include "indexer/format/tree_block.h"

namespace trawl {

// Says whether encoded blocks, in order, are a tree of this id, made by this or an earlier version
// of the classifier.
class TreeIdCheck {
 public:
  TreeIdCheck();
  void add_block(std::string_view encoded);
  // Ends the computation.
  bool is(const TreeId& id);

 private:
  std::vector<TreeHasher> hashers_;  // by version of the classifier
};

}  // namespace trawl
