// Pins: how a reader keeps the files of its generation, and how a writer learns which ones to keep.
// FORMAT.md ("Readers and deletion") has the protocol and says why it is sound.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "indexer/base/file.h"
#include "indexer/base/status.h"
#include "indexer/format/manifest.h"
#include "indexer/store/store.h"

namespace trawl {

// A reader's pin. Let go when destroyed, and by the kernel when the process dies. Movable.
class ReaderPin {
 public:
  // Pins a generation; the caller then has to verify that it is still the last one. A reader that
  // cannot pin holds `readers.lock`, which keeps all files of all generations. If it may not read
  // the lock files either, it holds nothing. kBusy: a writer has held `readers.lock` for more than
  // half a minute.
  static Result<ReaderPin> acquire(const std::string& directory, uint64_t generation);

  bool is_pinned() const { return pin_.is_open(); }
  // Whether nothing deletes the files of the generation.
  bool keeps_files() const { return is_pinned() || readers_lock_.has_value(); }

 private:
  ReaderPin(FileDescriptor pin, std::optional<FileLock> readers_lock)
      : pin_(std::move(pin)), readers_lock_(std::move(readers_lock)) {}

  FileDescriptor pin_;
  std::optional<FileLock> readers_lock_;
};

// Creates the files that readers lock, because these only open them for reading.
Status create_lock_files(const std::string& directory);

// For a writer that deletes files. kBusy while there is a reader that has not pinned a generation,
// for example one of an earlier version.
Result<FileLock> lock_out_unpinned_readers(const std::string& directory);

// The manifests of the generations below `live` that readers have pinned, in ascending order. The
// result may have one more, whose reader has come too late and is about to find that out.
Result<std::vector<Manifest>> pinned_manifests(const std::string& directory, const Store& store,
                                               uint64_t live);

// What distinguishes one file from another. Keys begin with ids derived from what decides their
// values, but two files of trees may begin and end with the same keys and differ in between.
using FileIdentity = std::tuple<Family, std::string, std::string, uint64_t>;
FileIdentity identity_of(const FileFacts& file);

// The files that the live generation does not name. Tables of meta records are not among them: no
// manifest names these.
struct SpareFiles {
  std::vector<LiveFile> pinned;    // a pinned generation names them
  std::vector<LiveFile> unneeded;  // none does
};
SpareFiles spare_files(const Store& store, const Manifest& live,
                       const std::vector<Manifest>& pinned);

uint64_t bytes_of(const std::vector<LiveFile>& files);

}  // namespace trawl
