// Where the files of one repository come from. The stages of a build know only this interface: a
// new kind of source is a new implementation and a line in corpus.cc that chooses it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "indexer/base/status.h"
#include "indexer/format/ids.h"
#include "indexer/format/tree.h"
#include "indexer/pattern/path_patterns.h"

namespace trawl {

// A file as a source lists it. Its content is read later.
struct SourceFile {
  std::string path;  // relative to the repository
  // kNone: there is content to read. Otherwise why there is none: kExcluded, kSymlink, ...
  SkipReason skip = SkipReason::kNone;
  // The entry stands for a whole directory: an excluded one, or one whose files could not all be
  // listed.
  bool is_directory = false;
  // Bytes of a regular file: an estimate for budgets, because the file may change before it is
  // read; for a skipped file this is recorded. 0 for everything else.
  uint64_t size = 0;
  // The git blob id of its content, if the source knows it without reading the file. The size is
  // then exact, and a content that the index knows already is not read.
  std::optional<DocumentDigest> digest = std::nullopt;
};

// The outcome of reading a file.
struct ReadResult {
  SkipReason skip = SkipReason::kNone;
  // Bytes of the file; the listed size if it could not be read or is too large.
  uint64_t size = 0;
};

// The state of a repository that is read, as a snapshot records it. A directory has no ref, and a
// commit only if the corpus file says which one it holds.
struct Revision {
  std::string ref;     // "refs/heads/main"
  std::string commit;  // hex id; of a directory, a tag too
};

// The files of one repository at one revision.
//
// Threads: one thread at a time may call next() and share_done(). Any number of threads may call
// the other functions at once, even while another thread is in next().
// Lifetime: a SourceFile is a value, but only the source that listed it can read it, and it must
// still exist. That is why batches hold a source by shared_ptr.
class Source {
 public:
  virtual ~Source() = default;

  // The next file in path order (path_less), or nullopt at the end. No path comes twice. A problem
  // with a single file or directory becomes an entry with its reason, and the listing goes on.
  virtual std::optional<SourceFile> next() = 0;
  // How much of the repository next() has passed, from 0 to 1. It is a rough estimate for a
  // progress line.
  virtual double share_done() const = 0;

  // Reads a whole file that next() listed with kNone into `*content`, whose capacity is reused.
  // kNone when it was read, otherwise why not: kTooLarge for one of more than `max_size` bytes, of
  // which no more than that is read; kBinary or kUtf16 for one whose first kBinarySniff bytes show
  // that it is not text (text_or_reason), so that only those need be read; kVanished, kShrunk,
  // kUnreadable, ... What was read does not change, whatever happens to the file.
  virtual ReadResult read(const SourceFile& file, uint64_t max_size,
                          std::string* content) const = 0;
  // The same for its first `most` bytes, or fewer if it is shorter, however long it is.
  virtual SkipReason read_head(const SourceFile& file, uint64_t most,
                               std::string* content) const = 0;

  virtual Revision revision() const { return {}; }
  // A short byte string that is equal for two sources of one repository only if their files and
  // contents are the same; no contents are read for it. Ignore lists do not count. nullopt: the
  // source cannot provide one.
  virtual std::optional<std::string> fingerprint() const { return std::nullopt; }
};

// Opens a source at its first file. Files that `ignore` excludes are listed as kExcluded; null
// excludes nothing; it must outlive the source. An error says why the repository cannot be read.
// Thread-safe, and may be called again: a build opens a repository to read it, and perhaps before
// that to sample it.
using SourceOpener = std::function<Result<std::unique_ptr<Source>>(const PathPatterns* ignore)>;

}  // namespace trawl
