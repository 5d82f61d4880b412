// Opens and publishes generations. What opening checks, and why that is enough: GENERATION says
// which generation must exist at least, RocksDB's MANIFEST (checksummed records) which files are
// live, our manifest what each file must be; the files' blocks carry their own checksums, verified
// when read.
#include "indexer/store/publication.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "indexer/format/keys.h"

namespace trawl {
namespace {

// How often an open is retried when a writer replaced RocksDB's CURRENT between two of our reads.
// Each try takes about a millisecond, and a writer replaces it once per build.
constexpr int kOpenAttempts = 20;
// How often, and how far apart, a reader tries its lock while a writer holds it, 32 s in all: a
// writer holds it to delete a few files, which can take seconds on a busy disk.
constexpr int kLockAttempts = 2000;
constexpr useconds_t kLockPauseMicroseconds = 16'000;

std::string generation_path(const std::string& directory) {
  return directory + "/GENERATION";
}
std::string database_path(const std::string& directory) {
  return directory + "/db";
}
std::string readers_lock_path(const std::string& directory) {
  return directory + "/readers.lock";
}
std::string writer_lock_path(const std::string& directory) {
  return directory + "/writer.lock";
}

Status not_an_index(const std::string& directory) {
  return invalid_argument(directory + " is not a Trawl index (it has no GENERATION file): name " +
                          Term::kOtherIndex);
}

// An index whose bytes are not what was written, or that lacks a file, says so, and what can be
// done: there is no repair.
Status damaged(const Status& status) {
  const bool lacks_file = status.code() == StatusCode::kNotFound;
  if (status.code() != StatusCode::kCorruption && !lacks_file) return status;
  return (lacks_file ? corruption(status.message()) : status)
      .with_advice(": the index is damaged; build it again in an empty directory");
}

// The names in a directory; empty when it cannot be opened.
std::vector<std::string> directory_entries(const std::string& directory) {
  std::vector<std::string> names;
  DIR* handle = opendir(directory.c_str());
  if (handle == nullptr) return names;
  while (const dirent* entry = readdir(handle)) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  closedir(handle);
  return names;
}

Status no_build_yet(const std::string& directory) {
  return not_found("no index at " + directory + " yet: no build into it has completed");
}

// Whether it is empty, or has only what a writer creates before GENERATION.
bool holds_no_index_yet(const std::string& directory) {
  if (access(directory.c_str(), R_OK) != 0) return false;
  const std::vector<std::string> names = directory_entries(directory);
  return std::all_of(names.begin(), names.end(), [](const std::string& name) {
    return name == "writer.lock" || name == "readers.lock" || name == "GENERATION.new";
  });
}

Result<uint64_t> read_generation(const std::string& directory) {
  struct stat info;
  if (stat(directory.c_str(), &info) != 0) {
    return not_found("no index at " + directory + ": create one with " + Term::kBuildInto + " " +
                     directory);
  }
  if (!S_ISDIR(info.st_mode)) return not_an_index(directory);
  Result<std::string> bytes = read_file(generation_path(directory));
  if (!bytes.is_ok()) {
    if (bytes.status().code() != StatusCode::kNotFound) return bytes.status();
    if (path_exists(database_path(directory))) {
      return damaged(corruption(directory + "/GENERATION is missing"));
    }
    return holds_no_index_yet(directory) ? no_build_yet(directory) : not_an_index(directory);
  }
  Result<uint64_t> generation = decode_generation_file(*bytes);
  if (generation.status().code() == StatusCode::kUnsupported) {
    return generation.status()
        .with_context(in_file(generation_path(directory)))
        .with_advice("; to build the index again, delete its directory and run " +
                     Term::kBuildInto + " " + directory);
  }
  if (!generation.is_ok()) {
    return damaged(generation.status().with_context(in_file(generation_path(directory))));
  }
  return generation;
}

// The highest manifest in the store; generation 0 when there is none.
Result<Manifest> highest_manifest(const Store& store, const std::string& directory) {
  using Found = std::optional<std::pair<std::string, std::string>>;
  const Result<Found> last = store.last(Family::kMeta, manifest_prefix());
  if (!last.is_ok()) return damaged(last.status());
  const Found& found = *last;
  if (!found) return Manifest();
  Result<Manifest> manifest = decode_manifest(found->second);
  if (!manifest.is_ok()) return damaged(manifest.status().with_context(in_file(directory)));
  if (parse_manifest_key(found->first) != manifest->generation) {
    return damaged(corruption(directory + ": the manifest names another generation than its own"));
  }
  return manifest;
}

// What distinguishes one file from another. Keys begin with ids derived from what decides their
// values, but two files of trees may begin and end with the same keys and differ in between.
using FileIdentity = std::tuple<Family, std::string, std::string, uint64_t>;

FileIdentity identity_of(const FileFacts& file) {
  return {file.family, file.smallest_key, file.largest_key, file.bytes};
}

// Compares every file that the manifest names in an open family with RocksDB's metadata.
Status check_files(const Manifest& manifest, const Store& store, const std::string& directory) {
  std::set<FileIdentity> live;
  for (const LiveFile& file : store.live_files()) live.insert(identity_of(file.facts));
  for (const FileFacts* expected : named_files(&manifest)) {
    if (!store.has_family(expected->family)) continue;
    if (live.contains(identity_of(*expected))) continue;
    return damaged(corruption(directory + ": a file of family " +
                              kFamilyNames[static_cast<size_t>(expected->family)] +
                              " that generation " + std::to_string(manifest.generation) +
                              " names is missing or differs from what was published"));
  }
  return {};
}

Status check_generation(const Manifest& manifest, uint64_t expected, const std::string& directory) {
  if (manifest.generation >= expected) return {};
  return damaged(corruption(directory + ": GENERATION names generation " +
                            std::to_string(expected) + ", but the store holds only " +
                            std::to_string(manifest.generation)));
}

// A reader's lock; none if the lock file cannot be opened. Waits while a writer deletes files.
Result<std::optional<FileLock>> lock_for_reading(const std::string& directory) {
  Status last;
  for (int attempt = 0; attempt < kLockAttempts; ++attempt) {
    if (attempt > 0) usleep(kLockPauseMicroseconds);
    Result<FileLock> acquired =
        FileLock::acquire(readers_lock_path(directory), FileLock::Mode::kShared);
    if (acquired.is_ok()) return std::optional<FileLock>(std::move(acquired).value());
    last = acquired.status();
    if (last.code() != StatusCode::kBusy) return std::optional<FileLock>();
  }
  return last;
}

// One try to open; a writer may replace files between any two of its steps.
Result<PublishedIndex> try_open(const std::string& directory, uint64_t generation,
                                std::span<const Family> families) {
  TRAWL_ASSIGN_OR_RETURN(std::optional<FileLock> lock, lock_for_reading(directory));
  Result<Store> opened = Store::open_read_only(database_path(directory), families);
  if (!opened.is_ok()) {
    // It may be the writer that has just replaced the file.
    const bool lacks_file = opened.status().code() == StatusCode::kNotFound;
    return lacks_file ? opened.status() : damaged(opened.status());
  }
  Store store = *std::move(opened);
  TRAWL_ASSIGN_OR_RETURN(Manifest manifest, highest_manifest(store, directory));
  TRAWL_RETURN_IF_ERROR(check_generation(manifest, generation, directory));
  TRAWL_RETURN_IF_ERROR(check_files(manifest, store, directory));
  return PublishedIndex{directory, std::move(store), std::move(manifest), std::move(lock)};
}

// Compares files whose keys all begin with one id, which is derived from what decides their values.
// Files of hits may have other rules between the first and the last; they are small.
bool same_records(const FileFacts& a, const FileFacts& b) {
  return a.family == b.family && a.family != Family::kTrees && a.family != Family::kMeta &&
         a.family != Family::kHits && a.smallest_key == b.smallest_key &&
         a.largest_key == b.largest_key;
}

// A new index directory must be empty, or hold only what a build that died at once left.
Status prepare_new_directory(const std::string& directory) {
  TRAWL_RETURN_IF_ERROR(create_directories(directory));
  if (path_exists(generation_path(directory)) || holds_no_index_yet(directory)) return {};
  return read_generation(directory).status();
}

// Creates the store when there is none. It gets its name only when it is complete: RocksDB adds one
// family after another, and a reader could not tell a store that lacks some from a damaged one.
Status create_store(const std::string& directory) {
  const std::string path = database_path(directory);
  if (path_exists(path)) return {};
  const std::string unfinished = path + ".new";
  TRAWL_RETURN_IF_ERROR(remove_tree(unfinished));
  TRAWL_RETURN_IF_ERROR(Store::open_writer(unfinished).status());
  TRAWL_RETURN_IF_ERROR(sync_directory(unfinished));
  if (rename(unfinished.c_str(), path.c_str()) != 0) return errno_error("cannot create", path);
  return sync_directory(directory);
}

}  // namespace

Result<PublishedIndex> open_published(const std::string& directory,
                                      std::span<const Family> families) {
  Status last;
  for (int attempt = 0; attempt < kOpenAttempts; ++attempt) {
    // Read first: a newer format is refused before RocksDB sees the directory.
    TRAWL_ASSIGN_OR_RETURN(const uint64_t generation, read_generation(directory));
    if (generation == 0 && !path_exists(database_path(directory))) {
      return no_build_yet(directory);
    }
    Result<PublishedIndex> index = try_open(directory, generation, families);
    if (index.is_ok() && index->manifest.generation == 0) {
      return no_build_yet(directory);
    }
    if (index.is_ok()) return index;
    last = index.status();
    if (last.code() == StatusCode::kBusy) break;  // it has waited long enough
    if (attempt >= 2 && last.code() == StatusCode::kCorruption) break;
    usleep(1000 << std::min(attempt, 4));
  }
  return last.code() == StatusCode::kNotFound ? damaged(last) : last;
}

Result<PendingDirectory> PendingDirectory::create(std::string path) {
  TRAWL_RETURN_IF_ERROR(remove_tree(path));
  TRAWL_RETURN_IF_ERROR(create_directories(path));
  return PendingDirectory(std::move(path));
}

PendingDirectory::~PendingDirectory() {
  if (path_.empty()) return;
  // The next build removes what cannot be removed now.
  for (const std::string& name : directory_entries(path_)) unlink((path_ + "/" + name).c_str());
}

IndexWriter::IndexWriter(std::string directory, FileLock lock, PendingDirectory pending,
                         Store store, Manifest manifest)
    : directory_(std::move(directory)),
      lock_(std::move(lock)),
      pending_(std::move(pending)),
      store_(std::move(store)),
      manifest_(std::move(manifest)) {}

Result<IndexWriter> IndexWriter::open(const std::string& directory) {
  TRAWL_RETURN_IF_ERROR(prepare_new_directory(directory));
  Result<FileLock> lock =
      FileLock::acquire(writer_lock_path(directory), FileLock::Mode::kExclusive);
  if (!lock.is_ok()) {
    if (lock.status().code() != StatusCode::kBusy) return lock.status();
    return busy(directory + " is being written by another " + Term::kIndexWriter +
                ": wait for it to end");
  }
  // Under the lock, because the writer we waited for may have changed the directory.
  TRAWL_RETURN_IF_ERROR(prepare_new_directory(directory));
  // Readers open it read-only, so it must exist before they come.
  const Status readers =
      FileLock::acquire(readers_lock_path(directory), FileLock::Mode::kExclusive).status();
  if (!readers.is_ok() && readers.code() != StatusCode::kBusy) return readers;
  if (!path_exists(generation_path(directory))) {
    TRAWL_RETURN_IF_ERROR(replace_file(generation_path(directory), encode_generation_file(0)));
  }
  TRAWL_ASSIGN_OR_RETURN(const uint64_t generation, read_generation(directory));
  TRAWL_ASSIGN_OR_RETURN(PendingDirectory pending,
                         PendingDirectory::create(directory + "/pending"));

  TRAWL_RETURN_IF_ERROR(create_store(directory));
  Result<Store> opened = Store::open_writer(database_path(directory));
  if (!opened.is_ok()) return damaged(opened.status());
  Store store = *std::move(opened);
  TRAWL_ASSIGN_OR_RETURN(Manifest manifest, highest_manifest(store, directory));
  TRAWL_RETURN_IF_ERROR(check_generation(manifest, generation, directory));
  TRAWL_RETURN_IF_ERROR(check_files(manifest, store, directory));
  if (manifest.generation > generation) {
    TRAWL_RETURN_IF_ERROR(
        replace_file(generation_path(directory), encode_generation_file(manifest.generation)));
  }
  return IndexWriter(directory, std::move(lock).value(), std::move(pending), std::move(store),
                     std::move(manifest));
}

void IndexWriter::adopt_present_files(Manifest* manifest, std::vector<IncomingFile>* files) const {
  const std::vector<LiveFile> live = store_.live_files();
  const std::vector<FileFacts*> named = named_files(manifest);
  std::erase_if(*files, [&](const IncomingFile& file) {
    const auto present = std::find_if(live.begin(), live.end(), [&](const LiveFile& other) {
      return same_records(other.facts, file.facts);
    });
    if (present == live.end()) return false;
    for (FileFacts* facts : named) {
      if (*facts == file.facts) facts->bytes = present->facts.bytes;
    }
    return true;
  });
}

Status IndexWriter::publish(Manifest manifest, const BuildStatus& status,
                            std::vector<IncomingFile> files, MetaRecords meta) {
  adopt_present_files(&manifest, &files);
  meta.emplace(manifest_key(manifest.generation), encode_manifest(manifest));
  meta.emplace(status_key(manifest.generation), encode_status(status));
  // The manifest cannot name the table it lies in, so only when one table takes over the others is
  // it known which of them hold a live record.
  std::set<std::string> taken_over = meta_tables();
  if (taken_over.size() < kMaxSharedTables) taken_over.clear();
  TRAWL_ASSIGN_OR_RETURN(IncomingFile meta_file,
                         write_meta_file(pending_directory() + "/meta.sst", meta, manifest, store_,
                                         /*take_over=*/!taken_over.empty()));
  files.push_back(std::move(meta_file));
  for (const IncomingFile& file : files) sync_early(file);
  TRAWL_RETURN_IF_ERROR(syncer_->wait());
  TRAWL_RETURN_IF_ERROR(sync_directory(pending_directory()));
  TRAWL_RETURN_IF_ERROR(store_.ingest(files));
  manifest_ = std::move(manifest);
  // From here on the generation is published, and later failures must not count against it: the
  // next writer repairs GENERATION and deletes what nobody needs.
  const Status named =
      replace_file(generation_path(directory_), encode_generation_file(manifest_.generation));
  if (named.is_ok()) delete_unneeded_files(taken_over);
  return {};
}

std::set<std::string> IndexWriter::meta_tables() const {
  std::set<std::string> names;
  for (const LiveFile& file : store_.live_files()) {
    if (file.facts.family == Family::kMeta) names.insert(file.name);
  }
  return names;
}

// Deletes what no snapshot needs any more. If somebody reads the index, or deleting fails, a later
// build does it.
void IndexWriter::delete_unneeded_files(const std::set<std::string>& meta_taken_over) {
  const Result<FileLock> lock =
      FileLock::acquire(readers_lock_path(directory_), FileLock::Mode::kExclusive);
  if (!lock.is_ok()) return;
  std::multiset<FileIdentity> named;
  for (const FileFacts* facts : named_files(&manifest_)) named.insert(identity_of(*facts));
  std::vector<LiveFile> files = store_.live_files();
  // If two cannot be distinguished, the manifest means the one that was published last.
  std::sort(files.begin(), files.end(),
            [](const LiveFile& a, const LiveFile& b) { return a.number > b.number; });
  for (const LiveFile& file : files) {
    const auto name = named.find(identity_of(file.facts));
    const bool needed = file.facts.family == Family::kMeta ? !meta_taken_over.contains(file.name)
                                                           : name != named.end();
    if (name != named.end()) named.erase(name);
    if (!needed && !store_.delete_file(file).is_ok()) return;
  }
}

uint64_t IndexWriter::store_bytes() const {
  uint64_t bytes = 0;
  for (const LiveFile& file : store_.live_files()) bytes += file.facts.bytes;
  return bytes;
}

}  // namespace trawl
