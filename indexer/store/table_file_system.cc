#include "indexer/store/table_file_system.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string_view>

#include "indexer/store/full_disk_file.h"
#include "indexer/store/table_tail.h"

namespace trawl {
namespace {

bool is_table(std::string_view path) {
  return path.ends_with(".sst");
}

}  // namespace

void TableFileSystem::remove_empty_logs() {
  DIR* const handle = opendir(directory_.c_str());
  if (handle == nullptr) return;
  const int directory_fd = dirfd(handle);
  while (const dirent* entry = readdir(handle)) {
    if (!std::string_view(entry->d_name).ends_with(".log")) continue;
    struct stat info;
    if (fstatat(directory_fd, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0) continue;
    if (S_ISREG(info.st_mode) && info.st_size == 0) unlinkat(directory_fd, entry->d_name, 0);
  }
  closedir(handle);
}

rocksdb::IOStatus TableFileSystem::NewRandomAccessFile(
    const std::string& path, const rocksdb::FileOptions& options,
    std::unique_ptr<rocksdb::FSRandomAccessFile>* file, rocksdb::IODebugContext* context) {
  uint64_t size = 0;
  // RocksDB itself reports a missing file.
  if (!is_table(path) || !GetFileSize(path, options.io_options, &size, context).ok()) {
    return target()->NewRandomAccessFile(path, options, file, context);
  }
  // Checked before opening, because an empty file cannot be mapped.
  if (size < kTableFooterBytes) return rocksdb::IOStatus::Corruption("cut off: " + path);
  rocksdb::IOStatus opened = target()->NewRandomAccessFile(path, options, file, context);
  if (!opened.ok()) return opened;
  rocksdb::IOStatus reading;
  const Status tail =
      check_table_tail(size, [&](uint64_t offset, uint64_t length) -> Result<std::string> {
        std::string bytes(length, '\0');
        rocksdb::Slice slice;
        reading = (*file)->Read(offset, length, options.io_options, &slice, bytes.data(), context);
        if (!reading.ok()) return io_error("reading");
        if (slice.size() != length) return corruption("the file ends early");
        return slice.ToString();
      });
  if (tail.is_ok()) return opened;
  file->reset();
  return reading.ok() ? rocksdb::IOStatus::Corruption(tail.message() + ": " + path) : reading;
}

rocksdb::IOStatus TableFileSystem::NewWritableFile(const std::string& path,
                                                   const rocksdb::FileOptions& options,
                                                   std::unique_ptr<rocksdb::FSWritableFile>* file,
                                                   rocksdb::IODebugContext* context) {
  const rocksdb::IOStatus status = target()->NewWritableFile(path, options, file, context);
  if (status.ok()) *file = std::make_unique<FullDiskFile>(std::move(*file));
  return to_final(status);
}

rocksdb::IOStatus TableFileSystem::NewDirectory(const std::string& path,
                                                const rocksdb::IOOptions& options,
                                                std::unique_ptr<rocksdb::FSDirectory>* directory,
                                                rocksdb::IODebugContext* context) {
  const rocksdb::IOStatus status = target()->NewDirectory(path, options, directory, context);
  if (status.ok()) *directory = std::make_unique<FullDiskDirectory>(std::move(*directory));
  return to_final(status);
}

rocksdb::IOStatus TableFileSystem::RenameFile(const std::string& from, const std::string& to,
                                              const rocksdb::IOOptions& options,
                                              rocksdb::IODebugContext* context) {
  return to_final(target()->RenameFile(from, to, options, context));
}

rocksdb::IOStatus TableFileSystem::LinkFile(const std::string& from, const std::string& to,
                                            const rocksdb::IOOptions& options,
                                            rocksdb::IODebugContext* context) {
  return to_final(target()->LinkFile(from, to, options, context));
}

rocksdb::IOStatus TableFileSystem::ReopenWritableFile(
    const std::string& path, const rocksdb::FileOptions& options,
    std::unique_ptr<rocksdb::FSWritableFile>* file, rocksdb::IODebugContext* context) {
  rocksdb::IOStatus status = target()->ReopenWritableFile(path, options, file, context);
  if (status.ok() && is_table(path)) *file = std::make_unique<UnsyncedFile>(std::move(*file));
  return status;
}

rocksdb::IOStatus TableFileSystem::DeleteFile(const std::string& path,
                                              const rocksdb::IOOptions& options,
                                              rocksdb::IODebugContext* context) {
  if (keep_tables_.load() && is_table(path) && path.starts_with(directory_ + "/")) {
    return rocksdb::IOStatus::OK();
  }
  return target()->DeleteFile(path, options, context);
}

}  // namespace trawl
