// A file whose writer does not wait for the disk. Private to this folder, since it names RocksDB's
// types.
#pragma once

#include <rocksdb/file_system.h>

namespace trawl {

// For tables: IndexWriter brings them to disk, beside other work and once each. RocksDB would sync
// each table when it is written and again when it is ingested, one after the other.
class UnsyncedFile : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  using FSWritableFileOwnerWrapper::FSWritableFileOwnerWrapper;
  rocksdb::IOStatus Sync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
    return rocksdb::IOStatus::OK();
  }
};

}  // namespace trawl
