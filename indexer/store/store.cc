// One RocksDB, nine column families. A reader opens it read-only with every table file open from
// the start (max_open_files -1, mapped, so that none keeps a descriptor), so that a writer can
// delete files meanwhile. A writer only ever ingests.
#include "indexer/store/store.h"

#include <rocksdb/compaction_filter.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/iterator.h>
#include <rocksdb/metadata.h>
#include <rocksdb/table.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <map>

#include "indexer/base/open_files.h"
#include "indexer/store/rocksdb_status.h"
#include "indexer/store/table_file_system.h"
#include "indexer/store/table_options.h"

namespace trawl {
namespace {

// RocksDB writes a LOG file beside the data unless it is given a logger. An index is also read from
// read-only media, and everything that matters is returned as a status.
class SilentLogger : public rocksdb::Logger {
 public:
  SilentLogger() : rocksdb::Logger(rocksdb::InfoLogLevel::FATAL_LEVEL) {}
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

// Keys, or the parts after a prefix, are shorter than this, so nothing sorts after it.
const std::string kBehindAllKeys(64, '\xff');

rocksdb::DBOptions database_options() {
  rocksdb::DBOptions options;
  options.info_log = std::make_shared<SilentLogger>();
  options.max_open_files = -1;
  // (measured) With the default of 16 threads per family, starting them costs more than opening the
  // files.
  options.max_file_opening_threads = 1;
  options.skip_stats_update_on_db_open = true;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  options.paranoid_checks = true;
  options.max_background_jobs = 1;
  // RocksDB would retry a failed write of its own in a thread, and closing waits for ever if it
  // comes before that thread has started (https://github.com/facebook/rocksdb/issues/11440, in
  // 7.8). A failed build is run again instead.
  options.max_bgerror_resume_count = 0;
  return options;
}

// A writer reads through descriptors, and must manage with fewer than there are tables: otherwise
// an index with too many tables could not be built again. Half of the limit leaves enough for the
// rest of the build; RocksDB closes the least used tables.
int writer_open_files() {
  constexpr uint64_t kMax = 1 << 16;
  return static_cast<int>(std::min(open_files_limit() / 2, kMax));
}

size_t index_of(Family family) {
  return static_cast<size_t>(family);
}

// The filter with which delete_files compacts a file: while it is armed, it drops every record.
// Skipping past the last key leaves no tombstones, which removing record by record would.
class DropAll : public rocksdb::CompactionFilter {
 public:
  const char* Name() const override { return "TrawlDropAll"; }
  Decision FilterV2(int, const rocksdb::Slice&, ValueType, const rocksdb::Slice&, std::string*,
                    std::string* skip_until) const override {
    if (!armed_.load(std::memory_order_acquire)) return Decision::kKeep;
    *skip_until = kBehindAllKeys;
    return Decision::kRemoveAndSkipUntil;
  }
  void arm(bool armed) { armed_.store(armed, std::memory_order_release); }

 private:
  std::atomic<bool> armed_{false};
};

// RocksDB's own default family, which stays empty, then `families`.
std::vector<rocksdb::ColumnFamilyDescriptor> family_descriptors(std::span<const Family> families,
                                                                const DropAll* drop_all) {
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  descriptors.emplace_back(rocksdb::kDefaultColumnFamilyName, rocksdb::ColumnFamilyOptions());
  for (const Family family : families) {
    descriptors.emplace_back(kFamilyNames[index_of(family)], family_options(family));
    descriptors.back().options.compaction_filter = drop_all;
  }
  return descriptors;
}

// A reader has no background work, but RocksDB would start two threads for it.
class ReaderEnv : public rocksdb::EnvWrapper {
 public:
  explicit ReaderEnv(std::unique_ptr<rocksdb::Env> env) : EnvWrapper(std::move(env)) {
    file_system_ = target()->GetFileSystem();
    system_clock_ = target()->GetSystemClock();
  }
  void IncBackgroundThreadsIfNeeded(int, Priority) override {}
};

std::string describe(Family family, std::string_view key) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text = std::string("reading ") + kFamilyNames[index_of(family)] + " record ";
  for (const char c : key) {
    const auto byte = static_cast<uint8_t>(c);
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
  }
  return text;
}

Status not_opened(Family family) {
  return internal_error(std::string("family ") + kFamilyNames[index_of(family)] +
                        " was not opened");
}

// kNotFound when a file of the store is missing.
Status opening_error(const rocksdb::Status& status, const std::string& directory) {
  const Status error = from_rocksdb(status, "opening " + directory);
  return status.IsPathNotFound() ? not_found(error.message()) : error;
}

}  // namespace

struct Store::State {
  explicit State(const std::string& path)
      : directory(path),
        files(std::make_shared<TableFileSystem>(path)),
        environment(rocksdb::NewCompositeEnv(files)) {}

  std::string directory;
  std::shared_ptr<TableFileSystem> files;
  std::unique_ptr<rocksdb::Env> environment;
  DropAll drop_all;
  std::unique_ptr<rocksdb::DB> db;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;                   // as they were opened
  std::array<rocksdb::ColumnFamilyHandle*, kFamilyCount> by_family{};  // null: not open

  // Takes ownership of what RocksDB has opened.
  void adopt(rocksdb::DB* opened, std::span<const Family> families) {
    db.reset(opened);
    for (size_t i = 0; i < families.size(); ++i) by_family[index_of(families[i])] = handles[i + 1];
  }
  rocksdb::ColumnFamilyHandle* handle(Family family) const { return by_family[index_of(family)]; }
  // Null when the family is not open.
  std::unique_ptr<rocksdb::Iterator> iterate(Family family,
                                             const rocksdb::ReadOptions& options) const {
    if (handle(family) == nullptr) return nullptr;
    return std::unique_ptr<rocksdb::Iterator>(db->NewIterator(options, handle(family)));
  }
  ~State() {
    if (db == nullptr) return;
    for (rocksdb::ColumnFamilyHandle* handle : handles) db->DestroyColumnFamilyHandle(handle);
  }
};

struct RecordCursor::State {
  std::unique_ptr<rocksdb::Iterator> iterator;  // null: the family is not open
  std::string prefix;
  Family family;
};

RecordCursor::RecordCursor(std::unique_ptr<State> state) : state_(std::move(state)) {}
RecordCursor::RecordCursor(RecordCursor&&) noexcept = default;
RecordCursor& RecordCursor::operator=(RecordCursor&&) noexcept = default;
RecordCursor::~RecordCursor() = default;

bool RecordCursor::at_end() const {
  return state_->iterator == nullptr || !state_->iterator->Valid() ||
         !state_->iterator->key().starts_with(state_->prefix);
}
std::string_view RecordCursor::key() const {
  return {state_->iterator->key().data(), state_->iterator->key().size()};
}
std::string_view RecordCursor::value() const {
  return {state_->iterator->value().data(), state_->iterator->value().size()};
}
void RecordCursor::next() {
  state_->iterator->Next();
}
Status RecordCursor::status() const {
  if (state_->iterator == nullptr) return not_opened(state_->family);
  return from_rocksdb(state_->iterator->status(), describe(state_->family, state_->prefix));
}

struct PointCursor::State {
  std::unique_ptr<rocksdb::Iterator> iterator;  // null: the family is not open
  Family family;
};

PointCursor::PointCursor(std::unique_ptr<State> state) : state_(std::move(state)) {}
PointCursor::PointCursor(PointCursor&&) noexcept = default;
PointCursor& PointCursor::operator=(PointCursor&&) noexcept = default;
PointCursor::~PointCursor() = default;

Result<std::optional<std::string_view>> PointCursor::find(std::string_view key) {
  using Found = std::optional<std::string_view>;
  if (state_->iterator == nullptr) return not_opened(state_->family);
  rocksdb::Iterator& iterator = *state_->iterator;
  iterator.Seek(to_slice(key));
  TRAWL_RETURN_IF_ERROR(from_rocksdb(iterator.status(), describe(state_->family, key)));
  if (!iterator.Valid() || iterator.key() != to_slice(key)) return Found();
  return Found(std::string_view(iterator.value().data(), iterator.value().size()));
}

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open_read_only(const std::string& directory,
                                    std::span<const Family> families) {
  rocksdb::DBOptions options = database_options();
  options.allow_mmap_reads = true;
  auto state = std::make_unique<State>(directory);
  state->environment = std::make_unique<ReaderEnv>(std::move(state->environment));
  options.env = state->environment.get();
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status = rocksdb::DB::OpenForReadOnly(
      options, directory, family_descriptors(families, &state->drop_all), &state->handles, &db);
  TRAWL_RETURN_IF_ERROR(opening_error(status, directory));
  state->adopt(db, families);
  return Store(std::move(state));
}

Result<Store> Store::open_writer(const std::string& directory) {
  rocksdb::DBOptions options = database_options();
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  options.max_open_files = writer_open_files();
  auto state = std::make_unique<State>(directory);
  state->files->remove_empty_logs();
  options.env = state->environment.get();
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status = rocksdb::DB::Open(
      options, directory, family_descriptors(kAllFamilies, &state->drop_all), &state->handles, &db);
  TRAWL_RETURN_IF_ERROR(opening_error(status, directory));
  state->adopt(db, kAllFamilies);
  return Store(std::move(state));
}

Result<std::optional<std::string>> Store::get(Family family, std::string_view key) const {
  std::string value;
  TRAWL_ASSIGN_OR_RETURN(const bool found, get_into(family, key, &value));
  if (!found) return std::optional<std::string>();
  return std::optional<std::string>(std::move(value));
}

bool Store::has_family(Family family) const {
  return state_->handle(family) != nullptr;
}

Result<bool> Store::get_into(Family family, std::string_view key, std::string* value) const {
  if (!has_family(family)) return not_opened(family);
  const rocksdb::Status status =
      state_->db->Get(rocksdb::ReadOptions(), state_->handle(family), to_slice(key), value);
  if (status.IsNotFound()) return false;
  if (!status.ok()) return from_rocksdb(status, describe(family, key));
  return true;
}

PointCursor Store::points(Family family) const {
  auto state = std::make_unique<PointCursor::State>();
  // Reads in ascending order seldom come back to a block: without the cache the paths of 969 files
  // took 3.3 ms instead of 4.0.
  rocksdb::ReadOptions options;
  options.fill_cache = false;
  state->iterator = state_->iterate(family, options);
  state->family = family;
  return PointCursor(std::move(state));
}

RecordCursor Store::scan(Family family, std::string_view prefix) const {
  rocksdb::ReadOptions options;
  options.fill_cache = false;  // a walk reads each block once
  auto state = std::make_unique<RecordCursor::State>();
  state->iterator = state_->iterate(family, options);
  state->prefix = prefix;
  state->family = family;
  if (state->iterator != nullptr) state->iterator->Seek(to_slice(prefix));
  return RecordCursor(std::move(state));
}

Result<std::optional<std::pair<std::string, std::string>>> Store::last(
    Family family, std::string_view prefix) const {
  using Found = std::optional<std::pair<std::string, std::string>>;
  const std::unique_ptr<rocksdb::Iterator> iterator =
      state_->iterate(family, rocksdb::ReadOptions());
  if (iterator == nullptr) return not_opened(family);
  iterator->SeekForPrev(std::string(prefix) + kBehindAllKeys);
  TRAWL_RETURN_IF_ERROR(from_rocksdb(iterator->status(), describe(family, prefix)));
  if (!iterator->Valid() || !iterator->key().starts_with(to_slice(prefix))) return Found();
  return Found({iterator->key().ToString(), iterator->value().ToString()});
}

std::vector<LiveFile> Store::live_files() const {
  std::vector<LiveFile> files;
  for (const Family family : kAllFamilies) {
    if (!has_family(family)) continue;
    rocksdb::ColumnFamilyMetaData metadata;
    state_->db->GetColumnFamilyMetaData(state_->handle(family), &metadata);
    for (const rocksdb::LevelMetaData& level : metadata.levels) {
      for (const rocksdb::SstFileMetaData& file : level.files) {
        FileFacts facts{family, /*entries=*/0, file.size, file.smallestkey, file.largestkey};
        files.push_back({std::move(facts), file.name, level.level, file.file_number});
      }
    }
  }
  return files;
}

Result<std::vector<LiveFile>> Store::live_files_with_entries() const {
  std::map<std::string, uint64_t> entries;  // by name
  for (const Family family : kAllFamilies) {
    if (!has_family(family)) continue;
    rocksdb::TablePropertiesCollection tables;
    TRAWL_RETURN_IF_ERROR(
        from_rocksdb(state_->db->GetPropertiesOfAllTables(state_->handle(family), &tables),
                     "reading the tables of " + state_->directory));
    for (const auto& [path, table] : tables) {
      entries[path.substr(path.rfind('/'))] = table->num_entries;
    }
  }
  std::vector<LiveFile> files = live_files();
  for (LiveFile& file : files) file.facts.entries = entries[file.name];
  return files;
}

Status Store::verify_checksums() const {
  return from_rocksdb(state_->db->VerifyChecksum(rocksdb::ReadOptions()),
                      "verifying " + state_->directory);
}

Status Store::ingest(const std::vector<IncomingFile>& files) {
  std::array<rocksdb::IngestExternalFileArg, kFamilyCount> by_family;
  for (const IncomingFile& file : files) {
    rocksdb::IngestExternalFileArg& argument = by_family[index_of(file.facts.family)];
    argument.column_family = state_->handle(file.facts.family);
    argument.external_files.push_back(file.path);
    argument.options.move_files = true;
    argument.options.write_global_seqno = false;  // a file's bytes stay as they were written
  }
  std::vector<rocksdb::IngestExternalFileArg> arguments;
  for (rocksdb::IngestExternalFileArg& argument : by_family) {
    if (!argument.external_files.empty()) arguments.push_back(std::move(argument));
  }
  state_->files->keep_tables(true);
  const rocksdb::Status status = state_->db->IngestExternalFiles(arguments);
  // After a failure the tables are kept until the store is closed.
  if (status.ok()) state_->files->keep_tables(false);
  return from_rocksdb(status, "publishing to " + state_->directory);
}

// Compacts each file alone into its own level, while the filter drops everything.
// DeleteFilesInRanges would delete every file whose keys lie between this file's keys, and no file
// of the first level.
Status Store::delete_files(const std::vector<LiveFile>& files) {
  if (files.empty()) return {};
  rocksdb::Status status = state_->db->DisableFileDeletions();
  state_->drop_all.arm(true);
  for (const LiveFile& file : files) {
    if (!status.ok()) break;
    status = state_->db->CompactFiles(rocksdb::CompactionOptions(),
                                      state_->handle(file.facts.family), {file.name}, file.level);
  }
  state_->drop_all.arm(false);
  const rocksdb::Status enabled = state_->db->EnableFileDeletions(/*force=*/false);
  return from_rocksdb(status.ok() ? enabled : status,
                      "removing unused files of " + state_->directory);
}

}  // namespace trawl
