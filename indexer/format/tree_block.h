// Blocks of files: what is stored of a tree, and what its id is made of.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/digest.h"
#include "indexer/base/status.h"
#include "indexer/format/ids.h"
#include "indexer/format/tree.h"

namespace trawl {

// A block of at most kFilesPerBlock files in path order, paths front-coded.
std::string encode_tree_block(std::span<const FileRecord> files);
Result<std::vector<FileRecord>> decode_tree_block(std::string_view bytes);
// Only the paths of a block's files, one after another: what a listing needs.
struct TreePaths {
  std::string text;
  std::vector<uint32_t> ends;  // by file: where its path ends

  // REQUIRES: file < ends.size().
  std::string_view of(uint32_t file) const;
};
Result<TreePaths> decode_tree_paths(std::string_view bytes);

// The id of a tree from its encoded blocks in order and the classifier's version.
class TreeHasher {
 public:
  explicit TreeHasher(uint32_t classifier_version);
  void add_block(std::string_view encoded);
  TreeId finish();

 private:
  Hasher128 hasher_;
};

}  // namespace trawl
