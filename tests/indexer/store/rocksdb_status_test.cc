#include "indexer/store/rocksdb_status.h"

#include <gtest/gtest.h>

#include <rocksdb/io_status.h>

namespace trawl {
namespace {

using rocksdb::IOStatus;

constexpr const char* kFull = "While appending to file: /i/7.sst: No space left on device";
constexpr const char* kGone = "While open a file for random read: /i/7.ldb: No such file";

// RocksDB's texts, as its functions produce them, and as seen with damaged indexes and full disks.
TEST(RocksdbStatus, NamesEachCauseOnce) {
  struct Case {
    rocksdb::Status status;
    const char* text;
    StatusCode code;
  };
  const std::string full = IOStatus::NoSpace(kFull).ToString();
  EXPECT_EQ(full, std::string("IO error: No space left on device: ") + kFull);
  const std::string gone = IOStatus::PathNotFound(std::string(kGone) + " or directory").ToString();
  const Case cases[] = {
      {IOStatus::NoSpace(kFull), kFull, StatusCode::kIoError},
      {IOStatus::IOError(full), kFull, StatusCode::kIoError},
      {IOStatus::IOError(IOStatus::IOError(full).ToString()), kFull, StatusCode::kIoError},
      {IOStatus::NoSpace(), "No space left on device", StatusCode::kIoError},
      {IOStatus::NoSpace("Out of space"), "No space left on device: Out of space",
       StatusCode::kIoError},
      {IOStatus::IOError("While lock file: /i/LOCK", "Resource temporarily unavailable"),
       "While lock file: /i/LOCK: Resource temporarily unavailable", StatusCode::kIoError},
      {rocksdb::Status::Corruption(
           rocksdb::Status::Corruption(gone + " in file /i/MANIFEST-000027").ToString()),
       "While open a file for random read: /i/7.ldb: No such file or directory in file "
       "/i/MANIFEST-000027",
       StatusCode::kCorruption},
      {rocksdb::Status::Corruption(
           "block checksum mismatch: stored = 1, computed = 2, type = 4  in "
           "/i/7.sst offset 4059 size 3757"),
       "block checksum mismatch: stored = 1, computed = 2, type = 4  in /i/7.sst offset 4059 size "
       "3757",
       StatusCode::kCorruption},
      {rocksdb::Status::Corruption("CURRENT file corrupted"), "CURRENT file corrupted",
       StatusCode::kCorruption},
      {rocksdb::Status::InvalidArgument("Column families not opened", "hits"),
       "Column families not opened: hits", StatusCode::kCorruption},
      {rocksdb::Status::NotSupported("unknown checksum type 9"), "unknown checksum type 9",
       StatusCode::kCorruption},
      {rocksdb::Status::NotFound(), "NotFound", StatusCode::kNotFound},
      {rocksdb::Status::Busy("another compaction"), "Resource busy: another compaction",
       StatusCode::kInternal},
  };
  for (const Case& c : cases) {
    const Status status = from_rocksdb(c.status, "opening /i");
    EXPECT_EQ(status.message(), std::string("opening /i: ") + c.text);
    EXPECT_EQ(status.code(), c.code) << c.text;
  }
}

TEST(RocksdbStatus, SuccessHasNoText) {
  EXPECT_TRUE(from_rocksdb(rocksdb::Status::OK(), "opening /i").is_ok());
}

}  // namespace
}  // namespace trawl
