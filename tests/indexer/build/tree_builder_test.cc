#include "indexer/build/tree_builder.h"

#include <span>

#include <gtest/gtest.h>

#include "indexer/format/format.h"
#include "indexer/format/keys.h"
#include "indexer/format/tree_block.h"
#include "indexer/store/sorted_file_writer.h"
#include "indexer/store/tree_reader.h"
#include "tests/indexer/base/temporary_directory.h"
#include "tests/indexer/format/random_trees.h"

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

Result<std::optional<StoredTree>> no_tree() {
  return std::optional<StoredTree>();
}

class TreeBuilderTest : public testing::Test {
 protected:
  StoredTree add_tree(TreeBuilder* builder, const std::vector<FileRecord>& files,
                      const TreeBuilder::FindEarlier& find_earlier = no_tree) {
    for (const FileRecord& file : files) EXPECT_TRUE(builder->add(file).is_ok());
    return builder->finish_tree(find_earlier).value();
  }
  StoredTree add_after(TreeBuilder* builder, const std::vector<FileRecord>& files,
                       const StoredTree& earlier) {
    return add_tree(builder, files, [&] { return Result<std::optional<StoredTree>>(earlier); });
  }
  TreeBuilder builder(const std::vector<StoredTree>& live = {}) {
    StoredTrees trees;
    for (const StoredTree& tree : live) trees[tree.id] = tree;
    return TreeBuilder::create(directory_.path(), &store_, trees).value();
  }
  IncomingFile write(TreeBuilder* builder, const std::vector<StoredTree>& wanted) {
    StoredTrees trees;
    for (const StoredTree& tree : wanted) trees[tree.id] = tree;
    return builder->write(trees, directory_ / (std::to_string(++written_) + ".sst")).value();
  }
  // Writes the trees into the store.
  void store(TreeBuilder* builder, const std::vector<StoredTree>& wanted) {
    ASSERT_TRUE(store_.ingest({write(builder, wanted)}).is_ok());
  }
  Result<std::vector<FileRecord>> read(const StoredTree& tree) {
    std::vector<FileRecord> files;
    TreeReader reader(&store_, tree);
    for (;;) {
      TRAWL_ASSIGN_OR_RETURN(const bool more, reader.next());
      if (!more) return files;
      files.insert(files.end(), reader.files().begin(), reader.files().end());
    }
  }

  TemporaryDirectory directory_;
  Store store_ = Store::open_writer(directory_ / "db").value();
  int written_ = 0;
};

TEST_F(TreeBuilderTest, TreesOfEverySizeComeBack) {
  std::vector<StoredTree> wanted;
  std::vector<std::vector<FileRecord>> files;
  TreeBuilder trees = builder();
  for (const uint32_t size : {1u, 63u, 64u, 65u, 128u, 5000u}) {
    files.push_back(files_of(size, size));
    wanted.push_back(add_tree(&trees, files.back()));
    EXPECT_EQ(wanted.back().files, size);
  }
  const IncomingFile file = write(&trees, wanted);
  EXPECT_EQ(file.facts.entries, 1u + 1 + 1 + 2 + 2 + 79);
  ASSERT_TRUE(store_.ingest({file}).is_ok());
  for (size_t i = 0; i < wanted.size(); ++i) EXPECT_EQ(*read(wanted[i]), files[i]);
}

TEST_F(TreeBuilderTest, EqualTreesAreOneAndAnEmptyOneHasNoRecord) {
  TreeBuilder trees = builder();
  const StoredTree tree = add_tree(&trees, files_of(10));
  EXPECT_EQ(add_tree(&trees, files_of(10)), tree);
  const StoredTree other = add_tree(&trees, files_of(11));
  const StoredTree empty = add_tree(&trees, {});
  EXPECT_NE(other.id, tree.id);
  EXPECT_NE(empty.id, tree.id);
  EXPECT_EQ(write(&trees, {tree, other, empty}).facts.entries, 2u);
}

TEST_F(TreeBuilderTest, OnlyWhatIsWantedIsWrittenFromHereOrFromTheStore) {
  TreeBuilder first = builder();
  const StoredTree held = add_tree(&first, files_of(100));
  const StoredTree dropped = add_tree(&first, files_of(5));
  store(&first, {held, dropped});
  const LiveFile before = store_.live_files().at(0);

  TreeBuilder second = builder({held, dropped});
  const StoredTree added = add_tree(&second, files_of(3, 7));
  add_tree(&second, files_of(4));
  const IncomingFile file = write(&second, {held, added});
  EXPECT_EQ(file.facts.entries, 3u);
  ASSERT_TRUE(store_.ingest({file}).is_ok());
  ASSERT_TRUE(store_.delete_files({before}).is_ok());
  EXPECT_EQ(*read(added), files_of(3, 7));
  EXPECT_EQ(*read(held), files_of(100));
  EXPECT_EQ(read(dropped).status().code(), StatusCode::kCorruption);
  TreeBuilder third = builder();
  EXPECT_EQ(third.write({{dropped.id, dropped}}, directory_ / "other.sst").status().code(),
            StatusCode::kCorruption);
}

TEST_F(TreeBuilderTest, ATreeLikeAnEarlierOneIsStoredAsItsDelta) {
  TreeBuilder first = builder();
  const StoredTree base = add_tree(&first, files_of(200));
  store(&first, {base});
  std::vector<FileRecord> files = files_of(200);
  files[70].size = 7;

  TreeBuilder second = builder({base});
  const StoredTree tree = add_after(&second, files, base);
  EXPECT_EQ(tree.form, (TreeForm{1, base.id, 200}));
  EXPECT_EQ(add_tree(&second, files), tree);
  EXPECT_EQ(write(&second, {tree}).facts.entries, 1u);
  TreeBuilder alone = builder();
  EXPECT_EQ(add_tree(&alone, files).id, tree.id);
  store(&second, {tree});
  EXPECT_EQ(*read(tree), files);

  // The next one is a delta of the same base.
  TreeBuilder third = builder({base, tree});
  files[71].size = 8;
  const StoredTree next = add_after(&third, files, tree);
  EXPECT_EQ(next.form, (TreeForm{2, base.id, 200}));
  // What is there already keeps its form, whatever it could be.
  EXPECT_EQ(add_after(&third, files_of(200), tree), base);
  store(&third, {next});
  EXPECT_EQ(*read(next), files);
}

TEST_F(TreeBuilderTest, TooManyEditsOrTooFewFilesMakeAWholeTree) {
  TreeBuilder first = builder();
  const StoredTree base = add_tree(&first, files_of(400));
  store(&first, {base});
  TreeBuilder second = builder({base});
  std::vector<FileRecord> files = files_of(400);
  for (size_t i = 0; i < 100; ++i) files[3 * i].size = 1'000'000 + i;
  EXPECT_EQ(add_after(&second, files, base).form.edits, 100u);
  files[301].size = 1'000'000;
  EXPECT_EQ(add_after(&second, files, base).form, TreeForm());
  EXPECT_EQ(add_after(&second, files_of(kFilesPerBlock), base).form, TreeForm());
  EXPECT_EQ(add_tree(&second, files_of(399)).form, TreeForm());
}

TEST_F(TreeBuilderTest, TheSameFilesUnderAnotherIdAreStoredWhole) {
  const std::vector<FileRecord> files = files_of(2 * kFilesPerBlock);
  StoredTree earlier;  // as another version of the classifier hashes it
  earlier.id.bytes.fill(1);
  earlier.files = 2 * kFilesPerBlock;
  SortedFileWriter writer =
      SortedFileWriter::create(directory_ / "earlier.sst", Family::kTrees).value();
  for (uint32_t block = 0; block < 2; ++block) {
    const auto some = std::span(files).subspan(block * kFilesPerBlock, kFilesPerBlock);
    ASSERT_TRUE(writer.add(tree_key(earlier.id, block), encode_tree_block(some)).is_ok());
  }
  ASSERT_TRUE(store_.ingest({writer.finish().value()}).is_ok());
  TreeBuilder trees = builder({earlier});
  const StoredTree tree = add_after(&trees, files, earlier);
  EXPECT_FALSE(tree.form.is_delta());
  store(&trees, {tree});
  EXPECT_EQ(read(tree).value(), files);
}

TEST_F(TreeBuilderTest, RandomHistoriesComeBack) {
  RandomTrees random(5);
  std::vector<FileRecord> files = random.files(700);
  std::vector<StoredTree> live;
  std::vector<std::vector<FileRecord>> states;
  size_t deltas = 0;
  for (size_t generation = 0; generation < 60; ++generation) {
    TreeBuilder trees = builder(live);
    files = random.edited(files, 1 + generation * generation / 20);
    const StoredTree tree =
        live.empty() ? add_tree(&trees, files) : add_after(&trees, files, live.back());
    store(&trees, {tree});
    live.push_back(tree);
    states.push_back(files);
    if (tree.form.is_delta()) ++deltas;
  }
  EXPECT_GT(deltas, 40u);
  EXPECT_LT(deltas, 58u);
  for (size_t i = 0; i < live.size(); ++i) ASSERT_EQ(*read(live[i]), states[i]) << i;
}

}  // namespace
}  // namespace trawl
