// All edits between two trees.
#pragma once

#include <cstddef>
#include <vector>

#include "indexer/format/tree.h"
#include "indexer/format/tree_edits.h"

namespace trawl {

// The edits that turn `base` into `files`, by TreeComparison.
inline std::vector<TreeEdit> edits_between(const std::vector<FileRecord>& base,
                                           const std::vector<FileRecord>& files) {
  TreeComparison comparison;
  std::vector<TreeEdit> edits;
  for (size_t i = 0, k = 0; i < base.size() || k < files.size();) {
    const auto step = comparison.step(i < base.size() ? &base[i] : nullptr,
                                      k < files.size() ? &files[k] : nullptr);
    if (step.takes_base) ++i;
    if (step.takes_file) ++k;
    if (step.edit) edits.push_back(*step.edit);
  }
  return edits;
}

}  // namespace trawl
