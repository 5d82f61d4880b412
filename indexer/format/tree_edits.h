// Edits: how a tree differs from another one, its base.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/tree.h"

namespace trawl {

// The numbers are on disk: explicit, never reused.
enum class EditKind : uint8_t {
  kGone = 0,      // the base's file is not in the tree
  kChanged = 1,   // the tree has another record for its path
  kInserted = 2,  // the tree has a file before it
};
inline constexpr uint8_t kEditKindCount = 3;

struct TreeEdit {
  // Rank of a file in the base; of a file that is inserted at the end, the base's number of files.
  uint32_t position = 0;
  EditKind kind = EditKind::kGone;
  // The tree's record. Of a changed file it has no path, because the base has it; of a file that is
  // gone it is empty.
  FileRecord file;
  friend bool operator==(const TreeEdit&, const TreeEdit&) = default;
};

// How many files more the tree has after these edits than the base; may be negative.
int64_t shift_of(std::span<const TreeEdit> edits);

// A block of at most kEditsPerBlock edits, ascending by position. Files that are inserted before
// one of the base come before an edit of that one, in path order.
std::string encode_edit_block(std::span<const TreeEdit> edits);
Result<std::vector<TreeEdit>> decode_edit_block(std::string_view bytes);

// Walks two trees side by side and gives the edits that turn the first into the second. One object,
// one thread.
class TreeComparison {
 public:
  struct Step {
    bool takes_base = false;  // done with the base's file: continue with the next one
    bool takes_file = false;  // the same of the tree's file
    std::optional<TreeEdit> edit;
  };
  // Compares the next files, null after the last one. REQUIRES: one of them is not null.
  Step step(const FileRecord* base, const FileRecord* file);

 private:
  uint32_t position_ = 0;
};

}  // namespace trawl
