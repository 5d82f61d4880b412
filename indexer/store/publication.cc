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

#include "indexer/format/keys.h"

namespace trawl {
namespace {

// How often an open is tried when a writer replaces files between two of our reads. Each try takes
// about a millisecond, and a writer replaces RocksDB's CURRENT, publishes and deletes files a few
// times per build.
constexpr int kOpenAttempts = 20;
// How many of these tries may find the same generation damaged.
constexpr int kDamagedAttempts = 3;

std::string generation_path(const std::string& directory) {
  return directory + "/GENERATION";
}
std::string database_path(const std::string& directory) {
  return directory + "/db";
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
    return name == "writer.lock" || name == "readers.lock" || name == "pins.lock" ||
           name == "GENERATION.new";
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

Status check_rules_known(const Manifest& manifest, const std::string& directory) {
  for (const RuleFacts& rule : manifest.rules) {
    if (rule.characters == RuleCharacters::kBytes) continue;
    return unsupported(directory + ": rule " + rule.name +
                       " matches Unicode characters, and this program only bytes: use a newer one");
  }
  return {};
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
  TRAWL_RETURN_IF_ERROR(check_rules_known(*manifest, directory));
  if (parse_manifest_key(found->first) != manifest->generation) {
    return damaged(corruption(directory + ": the manifest names another generation than its own"));
  }
  return manifest;
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

// Opens the store for a reader. kNotFound: a file was missing; a writer may have just replaced it.
Result<Store> open_to_read(const std::string& directory, std::span<const Family> families) {
  Result<Store> opened = Store::open_read_only(database_path(directory), families);
  if (opened.is_ok() || opened.status().code() == StatusCode::kNotFound) return opened;
  return damaged(opened.status());
}

// Pins the generation of the manifest instead of the one that GENERATION named. kNotFound when that
// comes too late.
Status pin_higher(const std::string& directory, uint64_t found, ReaderPin* pin) {
  TRAWL_ASSIGN_OR_RETURN(*pin, ReaderPin::acquire(directory, found));
  TRAWL_ASSIGN_OR_RETURN(const uint64_t now, read_generation(directory));
  return now <= found ? Status() : not_found(directory + ": it was replaced meanwhile");
}

// One try to open; a writer may replace files between any two of its steps.
Result<PublishedIndex> try_open(const std::string& directory, uint64_t generation,
                                std::span<const Family> families) {
  TRAWL_ASSIGN_OR_RETURN(ReaderPin pin, ReaderPin::acquire(directory, generation));
  TRAWL_ASSIGN_OR_RETURN(Store store, open_to_read(directory, families));
  TRAWL_ASSIGN_OR_RETURN(Manifest manifest, highest_manifest(store, directory));
  TRAWL_RETURN_IF_ERROR(check_generation(manifest, generation, directory));
  TRAWL_RETURN_IF_ERROR(check_files(manifest, store, directory));
  if (pin.is_pinned() && manifest.generation != generation) {
    TRAWL_RETURN_IF_ERROR(pin_higher(directory, manifest.generation, &pin));
  }
  return PublishedIndex{directory, std::move(store), std::move(manifest),
                        std::make_shared<const ReaderPin>(std::move(pin))};
}

// One try to open other families of the same generation.
Result<PublishedIndex> try_open_further(const PublishedIndex& index,
                                        std::span<const Family> families) {
  TRAWL_ASSIGN_OR_RETURN(Store store, open_to_read(index.directory, families));
  const Status checked = check_files(index.manifest, store, index.directory);
  if (!checked.is_ok() && !index.pin->keeps_files()) {
    return busy(index.directory + ": generation " + std::to_string(index.manifest.generation) +
                " was replaced while it was read, and its lock files cannot be opened: try again");
  }
  TRAWL_RETURN_IF_ERROR(checked);
  return PublishedIndex{index.directory, std::move(store), index.manifest, index.pin};
}

// What GENERATION names, once a build has created the store.
Result<uint64_t> read_published_generation(const std::string& directory) {
  TRAWL_ASSIGN_OR_RETURN(const uint64_t generation, read_generation(directory));
  if (generation == 0 && !path_exists(database_path(directory))) return no_build_yet(directory);
  return generation;
}

// Opens in several tries. `open` is given the generation that GENERATION names.
template <class Open>
Result<PublishedIndex> open_in_tries(const std::string& directory, const Open& open) {
  Status last;
  uint64_t damaged_generation = 0;
  int damaged_attempts = 0;
  for (int attempt = 0; attempt < kOpenAttempts; ++attempt) {
    if (attempt > 0) usleep(1000 << std::min(attempt - 1, 4));
    // Read first: a newer format is refused before RocksDB sees the directory.
    TRAWL_ASSIGN_OR_RETURN(const uint64_t generation, read_published_generation(directory));
    Result<PublishedIndex> index = open(generation);
    if (index.is_ok() || index.status().code() == StatusCode::kBusy) return index;
    last = index.status();
    if (last.code() != StatusCode::kCorruption) continue;
    damaged_attempts = generation == damaged_generation ? damaged_attempts + 1 : 1;
    damaged_generation = generation;
    if (damaged_attempts == kDamagedAttempts) return last;
  }
  return damaged(last);
}

// Compares files whose keys all begin with one id, which is derived from what decides their values.
// Files of hits may have other rules between the first and the last, and those of trees and places
// other ids; they are small.
bool same_records(const FileFacts& a, const FileFacts& b) {
  return a.family == b.family && a.family != Family::kTrees && a.family != Family::kPlaces &&
         a.family != Family::kMeta && a.family != Family::kHits &&
         a.smallest_key == b.smallest_key && a.largest_key == b.largest_key;
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
  Result<PublishedIndex> index = open_in_tries(
      directory, [&](uint64_t generation) { return try_open(directory, generation, families); });
  if (index.is_ok() && index->manifest.generation == 0) return no_build_yet(directory);
  return index;
}

Result<PublishedIndex> open_further(const PublishedIndex& index, std::span<const Family> families) {
  return open_in_tries(index.directory,
                       [&](uint64_t) { return try_open_further(index, families); });
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
  if (!path_exists(generation_path(directory))) {
    TRAWL_RETURN_IF_ERROR(replace_file(generation_path(directory), encode_generation_file(0)));
  }
  TRAWL_RETURN_IF_ERROR(create_lock_files(directory));
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
  std::vector<LiveFile> taken_over = meta_tables();
  std::vector<Manifest> kept;
  if (taken_over.size() >= kMaxSharedTables) kept = generations_to_take_over(manifest);
  if (kept.empty()) taken_over.clear();
  TRAWL_ASSIGN_OR_RETURN(IncomingFile meta_file,
                         write_meta_file(pending_directory() + "/meta.sst", meta, kept, store_));
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
  left_ = {};
  left_.undeleted_because = named.is_ok() ? delete_unneeded_files(taken_over) : named;
  return {};
}

std::vector<LiveFile> IndexWriter::meta_tables() const {
  std::vector<LiveFile> tables = store_.live_files();
  std::erase_if(tables, [](const LiveFile& file) { return file.facts.family != Family::kMeta; });
  return tables;
}

// The generations whose meta records are needed once `next` is published: itself, the live one,
// since a reader may pin that one until then, and those that are pinned. None when that is not
// known.
std::vector<Manifest> IndexWriter::generations_to_take_over(const Manifest& next) const {
  Result<std::vector<Manifest>> pinned = pinned_manifests(directory_, store_, manifest_.generation);
  if (!pinned.is_ok()) return {};
  std::vector<Manifest> kept = std::move(pinned).value();
  kept.push_back(manifest_);
  kept.push_back(next);
  return kept;
}

// Deletes what neither the live generation nor a pinned one needs. If that fails, or a reader that
// has pinned none is there, a later publication does it.
Status IndexWriter::delete_unneeded_files(const std::vector<LiveFile>& meta_taken_over) {
  TRAWL_ASSIGN_OR_RETURN(const std::vector<Manifest> pinned,
                         pinned_manifests(directory_, store_, manifest_.generation));
  SpareFiles spare = spare_files(store_, manifest_, pinned);
  for (const Manifest& manifest : pinned) left_.pinned.push_back(manifest.generation);
  left_.pinned_bytes = bytes_of(spare.pinned);
  std::vector<LiveFile>& files = spare.unneeded;
  files.insert(files.end(), meta_taken_over.begin(), meta_taken_over.end());
  if (files.empty()) return {};
  left_.undeleted_bytes = bytes_of(files);
  const Result<FileLock> lock = lock_out_unpinned_readers(directory_);
  TRAWL_RETURN_IF_ERROR(lock.status());
  TRAWL_RETURN_IF_ERROR(store_.delete_files(files));
  left_.undeleted_bytes = 0;
  return {};
}

uint64_t IndexWriter::store_bytes() const {
  uint64_t bytes = 0;
  for (const LiveFile& file : store_.live_files()) bytes += file.facts.bytes;
  return bytes;
}

}  // namespace trawl
