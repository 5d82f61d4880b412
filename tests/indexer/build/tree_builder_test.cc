#include "indexer/build/tree_builder.h"

#include <gtest/gtest.h>

#include "indexer/format/format.h"
#include "indexer/format/keys.h"
#include "tests/indexer/base/temporary_directory.h"

namespace trawl {
namespace {

FileRecord file_of(uint32_t number) {
  FileRecord file;
  file.path = "dir/" + std::to_string(100000 + number);
  file.size = number;
  file.digest.bytes.fill(static_cast<uint8_t>(number));
  file.language = "Python";
  return file;
}

std::vector<FileRecord> files_of(uint32_t count, uint32_t first = 0) {
  std::vector<FileRecord> files;
  for (uint32_t i = 0; i < count; ++i) files.push_back(file_of(first + i));
  return files;
}

class TreeBuilderTest : public testing::Test {
 protected:
  TreeId add_tree(TreeBuilder* builder, const std::vector<FileRecord>& files) {
    for (const FileRecord& file : files) EXPECT_TRUE(builder->add(file).is_ok());
    return builder->finish_tree().value();
  }
  TreeBuilder builder() { return TreeBuilder::create(directory_.path()).value(); }
  IncomingFile write(TreeBuilder* builder, const TreeBlocks& wanted) {
    return builder->write(wanted, store_, directory_ / "trees.sst").value();
  }
  std::vector<FileRecord> read(const TreeId& id) {
    std::vector<FileRecord> files;
    for (uint32_t block = 0;; ++block) {
      const auto value = store_.get(Family::kTrees, tree_key(id, block)).value();
      if (!value) return files;
      const std::vector<FileRecord> some = decode_tree_block(*value).value();
      EXPECT_LE(some.size(), kFilesPerBlock);
      files.insert(files.end(), some.begin(), some.end());
    }
  }

  TemporaryDirectory directory_;
  Store store_ = Store::open_writer(directory_ / "db").value();
};

TEST_F(TreeBuilderTest, TreesOfEverySizeComeBack) {
  std::vector<std::pair<TreeId, std::vector<FileRecord>>> trees;
  TreeBlocks wanted;
  TreeBuilder trees_builder = builder();
  for (const uint32_t size : {1u, 63u, 64u, 65u, 128u, 5000u}) {
    const std::vector<FileRecord> files = files_of(size, size);
    trees.emplace_back(add_tree(&trees_builder, files), files);
    wanted[trees.back().first] = (size + kFilesPerBlock - 1) / kFilesPerBlock;
  }
  const IncomingFile file = write(&trees_builder, wanted);
  EXPECT_EQ(file.facts.entries, 1u + 1 + 1 + 2 + 2 + 79);
  ASSERT_TRUE(store_.ingest({file}).is_ok());
  for (const auto& [id, files] : trees) EXPECT_EQ(read(id), files);
}

TEST_F(TreeBuilderTest, EqualTreesAreOneAndAnEmptyOneHasNoRecord) {
  TreeBuilder trees = builder();
  const TreeId id = add_tree(&trees, files_of(10));
  EXPECT_EQ(add_tree(&trees, files_of(10)), id);
  const TreeId other = add_tree(&trees, files_of(11));
  const TreeId empty = add_tree(&trees, {});
  EXPECT_NE(other, id);
  EXPECT_NE(empty, id);
  EXPECT_EQ(write(&trees, {{id, 1}, {other, 1}, {empty, 0}}).facts.entries, 2u);
}

TEST_F(TreeBuilderTest, OnlyWhatIsWantedIsWrittenFromHereOrFromTheStore) {
  TreeBuilder first = builder();
  const TreeId held = add_tree(&first, files_of(100));
  const TreeId dropped = add_tree(&first, files_of(5));
  const TreeBlocks both = {{held, 2}, {dropped, 1}};
  ASSERT_TRUE(store_.ingest({write(&first, both)}).is_ok());
  const LiveFile before = store_.live_files().at(0);

  TreeBuilder second = builder();
  const TreeId added = add_tree(&second, files_of(3, 7));
  add_tree(&second, files_of(4));
  const IncomingFile file = write(&second, {{held, 2}, {added, 1}});
  EXPECT_EQ(file.facts.entries, 3u);
  ASSERT_TRUE(store_.ingest({file}).is_ok());
  ASSERT_TRUE(store_.delete_file(before).is_ok());
  EXPECT_EQ(read(added), files_of(3, 7));
  EXPECT_EQ(read(held), files_of(100));
  EXPECT_TRUE(read(dropped).empty());
  TreeBuilder third = builder();
  const TreeBlocks missing = {{dropped, 1}};
  EXPECT_EQ(third.write(missing, store_, directory_ / "other.sst").status().code(),
            StatusCode::kCorruption);
}

}  // namespace
}  // namespace trawl
