#include "indexer/store/store.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>

#include "indexer/base/file.h"
#include "tests/indexer/base/temporary_directory.h"
#include "tests/indexer/store/sample_files.h"

namespace trawl {
namespace {

class StoreTest : public testing::Test {
 protected:
  std::string database() const { return directory_ / "db"; }
  IncomingFile file(Family family, const Records& records) {
    return write_sorted(directory_ / std::to_string(++files_) + ".sst", family, records);
  }
  // The path of the store's SST. The store must have exactly one.
  std::string table_file() const {
    std::string found;
    for (const auto& [path, size] : files_below(database())) {
      if (path.ends_with(".sst")) found = path;
    }
    return found;
  }

  TemporaryDirectory directory_;
  int files_ = 0;
};

TEST_F(StoreTest, IngestsFilesOfSeveralFamiliesAndReadsThem) {
  const Records trees = {{"a", "1"}, {"ab", "2"}, {"b", ""}};
  const Records hits = {{"a", "other"}};
  Store store = Store::open_writer(database()).value();
  ASSERT_TRUE(store.ingest({file(Family::kTrees, trees), file(Family::kHits, hits)}).is_ok());
  EXPECT_EQ(store.get(Family::kTrees, "a").value(), "1");
  EXPECT_EQ(store.get(Family::kTrees, "b").value(), "");
  EXPECT_EQ(store.get(Family::kHits, "a").value(), "other");
  EXPECT_EQ(store.get(Family::kHits, "b").value(), std::nullopt);
  std::string value = "kept";
  EXPECT_FALSE(store.get_into(Family::kBlobs, "a", &value).value());
  EXPECT_TRUE(store.get_into(Family::kTrees, "ab", &value).value());
  EXPECT_EQ(value, "2");
  EXPECT_EQ(records_of(store, Family::kTrees), trees);
  EXPECT_EQ(records_of(store, Family::kTrees, "a"), (Records{{"a", "1"}, {"ab", "2"}}));
  EXPECT_TRUE(records_of(store, Family::kTrees, "c").empty());
}

TEST_F(StoreTest, LastIsTheGreatestKeyOfAPrefix) {
  Store store = Store::open_writer(database()).value();
  ASSERT_TRUE(
      store.ingest({file(Family::kMeta, {{"m/a", "1"}, {"m/\xff\xff", "2"}, {"n", "3"}})}).is_ok());
  EXPECT_EQ(store.last(Family::kMeta, "m/").value()->first, "m/\xff\xff");
  EXPECT_EQ(store.last(Family::kMeta, "m/a").value()->second, "1");
  EXPECT_EQ(store.last(Family::kMeta, "l").value(), std::nullopt);
  EXPECT_EQ(store.last(Family::kTrees, "m").value(), std::nullopt);
}

TEST_F(StoreTest, IngestIsAllOrNothing) {
  Store store = Store::open_writer(database()).value();
  IncomingFile missing = file(Family::kHits, {{"a", "1"}});
  missing.path += ".missing";
  EXPECT_FALSE(store.ingest({file(Family::kTrees, {{"a", "1"}}), missing}).is_ok());
  EXPECT_TRUE(records_of(store, Family::kTrees).empty());
  EXPECT_TRUE(store.live_files().empty());
}

TEST_F(StoreTest, LiveFilesAreWhatWasIngested) {
  Store store = Store::open_writer(database()).value();
  IncomingFile incoming = file(Family::kChunks, {{"k1", "v"}, {"k2", "v"}});
  ASSERT_TRUE(store.ingest({incoming}).is_ok());
  incoming.facts.entries = 0;  // RocksDB's metadata do not contain it
  ASSERT_EQ(store.live_files().size(), 1u);
  EXPECT_EQ(store.live_files()[0].facts, incoming.facts);
}

// Regression: an open writer held a descriptor for every table, so an index with many tables could
// not be rebuilt.
TEST_F(StoreTest, AWriterGetsOnWithFewerDescriptorsThanTables) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  constexpr int kTables = 150;
  {
    Store store = Store::open_writer(database()).value();
    std::vector<IncomingFile> files;
    for (int i = 0; i < kTables; ++i) {
      files.push_back(file(Family::kContent, {{std::to_string(1000 + i), "x"}}));
    }
    ASSERT_TRUE(store.ingest(files).is_ok());
  }
  const std::string path = database();
  const auto exit_with_outcome = [&path] {
    const rlimit lowered = {100, 100};
    if (setrlimit(RLIMIT_NOFILE, &lowered) != 0) exit(2);
    const Result<Store> store = Store::open_writer(path);
    exit(store.is_ok() && records_of(*store, Family::kContent).size() == kTables ? 0 : 1);
  };
  EXPECT_EXIT(exit_with_outcome(), testing::ExitedWithCode(0), "");
}

// Regression: each writer left an empty log, and every open looked into all of them.
TEST_F(StoreTest, WritersLeaveFewLogs) {
  for (int i = 0; i < 10; ++i) {
    Store store = Store::open_writer(database()).value();
    ASSERT_TRUE(store.ingest({file(Family::kTrees, {{std::to_string(i), "x"}})}).is_ok());
  }
  size_t logs = 0;
  for (const auto& [path, size] : files_below(database())) logs += path.ends_with(".log") ? 1 : 0;
  EXPECT_LE(logs, 2u);
  EXPECT_EQ(records_of(Store::open_read_only(database()).value(), Family::kTrees).size(), 10u);
}

TEST_F(StoreTest, DeletesOneFileAndNoOther) {
  Store store = Store::open_writer(database()).value();
  const IncomingFile first = file(Family::kContent, {{"a1", "x"}, {"a2", "x"}});
  const IncomingFile second = file(Family::kContent, {{"b1", "y"}});
  ASSERT_TRUE(store.ingest({first, second}).is_ok());
  for (const LiveFile& live : store.live_files()) {
    if (live.facts.smallest_key != "a1") continue;
    ASSERT_TRUE(store.delete_files({live}).is_ok());
  }
  EXPECT_EQ(records_of(store, Family::kContent), (Records{{"b1", "y"}}));
  EXPECT_EQ(store.live_files().size(), 1u);
}

// RocksDB puts a file above those with overlapping keys, in the end in its first level. Regression:
// nothing could be deleted there, and deleting a file also deleted other files' records between its
// keys.
TEST_F(StoreTest, DeletesFilesThatOverlapInAnyOrder) {
  Records expected;
  {
    Store store = Store::open_writer(database()).value();
    for (int i = 10; i < 24; ++i) {
      const std::string middle = "m" + std::to_string(i);
      const Records records = {{"a", "same"}, {middle, "x"}, {"z", "same"}};
      ASSERT_TRUE(store.ingest({file(Family::kTrees, records)}).is_ok());
      ASSERT_TRUE(store.ingest({file(Family::kTrees, {{middle + "0", "small"}})}).is_ok());
      expected[middle + "0"] = "small";
    }
    std::vector<LiveFile> files = store.live_files();
    ASSERT_EQ(files.size(), 28u);
    std::shuffle(files.begin(), files.end(), std::mt19937(1));
    size_t left = files.size();
    for (const LiveFile& live : files) {
      if (live.facts.smallest_key != "a") continue;
      const Status status = store.delete_files({live});
      ASSERT_TRUE(status.is_ok()) << status.message();
      EXPECT_EQ(store.live_files().size(), --left);
    }
    EXPECT_EQ(records_of(store, Family::kTrees), expected);
  }
  EXPECT_EQ(records_of(Store::open_read_only(database()).value(), Family::kTrees), expected);
}

TEST_F(StoreTest, AReaderWritesNothingAndNeedsAStore) {
  EXPECT_FALSE(Store::open_read_only(database()).is_ok());
  EXPECT_FALSE(std::filesystem::exists(database()));
  {
    Store writer = Store::open_writer(database()).value();
    ASSERT_TRUE(writer.ingest({file(Family::kTrees, {{"a", "1"}})}).is_ok());
  }
  const auto before = files_below(database());
  {
    const Store reader = Store::open_read_only(database()).value();
    EXPECT_EQ(reader.get(Family::kTrees, "a").value(), "1");
  }
  EXPECT_EQ(files_below(database()), before);
}

TEST_F(StoreTest, AReaderKeepsWhatAWriterDeletes) {
  Store writer = Store::open_writer(database()).value();
  const IncomingFile incoming = file(Family::kContent, {{"a", "x"}});
  ASSERT_TRUE(writer.ingest({incoming}).is_ok());
  const Store reader = Store::open_read_only(database()).value();
  ASSERT_TRUE(writer.delete_files({writer.live_files().at(0)}).is_ok());
  EXPECT_EQ(writer.get(Family::kContent, "a").value(), std::nullopt);
  EXPECT_EQ(reader.get(Family::kContent, "a").value(), "x");
}

TEST_F(StoreTest, AFlippedByteIsCorruptionThatNamesTheRecord) {
  {
    Store writer = Store::open_writer(database()).value();
    ASSERT_TRUE(writer.ingest({file(Family::kContent, {{"a", std::string(1000, 'x')}})}).is_ok());
  }
  {
    std::fstream table(table_file(), std::ios::in | std::ios::out | std::ios::binary);
    table.seekp(500);
    table.put('y');
  }
  const Store reader = Store::open_read_only(database()).value();
  const Status status = reader.get(Family::kContent, "a").status();
  EXPECT_EQ(status.code(), StatusCode::kCorruption);
  EXPECT_NE(status.message().find("content record 61"), std::string::npos) << status.message();
  const RecordCursor cursor = reader.scan(Family::kContent, "");
  EXPECT_TRUE(cursor.at_end());
  EXPECT_EQ(cursor.status().code(), StatusCode::kCorruption);
  EXPECT_EQ(reader.verify_checksums().code(), StatusCode::kCorruption);
}

TEST_F(StoreTest, ATableThatIsCutOffIsCorruption) {
  {
    Store writer = Store::open_writer(database()).value();
    ASSERT_TRUE(writer.ingest({file(Family::kContent, {{"a", std::string(5000, 'x')}})}).is_ok());
  }
  for (const uintmax_t size : {uintmax_t{5000}, uintmax_t{100}, uintmax_t{0}}) {
    std::filesystem::resize_file(table_file(), size);
    EXPECT_EQ(Store::open_read_only(database()).status().code(), StatusCode::kCorruption) << size;
  }
}

// RocksDB parses a table's properties before it verifies them. Regression: a flipped bit made an
// assertion fail, and the process died.
TEST_F(StoreTest, AFlippedBitInATablesTailIsAnErrorOrHarmless) {
  const std::string value(1000, 'x');
  {
    Store writer = Store::open_writer(database()).value();
    ASSERT_TRUE(writer.ingest({file(Family::kContent, {{"a", value}})}).is_ok());
  }
  const std::string path = table_file();
  const std::string whole = read_file(path).value();
  size_t errors = 0;
  for (size_t i = whole.size() - 150; i < whole.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string damaged = whole;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      std::ofstream(path, std::ios::binary) << damaged;
      const Result<Store> reader = Store::open_read_only(database());
      if (reader.is_ok()) {
        EXPECT_EQ(reader->get(Family::kContent, "a").value(), value) << "byte " << i;
      } else {
        EXPECT_EQ(reader.status().code(), StatusCode::kCorruption) << reader.status().message();
        ++errors;
      }
    }
  }
  EXPECT_GT(errors, 900u);  // all except the padding of the footer
}

TEST_F(StoreTest, AMissingTableIsFoundOnOpening) {
  {
    Store writer = Store::open_writer(database()).value();
    ASSERT_TRUE(writer.ingest({file(Family::kContent, {{"a", "x"}})}).is_ok());
  }
  ASSERT_TRUE(std::filesystem::remove(table_file()));
  EXPECT_FALSE(Store::open_read_only(database()).is_ok());
  EXPECT_FALSE(Store::open_writer(database()).is_ok());
}

}  // namespace
}  // namespace trawl
