// A posting list that cannot be decoded must not pass for an absent one, because an absent list
// rules a segment out.
#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <memory>
#include <string>
#include <vector>

#include "indexer/format/format.h"
#include "indexer/format/keys.h"
#include "tests/query/index_search.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

// Writes another value over a record through RocksDB's log, past all checks of the index.
void overwrite(const std::string& directory, Family family, const std::string& key,
               const std::string& value) {
  rocksdb::Options options;
  std::vector<std::string> names;
  ASSERT_TRUE(rocksdb::DB::ListColumnFamilies(options, directory, &names).ok());
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const std::string& name : names) families.emplace_back(name, options);
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  const rocksdb::Status status = rocksdb::DB::Open(options, directory, families, &handles, &opened);
  ASSERT_TRUE(status.ok()) << status.ToString();
  const std::unique_ptr<rocksdb::DB> db(opened);
  for (rocksdb::ColumnFamilyHandle* handle : handles) {
    if (handle->GetName() == kFamilyNames[static_cast<size_t>(family)]) {
      EXPECT_TRUE(db->Put({}, handle, key, value).ok());
    }
    EXPECT_TRUE(db->DestroyColumnFamilyHandle(handle).ok());
  }
}

// Whatever replaces the record, a search that needs it fails and finds nothing.
void expect_damage_found(const std::string& index, const std::string& key,
                         const PatternSearch& request, const std::vector<std::string>& damages) {
  for (const std::string& damaged : damages) {
    overwrite(index + "/db", Family::kPostings, key, damaged);
    const SearchOutcome outcome = search_index(index, request);
    EXPECT_EQ(outcome.status.code(), StatusCode::kCorruption) << outcome.status.message();
    EXPECT_TRUE(outcome.lines.empty());
  }
}

TEST(DamagedList, IsAnErrorAndNotAnAbsentOne) {
  TestTree tree;
  tree.add("src/a.txt", "alpha\nbeta\n");
  build(build_of(tree.path("src"), 0, tree.index()));
  PatternSearch request;
  request.pattern = "alp";
  ASSERT_EQ(search_index(tree.index(), request).lines.size(), 1u);
  const SegmentId segment = IndexReader::open(tree.index(), "")->segment({0}).id;
  const std::string key = posting_key(segment, GramKind::kTrigram, Gram::of('a', 'l', 'p'));
  expect_damage_found(tree.index(), key, request, {"", "\xFF\xFF\xFF\xFF\xFF\xFF"});
  request.pattern = "bet";
  EXPECT_EQ(search_index(tree.index(), request).lines.size(), 1u);
}

TEST(DamagedList, AndSoIsADamagedGroupOfLists) {
  TestTree tree;
  tree.add("src/a.txt", "alpha\nbeta\n");
  build(build_of(tree.path("src"), 0, tree.index()));
  PatternSearch request;
  request.pattern = "alp";
  const SegmentId segment = IndexReader::open(tree.index(), "")->segment({0}).id;
  const std::string key = posting_group_key(segment, GramKind::kTrigram, Gram::of('a', 'l', 'p'));
  expect_damage_found(tree.index(), key, request, {"p", "p\xFF", "p\x01\xFF"});
}

}  // namespace
}  // namespace trawl
