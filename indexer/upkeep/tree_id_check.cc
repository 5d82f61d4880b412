#include "indexer/upkeep/tree_id_check.h"

#include <algorithm>

#include "indexer/corpus/classifier.h"

namespace trawl {

TreeIdCheck::TreeIdCheck() {
  for (uint32_t version = 1; version <= kClassifierVersion; ++version) {
    hashers_.emplace_back(version);
  }
}

void TreeIdCheck::add_block(std::string_view encoded) {
  for (TreeHasher& hasher : hashers_) hasher.add_block(encoded);
}

bool TreeIdCheck::is(const TreeId& id) {
  return std::any_of(hashers_.begin(), hashers_.end(),
                     [&](TreeHasher& hasher) { return hasher.finish() == id; });
}

}  // namespace trawl
