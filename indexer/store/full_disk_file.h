// Files as the store wants them from RocksDB: a full disk is an ordinary error, and tables are not
// synced one by one. Private to this folder, since it names RocksDB's types.
#pragma once

#include <rocksdb/file_system.h>

#include "indexer/store/rocksdb_status.h"

namespace trawl {

// RocksDB tries to recover from "no space": one of its threads waits for space, and closing waits
// for that thread, sometimes for ever (seen in 7.8, once in 50 builds on a full disk). A failed
// build is run again instead, so RocksDB gets an ordinary error.
inline rocksdb::IOStatus to_final(const rocksdb::IOStatus& status) {
  return status.IsNoSpace() ? rocksdb::IOStatus::IOError(failure_text(status)) : status;
}

class FullDiskFile : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  using FSWritableFileOwnerWrapper::FSWritableFileOwnerWrapper;
  using Options = rocksdb::IOOptions;
  using Context = rocksdb::IODebugContext;
  using Verification = rocksdb::DataVerificationInfo;
  using Slice = rocksdb::Slice;

  rocksdb::IOStatus Append(const Slice& data, const Options& options, Context* context) override {
    return to_final(target()->Append(data, options, context));
  }
  rocksdb::IOStatus Append(const Slice& data, const Options& options,
                           const Verification& verification, Context* context) override {
    return to_final(target()->Append(data, options, verification, context));
  }
  rocksdb::IOStatus Truncate(uint64_t size, const Options& options, Context* context) override {
    return to_final(target()->Truncate(size, options, context));
  }
  rocksdb::IOStatus Close(const Options& options, Context* context) override {
    return to_final(target()->Close(options, context));
  }
  rocksdb::IOStatus Flush(const Options& options, Context* context) override {
    return to_final(target()->Flush(options, context));
  }
  rocksdb::IOStatus Sync(const Options& options, Context* context) override {
    return to_final(target()->Sync(options, context));
  }
  rocksdb::IOStatus Fsync(const Options& options, Context* context) override {
    return to_final(target()->Fsync(options, context));
  }
};

// The same for a directory, of which only the names are synced.
class FullDiskDirectory : public rocksdb::FSDirectoryWrapper {
 public:
  using FSDirectoryWrapper::FSDirectoryWrapper;
  rocksdb::IOStatus Fsync(const rocksdb::IOOptions& options,
                          rocksdb::IODebugContext* context) override {
    return to_final(FSDirectoryWrapper::Fsync(options, context));
  }
  rocksdb::IOStatus FsyncWithDirOptions(const rocksdb::IOOptions& options,
                                        rocksdb::IODebugContext* context,
                                        const rocksdb::DirFsyncOptions& how) override {
    return to_final(FSDirectoryWrapper::FsyncWithDirOptions(options, context, how));
  }
};

// For tables: IndexWriter syncs each of them once, while other work goes on. RocksDB would sync
// each table when it is written and again when it is ingested, one after another.
class UnsyncedFile : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  using FSWritableFileOwnerWrapper::FSWritableFileOwnerWrapper;
  rocksdb::IOStatus Sync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
    return rocksdb::IOStatus::OK();
  }
};

}  // namespace trawl
