// Publication: how a build makes a new generation visible, and how a reader finds the newest one.
//
// An index directory holds GENERATION (read first), db/ (RocksDB), pending/ (files a build is
// writing), and three lock files. Publishing is one atomic ingest, the manifest record
// among its files; then GENERATION is replaced. A reader takes the highest manifest. One above
// GENERATION is valid (the writer died between the two steps, and the next one repairs the file);
// one below it is damage.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "indexer/base/file.h"
#include "indexer/base/file_syncer.h"
#include "indexer/base/status.h"
#include "indexer/format/manifest.h"
#include "indexer/store/meta_file.h"
#include "indexer/store/reader_pin.h"
#include "indexer/store/store.h"

namespace trawl {

// A published generation, pinned: its answers stay the same whatever is published later.
// Thread-safe to read.
struct PublishedIndex {
  std::string directory;
  Store store;
  Manifest manifest;
  std::shared_ptr<const ReaderPin> pin;  // keeps the files; open_further shares it
};

// Opens the last published generation. kNotFound: no such directory, or no build has completed yet.
// kInvalidArgument: the directory is not an index. kUnsupported: a format that it does not read.
// kCorruption: a file is missing or not as the manifest says. Writes no file. Families outside
// `families`, which must have meta, are neither opened nor checked.
Result<PublishedIndex> open_published(const std::string& directory,
                                      std::span<const Family> families = kAllFamilies);

// Opens other families of the generation that `index` holds open; both share the pin. Fails like
// open_published. kBusy: the generation is gone, which can only happen if nothing keeps its files.
Result<PublishedIndex> open_further(const PublishedIndex& index, std::span<const Family> families);

// What a publication left in the store although its generation does not name it.
struct LeftFiles {
  std::vector<uint64_t> pinned;  // the generations that readers pin, ascending
  uint64_t pinned_bytes = 0;     // of the files that only these generations name
  uint64_t undeleted_bytes = 0;  // of the files that no generation names
  Status undeleted_because;      // why there are such files
};

// The directory of files that a build is writing; emptied on destruction. Movable.
class PendingDirectory {
 public:
  // Creates it, and removes what a killed build left in it.
  static Result<PendingDirectory> create(std::string path);
  PendingDirectory(PendingDirectory&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  PendingDirectory& operator=(PendingDirectory&&) = delete;
  ~PendingDirectory();

  const std::string& path() const { return path_; }

 private:
  explicit PendingDirectory(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

// An index held for writing. There is one writer at a time, across processes.
class IndexWriter {
 public:
  // Creates the index when there is none; clears what a killed build left. kBusy when another
  // process is writing; kInvalidArgument for a directory that is something else (nothing is
  // touched).
  static Result<IndexWriter> open(const std::string& directory);

  const std::string& directory() const { return directory_; }
  const Store& store() const { return store_; }
  // The live manifest; generation 0 when nothing has been published yet.
  const Manifest& manifest() const { return manifest_; }
  // Where files to publish are written; emptied when the writer is destroyed.
  const std::string& pending_directory() const { return pending_.path(); }

  // Starts syncing a file in pending_directory(), while other work goes on. publish() itself syncs
  // the files for which this was not called. Thread-safe.
  void sync_early(const IncomingFile& file) { syncer_->add(file.path); }

  // Publishes `manifest`, whose generation must be one above the live one, with its files:
  // segments, trees, places, meta records. Adds the manifest and status records. `meta` holds
  // further records of the meta family; none may exist already. A file of a segment (except its
  // hits) whose records the store already holds, because an earlier build derived the same ones, is
  // not added again: the manifest then names the existing file.
  Status publish(Manifest manifest, const BuildStatus& status, std::vector<IncomingFile> files,
                 MetaRecords meta);

  // Bytes of all files of the store.
  uint64_t store_bytes() const;
  // As the last publication left them.
  const LeftFiles& left_files() const { return left_; }

 private:
  IndexWriter(std::string directory, FileLock lock, PendingDirectory pending, Store store,
              Manifest manifest);
  void adopt_present_files(Manifest* manifest, std::vector<IncomingFile>* files) const;
  std::vector<LiveFile> meta_tables() const;
  std::vector<Manifest> generations_to_take_over(const Manifest& next) const;
  Status delete_unneeded_files(const std::vector<LiveFile>& meta_taken_over);

  std::string directory_;
  FileLock lock_;  // first, because the rest is cleared under it
  PendingDirectory pending_;
  std::unique_ptr<FileSyncer> syncer_ = std::make_unique<FileSyncer>();
  Store store_;
  Manifest manifest_;
  LeftFiles left_;
};

}  // namespace trawl
