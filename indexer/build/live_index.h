// What a build takes from the live generation: what it need not read, compress or name again.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/corpus/classifier.h"
#include "indexer/format/blob.h"
#include "indexer/format/format.h"
#include "indexer/format/frame.h"
#include "indexer/format/ids.h"
#include "indexer/format/manifest.h"
#include "indexer/rules/rule.h"
#include "indexer/store/publication.h"
#include "indexer/store/store.h"

namespace trawl {

// The live generation as a build of one snapshot with certain rules sees it. Immutable. The writer
// must outlive it; what its functions return is valid until the writer publishes.
class LiveIndex {
 public:
  // `rules` are all rules that the index will have. kCorruption when the live dictionary is
  // missing.
  static Result<LiveIndex> open(const IndexWriter& writer, const std::string& snapshot,
                                std::span<const Rule> rules);

  const Store& store() const { return writer_->store(); }
  const Manifest& manifest() const { return writer_->manifest(); }
  // The live segments, by the ordinals that documents have during the build.
  const std::vector<SegmentFacts>& segments() const { return manifest().segments; }
  // Whether a segment's documents may stand for equal new ones: it was scanned for all the rules,
  // and has the facts that a new one would have.
  bool is_reusable(uint32_t ordinal) const { return reusable_[ordinal]; }

  // The last build's dictionary; null when there is none worth using.
  const std::shared_ptr<const Dictionary>& dictionary() const { return dictionary_; }
  // The present snapshot of this name; null when there is none.
  const SnapshotFacts* previous() const;
  // The snapshots that the build goes out from, the first one first: the present one of its name,
  // and the one that was published last. What a repository had is looked for in this order.
  std::vector<const SnapshotFacts*> earlier() const;

 private:
  LiveIndex(const IndexWriter* writer, std::string snapshot)
      : writer_(writer), snapshot_(std::move(snapshot)) {}

  const IndexWriter* writer_;
  std::string snapshot_;  // the name
  std::vector<bool> reusable_;
  std::shared_ptr<const Dictionary> dictionary_;
};

// Documents of the live generation: where a content is, and what classifying takes from it.
// Thread-safe. The live index must outlive it.
class LiveDocuments {
 public:
  explicit LiveDocuments(const LiveIndex* live) : live_(live) {}

  // Looks in the segments that are reusable, or with `any_segment` in all.
  Result<std::optional<DocumentLocation>> find(const DocumentDigest& digest,
                                               bool any_segment = false) const;
  // The content, if some segment knows that it is not text.
  Result<std::optional<UnindexedContent>> find_unindexed(const DocumentDigest& digest) const;
  // REQUIRES: find() gave the location.
  Result<ContentTraits> traits(const DocumentLocation& location);

 private:
  using Block = std::array<ContentTraits, kDocumentsPerBlock>;
  Result<std::shared_ptr<const Block>> block_of(const DocumentLocation& location);

  const LiveIndex* live_;
  std::mutex mutex_;
  std::unordered_map<uint64_t, std::shared_ptr<const Block>> blocks_;  // by segment and block
};

}  // namespace trawl
