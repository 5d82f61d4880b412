// The file system that RocksDB sees: the machine's, but for what an index must be able to rely on.
// Private to this folder, since it names RocksDB's types.
#pragma once

#include <rocksdb/file_system.h>

#include <atomic>
#include <memory>
#include <string>

namespace trawl {

// A table is opened only when its tail is whole (table_tail.h), and a full disk is an error like
// others (full_disk_file.h). And tables can be kept: thread-safe.
class TableFileSystem : public rocksdb::FileSystemWrapper {
 public:
  explicit TableFileSystem(std::string directory)
      : FileSystemWrapper(rocksdb::FileSystem::Default()), directory_(std::move(directory)) {}
  const char* Name() const override { return "TrawlTables"; }

  // While this is on, no table of the store's directory is deleted. When an ingest fails, RocksDB
  // deletes the tables that it linked in, though its MANIFEST may name them by then (the write went
  // through, and the fsync after it failed): every later open would miss them. Tables that nobody
  // names are deleted by the next writer when it opens the store.
  void keep_tables(bool keep) { keep_tables_.store(keep); }

  rocksdb::IOStatus NewRandomAccessFile(const std::string& path,
                                        const rocksdb::FileOptions& options,
                                        std::unique_ptr<rocksdb::FSRandomAccessFile>* file,
                                        rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus NewDirectory(const std::string& path, const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* directory,
                                 rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to,
                               const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus LinkFile(const std::string& from, const std::string& to,
                             const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* context) override;
  // RocksDB opens a table for writing to sync it when it is ingested, which IndexWriter has done.
  rocksdb::IOStatus ReopenWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                       std::unique_ptr<rocksdb::FSWritableFile>* file,
                                       rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus DeleteFile(const std::string& path, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* context) override;

 private:
  std::string directory_;
  std::atomic<bool> keep_tables_{false};
};

}  // namespace trawl
