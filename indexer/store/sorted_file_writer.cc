#include "indexer/store/sorted_file_writer.h"

#include <rocksdb/env.h>
#include <rocksdb/sst_file_writer.h>
#include <unistd.h>

#include <cerrno>

#include "indexer/store/full_disk_file.h"
#include "indexer/store/rocksdb_status.h"
#include "indexer/store/table_options.h"

namespace trawl {
namespace {

class UnsyncedFiles : public rocksdb::FileSystemWrapper {
 public:
  UnsyncedFiles() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}
  const char* Name() const override { return "TrawlUnsyncedFiles"; }

  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* context) override {
    rocksdb::IOStatus status = target()->NewWritableFile(path, options, file, context);
    if (status.ok()) *file = std::make_unique<UnsyncedFile>(std::move(*file));
    return status;
  }
};

rocksdb::Env* unsynced_env() {
  static const std::unique_ptr<rocksdb::Env> env =
      rocksdb::NewCompositeEnv(std::make_shared<UnsyncedFiles>());
  return env.get();
}

// RocksDB would write the machine's name into each file, so the file's size, which the manifest
// holds, would differ between machines.
rocksdb::DBOptions file_options() {
  rocksdb::DBOptions options;
  options.db_host_id.clear();
  options.env = unsynced_env();
  return options;
}

}  // namespace

struct SortedFileWriter::State {
  State(std::string file_path, Family file_family)
      : path(std::move(file_path)),
        family(file_family),
        // Ingestion reads the written pages again.
        writer(rocksdb::EnvOptions(), rocksdb::Options(file_options(), family_options(family)),
               /*column_family=*/nullptr, /*invalidate_page_cache=*/false) {}
  ~State() {
    if (!finished) unlink(path.c_str());
  }

  std::string path;
  Family family;
  rocksdb::SstFileWriter writer;
  uint64_t entries = 0;
  bool finished = false;
};

SortedFileWriter::SortedFileWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
SortedFileWriter::SortedFileWriter(SortedFileWriter&&) noexcept = default;
SortedFileWriter& SortedFileWriter::operator=(SortedFileWriter&&) noexcept = default;
SortedFileWriter::~SortedFileWriter() = default;

Result<SortedFileWriter> SortedFileWriter::create(const std::string& path, Family family) {
  // Never write over a published table, in case its old name is still here.
  if (unlink(path.c_str()) != 0 && errno != ENOENT) return errno_error("cannot replace", path);
  auto state = std::make_unique<State>(path, family);
  TRAWL_RETURN_IF_ERROR(from_rocksdb(state->writer.Open(path), "creating " + path));
  return SortedFileWriter(std::move(state));
}

Status SortedFileWriter::add(std::string_view key, std::string_view value) {
  ++state_->entries;
  return from_rocksdb(state_->writer.Put(to_slice(key), to_slice(value)),
                      "writing " + state_->path);
}

uint64_t SortedFileWriter::entries() const {
  return state_->entries;
}

Result<IncomingFile> SortedFileWriter::finish() {
  IncomingFile file{state_->path, {}};
  FileFacts& facts = file.facts;
  facts.family = state_->family;
  if (state_->entries == 0) return file;
  rocksdb::ExternalSstFileInfo info;
  TRAWL_RETURN_IF_ERROR(from_rocksdb(state_->writer.Finish(&info), "writing " + state_->path));
  state_->finished = true;
  facts.entries = info.num_entries;
  facts.bytes = info.file_size;
  facts.smallest_key = info.smallest_key;
  facts.largest_key = info.largest_key;
  return file;
}

}  // namespace trawl
