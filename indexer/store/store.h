// The key-value store under an index: RocksDB with one column family for each Family. Only this
// folder includes rocksdb/*; its Status becomes ours, with the key or file named.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/format.h"
#include "indexer/format/manifest.h"

namespace trawl {

// Walks the records of a family whose keys begin with a prefix, in key order. Values stay valid
// until next(). At the end, status() says whether the walk was complete. One object, one thread.
class RecordCursor {
 public:
  RecordCursor(RecordCursor&&) noexcept;
  RecordCursor& operator=(RecordCursor&&) noexcept;
  ~RecordCursor();

  bool at_end() const;
  std::string_view key() const;
  std::string_view value() const;
  void next();
  Status status() const;

 private:
  friend class Store;
  struct State;
  std::unique_ptr<State> state_;
  explicit RecordCursor(std::unique_ptr<State> state);
};

// Looks up records of one family without copying them. It continues from its last position, so
// ascending keys are best. One object, one thread; the store must outlive it.
class PointCursor {
 public:
  PointCursor(PointCursor&&) noexcept;
  PointCursor& operator=(PointCursor&&) noexcept;
  ~PointCursor();

  // The value under `key`, valid until the next call, or nullopt. kCorruption when a block fails
  // its checksum.
  Result<std::optional<std::string_view>> find(std::string_view key);

 private:
  friend class Store;
  struct State;
  std::unique_ptr<State> state_;
  explicit PointCursor(std::unique_ptr<State> state);
};

// An SST file on its way into the store.
struct IncomingFile {
  std::string path;
  FileFacts facts;
};

// A file of the store. RocksDB's metadata has everything except the facts' entries, which are 0.
struct LiveFile {
  FileFacts facts;
  std::string name;
  int level = 0;
  uint64_t number = 0;  // ascends in the order of publication
};

// An open store. Reading is thread-safe; a writer must not run two ingests at once.
class Store {
 public:
  // Opens an existing store without writing to its directory. Every table file is opened here, so
  // that later deletions by a writer do not matter. Opening a family takes time, so only `families`
  // are opened; asking for a record of another is kInternal. kNotFound when a file is missing.
  static Result<Store> open_read_only(const std::string& directory,
                                      std::span<const Family> families = kAllFamilies);
  // Opens for ingesting, creating the store and its families when there is none. REQUIRES: no other
  // writer has it open.
  static Result<Store> open_writer(const std::string& directory);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  // The value under `key`, or nullopt. kCorruption when a block fails its checksum.
  Result<std::optional<std::string>> get(Family family, std::string_view key) const;
  // Like get, but into a string whose capacity is kept; false when the key has no value.
  Result<bool> get_into(Family family, std::string_view key, std::string* value) const;
  PointCursor points(Family family) const;
  // The records whose keys begin with `prefix`. The walk does not fill the cache.
  RecordCursor scan(Family family, std::string_view prefix) const;
  // The greatest key that begins with `prefix`, with its value.
  Result<std::optional<std::pair<std::string, std::string>>> last(Family family,
                                                                  std::string_view prefix) const;

  bool has_family(Family family) const;
  // The files of the open families.
  std::vector<LiveFile> live_files() const;
  // The same with their entries, which are read from the files themselves.
  Result<std::vector<LiveFile>> live_files_with_entries() const;
  // Reads every block of every file and verifies its checksum.
  Status verify_checksums() const;

  // Adds the files to their families in one atomic step that survives a crash: afterwards all are
  // visible or none. The files are hard-linked into the store; the originals are removed. REQUIRES:
  // the files are on disk; only their names are synced here.
  Status ingest(const std::vector<IncomingFile>& files);
  // Removes live files with all their records; a record under the same key in another file stays.
  // They leave the directory together, after all have left RocksDB's manifest, so that a reader
  // that is being opened misses a file once at most. After a failure some may be left.
  Status delete_files(const std::vector<LiveFile>& files);

 private:
  struct State;
  std::unique_ptr<State> state_;
  explicit Store(std::unique_ptr<State> state);
};

}  // namespace trawl
