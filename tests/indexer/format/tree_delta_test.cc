#include "indexer/format/tree_delta.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "indexer/format/format.h"
#include "indexer/format/keys.h"
#include "tests/indexer/format/damage.h"
#include "tests/indexer/format/edits_between.h"
#include "tests/indexer/format/random_trees.h"

namespace trawl {
namespace {

// A tree as it is stored: blocks of edits and their table, coded and decoded.
struct Delta {
  std::vector<std::vector<TreeEdit>> blocks;
  std::vector<EditBlockStart> starts;
};

Delta delta_between(const std::vector<FileRecord>& base, const std::vector<FileRecord>& files) {
  const std::vector<TreeEdit> edits = edits_between(base, files);
  Delta delta;
  EditTableBuilder table;
  for (size_t i = 0; i < edits.size(); i += kEditsPerBlock) {
    const size_t count = std::min<size_t>(kEditsPerBlock, edits.size() - i);
    const auto block = std::span(edits).subspan(i, count);
    delta.blocks.push_back(decode_edit_block(encode_edit_block(block)).value());
    table.add_block(block);
  }
  delta.starts = decode_edit_table(encode_edit_table(table.starts())).value();
  EXPECT_EQ(delta.starts, table.starts());
  return delta;
}

FileRecord file_at(const Delta& delta, uint32_t rank, const std::vector<FileRecord>& base) {
  const uint32_t block = find_edit_block(delta.starts, rank);
  const EditBlockStart start = block == 0 ? EditBlockStart() : delta.starts.at(block - 1);
  const FileOrigin origin =
      find_file(delta.blocks.at(block), start, rank, static_cast<uint32_t>(base.size())).value();
  if (origin.edit == nullptr) return base.at(origin.position.value());
  FileRecord file = origin.edit->file;
  if (origin.position) file.path = base.at(*origin.position).path;
  return file;
}

void expect_found(const std::vector<FileRecord>& base, const std::vector<FileRecord>& files) {
  const Delta delta = delta_between(base, files);
  if (delta.blocks.empty()) {
    EXPECT_EQ(base, files);
    return;
  }
  for (uint32_t rank = 0; rank < files.size(); ++rank) {
    ASSERT_EQ(file_at(delta, rank, base), files[rank]) << rank;
  }
}

TEST(TreeDelta, FindsEveryFileOfRandomTreesByItsRank) {
  RandomTrees trees(1);
  for (const size_t size : {0, 1, 2, 63, 64, 65, 300, 2000}) {
    const std::vector<FileRecord> base = trees.files(size);
    for (const size_t edits : {0, 1, 2, 10, 63, 64, 65, 200, 900}) {
      SCOPED_TRACE(std::to_string(size) + " files, " + std::to_string(edits) + " edits");
      expect_found(base, trees.edited(base, edits));
    }
  }
}

TEST(TreeDelta, FindsFilesAfterWholeBlocksThatAreGoneOrNew) {
  RandomTrees trees(2);
  const std::vector<FileRecord> base = trees.files(1000);
  for (const size_t begin : {0, 1, 300, 700}) {
    for (const size_t count : {64, 65, 128, 300}) {
      SCOPED_TRACE(std::to_string(count) + " from " + std::to_string(begin));
      std::vector<FileRecord> files = base;
      const auto first = files.begin() + static_cast<std::ptrdiff_t>(begin);
      files.erase(first, first + static_cast<std::ptrdiff_t>(count));
      expect_found(base, files);
      expect_found(files, base);
    }
  }
  expect_found(base, {});
  expect_found({}, base);
}

TEST(TreeDelta, RefusesEditsThatLeadBeyondTheBase) {
  const std::vector<TreeEdit> gone = {{3, EditKind::kGone, {}}};
  EXPECT_EQ(find_file(gone, {}, 8, 10)->position, std::optional<uint32_t>(9));
  EXPECT_EQ(find_file(gone, {}, 9, 10).status().code(), StatusCode::kCorruption);
  EXPECT_EQ(find_file(gone, {4, 0}, UINT32_MAX, 10).status().code(), StatusCode::kCorruption);
  EXPECT_EQ(find_file({}, {0, 9}, 3, 10).status().code(), StatusCode::kCorruption);
  const std::vector<TreeEdit> changed = {{10, EditKind::kChanged, {}}};
  EXPECT_EQ(find_file(changed, {}, 10, 10).status().code(), StatusCode::kCorruption);
}

TEST(TreeDelta, HasItsRecordsUnderKeysOfItsOwn) {
  StoredTree tree;
  tree.id.bytes.fill(1);
  tree.files = 130;
  EXPECT_EQ(record_key(tree, 2), tree_key(tree.id, 2));
  EXPECT_EQ(record_count(tree), 3u);
  std::set<std::string> keys = {record_key(tree, 0), record_key(tree, 1)};
  tree.form = {1, TreeId(), 100};
  keys.insert(record_key(tree, 0));
  EXPECT_EQ(record_count(tree), 1u);
  tree.form.base.bytes.fill(2);
  keys.insert(record_key(tree, 0));
  tree.id.bytes.fill(3);
  keys.insert(record_key(tree, 0));
  EXPECT_EQ(keys.size(), 5u);
  tree.form.edits = kEditsPerBlock;
  EXPECT_EQ(record_count(tree), 1u);
  tree.form.edits = kEditsPerBlock + 1;
  EXPECT_EQ(block_count(tree), 2u);
  EXPECT_EQ(record_count(tree), 3u);
}

TEST(EditTable, RoundTripsAndSurvivesDamage) {
  std::vector<EditBlockStart> starts;
  EXPECT_EQ(decode_edit_table(encode_edit_table(starts)).value(), starts);
  starts = {{0, 0}, {10, 100}, {300, 100}, {UINT32_MAX, UINT32_MAX}};
  EXPECT_EQ(decode_edit_table(encode_edit_table(starts)).value(), starts);
  expect_survives_damage(encode_edit_table(starts), decode_edit_table);
}

}  // namespace
}  // namespace trawl
