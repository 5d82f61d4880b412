// The serial stage that sees every file once, in order: it tells new documents from known ones,
// numbers them, and collects trees and places.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/build/build_counts.h"
#include "indexer/build/known_documents.h"
#include "indexer/build/place_builder.h"
#include "indexer/build/source_batch.h"
#include "indexer/build/tree_builder.h"
#include "indexer/corpus/repository.h"
#include "indexer/format/manifest.h"
#include "indexer/format/snapshot.h"
#include "indexer/store/store.h"

namespace trawl {

// What the numberer is given once. All must outlive it.
struct NumbererInput {
  const std::vector<Repository>* repositories = nullptr;
  const Store* store = nullptr;
  // Live segments, by ordinal; the ordinal behind them stands for all new ones.
  const std::vector<SegmentFacts>* segments = nullptr;
  // Whether a live segment's documents may stand for equal new ones (its rules cover the build's).
  std::vector<bool> reusable;
  // Where a repository that cannot be read now is looked for, in order.
  std::vector<const SnapshotFacts*> earlier;
};

// One object, one thread.
class Numberer {
 public:
  static Result<Numberer> create(NumbererInput input, const std::string& pending_directory,
                                 uint64_t memory);

  // Takes the batch's items; leaves its new documents in batch->works.
  Status number(SourceBatch* batch);

  const BuildCounts& counts() const { return counts_; }
  // One for each repository, in order; complete when all batches are through.
  const std::vector<SnapshotEntry>& entries() const { return entries_; }
  TreeBuilder& trees() { return trees_; }
  PlaceBuilder& places() { return places_; }

 private:
  Numberer(NumbererInput input, KnownDocuments known, TreeBuilder trees, PlaceBuilder places);
  Status number_file(SourceItem* item, SourceBatch* batch);
  const std::string& current_repository() const;
  Status end_repository(const RepositoryEnd& end);
  Status keep_previous(SnapshotEntry* entry);
  Status keep_file(const FileRecord& file);
  Result<std::optional<SnapshotEntry>> entry_of(const SnapshotFacts& snapshot,
                                                const std::string& repository) const;
  Result<std::optional<DocumentLocation>> find(const DocumentDigest& digest, bool any_segment);
  Status add_place(const DocumentLocation& location);
  DocumentLocation number_new(uint64_t size);

  NumbererInput input_;
  KnownDocuments known_;
  TreeBuilder trees_;
  PlaceBuilder places_;
  BuildCounts counts_;
  std::vector<SnapshotEntry> entries_;
  uint32_t rank_ = 0;  // files so far in the current repository
};

}  // namespace trawl
