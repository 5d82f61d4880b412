// One published generation, held open and shared by all threads of a process.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/chunk.h"
#include "indexer/format/frame.h"
#include "indexer/format/gram.h"
#include "indexer/store/publication.h"
#include "indexer/store/record_cache.h"
#include "query/read/loaded_once.h"

namespace trawl {

// The families that a search reads, that reading whole documents needs, and that listing files or
// their hits needs.
inline constexpr std::array kSearchFamilies = {Family::kMeta,    Family::kTrees,
                                               Family::kPlaces,  Family::kChunks,
                                               Family::kContent, Family::kPostings};
inline constexpr std::array kShowFamilies = {Family::kMeta,      Family::kTrees,  Family::kBlobs,
                                             Family::kDocuments, Family::kChunks, Family::kContent};
inline constexpr std::array kFilesFamilies = {Family::kMeta, Family::kTrees};
inline constexpr std::array kListFamilies = {Family::kMeta, Family::kTrees, Family::kPlaces,
                                             Family::kHits};

// A live segment with the parts of it that are read only once: its giant lines and its dictionary,
// which other segments may share. Thread-safe.
class OpenSegment {
 public:
  OpenSegment(const SegmentFacts* facts, const Store* store, LoadedOnce<Dictionary>* dictionary)
      : facts_(facts), store_(store), dictionary_(dictionary) {}

  const SegmentFacts& facts() const { return *facts_; }
  // The giant lines in ascending order. Read on first use.
  Result<const std::vector<ChunkGroup>*> groups() const;
  // Read on first use.
  Result<const Dictionary*> dictionary() const;
  // The coded posting list of a gram; empty if the segment does not contain the gram. A damaged
  // list is an error. It must not pass for an empty list, which would rule the segment out.
  Result<std::string> posting_list(Gram gram) const;

 private:
  const SegmentFacts* facts_;
  const Store* store_;
  LoadedOnce<Dictionary>* dictionary_;
  mutable LoadedOnce<std::vector<ChunkGroup>> groups_;
};

// A generation gives the same answers whatever is published after it was opened, and pins its
// files, so a server may hold one for days. It is immutable except for what it loads on first use.
// Thread-safe.
class Generation {
 public:
  // Opens the last published generation; fails as open_published does. Families not in `families`
  // cannot be read. The cache, for a process that makes many searches, keeps up to `cache_bytes` of
  // records.
  static Result<std::shared_ptr<const Generation>> open(
      const std::string& directory, std::span<const Family> families = kAllFamilies,
      uint64_t cache_bytes = 0);
  // Opens other families of the same generation, for the few uses that need them. Returns
  // `generation` itself if it has them, or else a generation without a cache, which shares the pin.
  // kBusy: a build has deleted files of this generation, since neither a pin nor the lock of all
  // readers could be taken (reader_pin.h). A process in this situation that keeps a generation for
  // long should open all families it needs at the start.
  static Result<std::shared_ptr<const Generation>> with_families(
      std::shared_ptr<const Generation> generation, std::span<const Family> families);
  Generation(const Generation&) = delete;
  Generation& operator=(const Generation&) = delete;

  const Manifest& manifest() const { return index_.manifest; }
  const Store& store() const { return index_.store; }
  RecordCache* cache() const { return cache_.get(); }  // null if nothing is cached
  // The live segment with this id; null if there is none.
  const OpenSegment* segment(const SegmentId& id) const;
  // The YAML of a catalogue in the index. kNotFound names those that the index has, and the command
  // that adds one.
  Result<std::string> catalogue(const std::string& name) const;

 private:
  Generation(PublishedIndex index, uint64_t cache_bytes);

  PublishedIndex index_;
  std::unique_ptr<RecordCache> cache_;
  std::unordered_map<DictionaryId, LoadedOnce<Dictionary>> dictionaries_;
  std::unordered_map<SegmentId, OpenSegment> segments_;
};

}  // namespace trawl
