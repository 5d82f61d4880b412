// One published generation, held open: what all threads of a process share.
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

// What a search reads; what reads documents whole; what lists files or their hits.
inline constexpr std::array kSearchFamilies = {Family::kMeta,    Family::kTrees,
                                               Family::kPlaces,  Family::kChunks,
                                               Family::kContent, Family::kPostings};
inline constexpr std::array kShowFamilies = {Family::kMeta,      Family::kTrees,  Family::kBlobs,
                                             Family::kDocuments, Family::kChunks, Family::kContent};
inline constexpr std::array kFilesFamilies = {Family::kMeta, Family::kTrees};
inline constexpr std::array kListFamilies = {Family::kMeta, Family::kTrees, Family::kPlaces,
                                             Family::kHits};

// A live segment, with what is read of it once: its giant lines and its dictionary, which it shares
// with other segments. Thread-safe.
class OpenSegment {
 public:
  OpenSegment(const SegmentFacts* facts, const Store* store, LoadedOnce<Dictionary>* dictionary)
      : facts_(facts), store_(store), dictionary_(dictionary) {}

  const SegmentFacts& facts() const { return *facts_; }
  // The giant lines, ascending; read on first use.
  Result<const std::vector<ChunkGroup>*> groups() const;
  // Read on first use.
  Result<const Dictionary*> dictionary() const;
  // The coded posting list of a gram; empty when the segment does not hold the gram. A damaged list
  // is not taken for an empty one, which would rule the segment out.
  Result<std::string> posting_list(Gram gram) const;

 private:
  const SegmentFacts* facts_;
  const Store* store_;
  LoadedOnce<Dictionary>* dictionary_;
  mutable LoadedOnce<std::vector<ChunkGroup>> groups_;
};

// A generation answers the same whatever is published after it was opened, and keeps its files: a
// server may hold one for days. It is immutable but for what is loaded on first use. Thread-safe.
class Generation {
 public:
  // Opens the last published generation; fails as open_published does. What is in other families
  // than `families` cannot be read. Up to `cache_bytes` of records that were read are kept, for a
  // process that makes many searches.
  static Result<std::shared_ptr<const Generation>> open(
      const std::string& directory, std::span<const Family> families = kAllFamilies,
      uint64_t cache_bytes = 0);
  // Opens other families of the same generation, for what few need: `generation` itself when it has
  // them, else one without a cache, which keeps `generation` open. What `generation` does not hold
  // open a build may have removed meanwhile, with segments that are no longer live: reading it is
  // kCorruption then. So who keeps a generation for long opens at first all that it will read.
  static Result<std::shared_ptr<const Generation>> with_families(
      std::shared_ptr<const Generation> generation, std::span<const Family> families);
  Generation(const Generation&) = delete;
  Generation& operator=(const Generation&) = delete;

  const Manifest& manifest() const { return index_.manifest; }
  const Store& store() const { return index_.store; }
  RecordCache* cache() const { return cache_.get(); }  // null: nothing is kept
  // A live segment; null when there is none with this id.
  const OpenSegment* segment(const SegmentId& id) const;
  // The YAML of a catalogue that the index has. kNotFound names those that it has, and what adds
  // one.
  Result<std::string> catalogue(const std::string& name) const;

 private:
  Generation(PublishedIndex index, uint64_t cache_bytes, std::shared_ptr<const Generation> origin);

  std::shared_ptr<const Generation> origin_;  // whose open tables keep this one's files; or null
  PublishedIndex index_;
  std::unique_ptr<RecordCache> cache_;
  std::unordered_map<DictionaryId, LoadedOnce<Dictionary>> dictionaries_;
  std::unordered_map<SegmentId, OpenSegment> segments_;
};

}  // namespace trawl
