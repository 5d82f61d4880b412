// The serial stage that sees every file once, in order: it distinguishes new documents from known
// ones, numbers them, and collects trees and places.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/build/build_counts.h"
#include "indexer/build/earlier_entries.h"
#include "indexer/build/known_documents.h"
#include "indexer/build/live_index.h"
#include "indexer/build/place_builder.h"
#include "indexer/build/source_batch.h"
#include "indexer/build/tree_builder.h"
#include "indexer/corpus/repository.h"
#include "indexer/format/blob.h"
#include "indexer/format/snapshot.h"

namespace trawl {

// What the stage has made of a build's files.
struct NumberedFiles {
  BuildCounts counts;
  std::vector<SnapshotEntry> entries;  // one for each repository, in order
  uint32_t emptied = 0;  // repositories that have no files any more, and keep those they had
  TreeBuilder trees;
  PlaceBuilder places;
};

// One object, one thread.
class Numberer {
 public:
  // The repositories, the live index and its documents must outlive it. `memory` is for its tables,
  // in bytes. With `replace` a repository without any files gives an empty entry, whatever it had
  // before.
  static Result<Numberer> create(const std::vector<Repository>* repositories, const LiveIndex* live,
                                 LiveDocuments* documents, const std::string& pending_directory,
                                 uint64_t memory, bool replace);

  // Takes the batch's items; leaves its new documents in batch->works.
  Status number(SourceBatch* batch);

  const BuildCounts& counts() const { return files_.counts; }
  // REQUIRES: all batches are done. Call it once.
  NumberedFiles take() { return std::move(files_); }

 private:
  Numberer(const std::vector<Repository>* repositories, const LiveIndex* live,
           LiveDocuments* documents, KnownDocuments known, NumberedFiles files, bool replace);
  Status number_file(SourceItem* item, SourceBatch* batch);
  Status number_text(SourceItem* item, SourceBatch* batch);
  Status note_unindexed(const FileRecord& record);
  Result<KnownDocument> number_new(SourceItem* item, SourceBatch* batch);
  const Repository& current_repository() const { return (*repositories_)[files_.entries.size()]; }
  Status end_repository(const RepositoryEnd& end);
  Result<std::optional<StoredTree>> earlier_tree(const SnapshotEntry& entry);
  Result<std::string> why_not_read();
  std::string failures_of_files() const;
  Status keep_previous(SnapshotEntry* entry);
  Status keep_file(const FileRecord& file);
  Result<bool> has_text(const SnapshotEntry& entry) const;
  Result<std::optional<KnownDocument>> find(const DocumentDigest& digest,
                                            const std::optional<DocumentLocation>& live);
  Status add_place(const DocumentLocation& location);

  const std::vector<Repository>* repositories_;
  const LiveIndex* live_;
  LiveDocuments* documents_;
  KnownDocuments known_;
  NumberedFiles files_;
  EarlierEntries earlier_;
  bool replace_;
  // Contents that are not indexed, since the last new document, which a segment is to remember.
  std::vector<UnindexedContent> unindexed_;
  BuildCounts before_;  // the current repository
  uint32_t rank_ = 0;   // files so far in the current repository
};

}  // namespace trawl
