// The file system that RocksDB sees: the machine's, changed where an index must be able to rely on
// it. Private to this folder, since it names RocksDB's types.
#pragma once

#include <rocksdb/file_system.h>

#include <atomic>
#include <memory>
#include <string>

namespace trawl {

// Opens a table only when its tail is whole (table_tail.h), and makes a full disk an ordinary error
// (full_disk_file.h). It can also keep tables from being deleted. Thread-safe.
class TableFileSystem : public rocksdb::FileSystemWrapper {
 public:
  explicit TableFileSystem(std::string directory)
      : FileSystemWrapper(rocksdb::FileSystem::Default()), directory_(std::move(directory)) {}
  const char* Name() const override { return "TrawlTables"; }

  // While this is on, no table of the store's directory is deleted. When an ingest fails, RocksDB
  // deletes the tables that it linked in, although its MANIFEST may already name them (if the write
  // went through, but the fsync after it failed): every later open would miss them. The next writer
  // deletes the tables that nobody names when it opens the store.
  void keep_tables(bool keep) { keep_tables_.store(keep); }

  // Removes the empty logs of the store's directory, which no writer may have open. RocksDB makes
  // one for each writer and drops them only after it has flushed a memtable, which never happens.
  // Each open, even of a reader, looks into all of them: 1000 take 20 ms (measured). What cannot be
  // removed is left.
  void remove_empty_logs();

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
  // RocksDB opens a table for writing to sync it during an ingest; IndexWriter has already done
  // that.
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
