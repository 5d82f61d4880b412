#include "indexer/store/tree_reader.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "indexer/format/format.h"
#include "indexer/format/keys.h"
#include "indexer/format/tree_block.h"
#include "tests/indexer/base/temporary_directory.h"
#include "tests/indexer/format/random_trees.h"
#include "tests/indexer/store/sample_files.h"

namespace trawl {
namespace {

// A base of 130 files, and a tree that has another one instead of each of the first 65.
class TreeReaderTest : public testing::Test {
 protected:
  void SetUp() override {
    RandomTrees random(3);
    base_files_ = random.files(130);
    files_ = base_files_;
    for (size_t i = 0; i < 65; ++i) files_[i].size += 1;
    base_.id.bytes.fill(1);
    base_.files = 130;
    tree_.id.bytes.fill(2);
    tree_.files = 130;
    tree_.form = {65, base_.id, 130};
    for (size_t i = 0; i < 130; i += kFilesPerBlock) {
      const auto block = std::span(base_files_).subspan(i, std::min<size_t>(64, 130 - i));
      records_[tree_key(base_.id, static_cast<uint32_t>(i / 64))] = encode_tree_block(block);
    }
    std::vector<TreeEdit> edits;
    for (uint32_t i = 0; i < 65; ++i) {
      edits.push_back({i, EditKind::kChanged, files_[i]});
      edits.back().file.path.clear();
    }
    put_edits(0, std::span(edits).first(64));
    put_edits(1, std::span(edits).subspan(64));
    records_[record_key(tree_, 2)] = encode_edit_table(std::vector<EditBlockStart>{{64, 64}});
  }
  void put_edits(uint32_t block, std::span<const TreeEdit> edits) {
    records_[record_key(tree_, block)] = encode_edit_block(edits);
  }

  // Reads the tree from a store of its own that has the records.
  Result<std::vector<FileRecord>> read(const StoredTree& tree) {
    const std::string name = std::to_string(++stores_);
    Store store = Store::open_writer(directory_ / name).value();
    TRAWL_RETURN_IF_ERROR(
        store.ingest({write_sorted(directory_ / (name + ".sst"), Family::kTrees, records_)}));
    std::vector<FileRecord> files;
    TreeReader reader(&store, tree);
    for (;;) {
      TRAWL_ASSIGN_OR_RETURN(const bool more, reader.next());
      if (!more) break;
      EXPECT_EQ(decode_tree_block(reader.encoded()).value(), reader.files());
      files.insert(files.end(), reader.files().begin(), reader.files().end());
    }
    if (tree.form.is_delta()) {
      EXPECT_EQ(reader.edit_starts(), (std::vector<EditBlockStart>{{64, 64}}));
    }
    return files;
  }
  void expect_damaged(const StoredTree& tree, const char* what) {
    EXPECT_EQ(read(tree).status().code(), StatusCode::kCorruption) << what;
  }

  TemporaryDirectory directory_;
  int stores_ = 0;
  StoredTree base_, tree_;
  std::vector<FileRecord> base_files_, files_;
  Records records_;
};

TEST_F(TreeReaderTest, ReadsBothForms) {
  EXPECT_EQ(*read(base_), base_files_);
  EXPECT_EQ(*read(tree_), files_);
  EXPECT_TRUE(read({TreeId(), 0, {}})->empty());
}

TEST_F(TreeReaderTest, NumbersThatAreNotThoseRecordedAreCorruption) {
  // Without its last block of edits it is another tree, of as many files: only its id tells.
  const std::map<std::string, std::function<void(StoredTree*)>> damages = {
      {"files", [](StoredTree* tree) { ++tree->files; }},
      {"fewer files", [](StoredTree* tree) { --tree->files; }},
      {"edits", [](StoredTree* tree) { ++tree->form.edits; }},
      {"files of the base", [](StoredTree* tree) { ++tree->form.base_files; }},
      {"fewer files of the base", [](StoredTree* tree) { --tree->form.base_files; }},
      {"another base", [](StoredTree* tree) { tree->form.base.bytes[0] ^= 1; }},
  };
  for (const auto& [what, damage] : damages) {
    StoredTree tree = tree_;
    damage(&tree);
    expect_damaged(tree, what.c_str());
  }
  StoredTree whole = base_;
  ++whole.files;
  expect_damaged(whole, "files of a whole tree");
  whole.files -= 2;
  expect_damaged(whole, "fewer files of a whole tree");
}

TEST_F(TreeReaderTest, AMissingRecordIsCorruption) {
  const Records all = records_;
  for (const auto& [key, value] : all) {
    if (key == record_key(tree_, 2)) continue;  // the table is for searches
    records_ = all;
    records_.erase(key);
    expect_damaged(tree_, "a record");
  }
}

TEST_F(TreeReaderTest, AnEditOfNoFileOfTheBaseIsCorruption) {
  FileRecord file = base_files_[0];
  file.path.clear();
  put_edits(1, std::vector<TreeEdit>{{63, EditKind::kChanged, file}});
  expect_damaged(tree_, "an edit of a file that an earlier block changed");
  put_edits(1, std::vector<TreeEdit>{{130, EditKind::kChanged, file}});
  expect_damaged(tree_, "an edit after the last file");
  put_edits(1, std::vector<TreeEdit>{{131, EditKind::kInserted, base_files_[0]}});
  expect_damaged(tree_, "a file that is inserted after the last one but one");
}

}  // namespace
}  // namespace trawl
