// A merged segment equals the segment that one build would have made from the same documents in the
// same order, without the documents that no snapshot has.
#include "indexer/merge/merge_writer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>
#include <set>

#include "indexer/build/place_builder.h"
#include "indexer/document/document_frames.h"
#include "indexer/format/keys.h"
#include "indexer/merge/place_merger.h"
#include "indexer/segment/segment_builder.h"
#include "indexer/segment/segment_id.h"
#include "indexer/segment/segment_walk.h"
#include "tests/indexer/base/temporary_directory.h"
#include "tests/indexer/document/sample_documents.h"
#include "tests/indexer/store/sample_files.h"

namespace trawl {
namespace {

using Documents = std::vector<DocumentWork>;
// Whether a document of a segment is dead.
using IsDead = std::function<bool(uint32_t segment, uint32_t document)>;

const std::vector<Family> kSegmentFamilies = {Family::kBlobs,   Family::kDocuments, Family::kChunks,
                                              Family::kContent, Family::kPostings,  Family::kHits};

std::shared_ptr<const Dictionary> dictionary() {
  static const auto trained = std::make_shared<const Dictionary>(sample_text(99, 5000));
  return trained;
}

// Adds hits of either rule on about every third line, some without text.
void add_hits(uint32_t seed, DocumentWork* document) {
  std::mt19937 random(seed);
  for (uint32_t line = 1; line <= document->lines; line += 1 + random() % 5) {
    std::vector<uint32_t> rules;
    for (const uint32_t rule : {0u, 1u}) {
      if (random() % 2 != 0) rules.push_back(rule);
    }
    if (rules.empty()) continue;
    const std::string text = "hit " + std::to_string(line);
    HitLine hit{line, {}, rules};
    if (random() % 4 != 0) hit.text = text;
    document->hits.add(hit);
  }
}

DocumentWork document_of(uint32_t seed, const std::string& content) {
  DocumentWork document = worked_out(content);
  add_hits(seed, &document);
  FrameCompressor compressor(dictionary().get());
  EXPECT_TRUE(compress_frames(&compressor, &document).is_ok());
  return document;
}

// Small and large documents, an empty one, and giant lines: more documents than fit in a block.
Documents documents_of(uint32_t segment, uint32_t count) {
  Documents documents;
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t seed = segment * 10000 + i;
    std::string content = "document " + std::to_string(seed) + "\n";
    if (i % 7 == 3) content += std::string(50000 + seed, 'g') + "\nlast";
    content += sample_text(seed, i % 11 == 0 ? 60000 : 40 + i % 5 * 900);
    documents.push_back(document_of(seed, segment == 1 && i == 5 ? "" : content));
  }
  return documents;
}

// Segments of a published index with two snapshots, which between them hold all documents that are
// not dead.
class SourceSegments {
 public:
  SourceSegments(const std::vector<uint32_t>& sizes, IsDead is_dead)
      : is_dead_(std::move(is_dead)), writer_(IndexWriter::open(directory_ / "index").value()) {
    RuleDigest one, two;
    one.bytes.fill(1);
    two.bytes.fill(2);
    parameters_ = {dictionary()->id(), {one, two}, 100};
    for (const uint32_t size : sizes) {
      documents_.push_back(documents_of(static_cast<uint32_t>(documents_.size()), size));
    }
    publish();
  }

  const Store& store() const { return writer_.store(); }
  const Manifest& manifest() const { return writer_.manifest(); }
  const Documents& documents(uint32_t segment) const { return documents_[segment]; }
  bool is_dead(uint32_t segment, uint32_t document) const { return is_dead_(segment, document); }

  // Merges all segments.
  SegmentMerge open() const {
    std::vector<uint32_t> all;
    for (uint32_t i = 0; i < documents_.size(); ++i) all.push_back(i);
    return open_merge(store(), manifest(), all).value();
  }
  Result<WrittenSegment> write(const SegmentMerge& merge, uint32_t jobs) const {
    return write_merged(store(), merge, fresh_directory(), jobs, [](uint64_t) {});
  }
  // Writes what a build would write that puts the living documents into one segment.
  WrittenSegment write_directly() const {
    Segment segment;
    for (uint32_t i = 0; i < documents_.size(); ++i) {
      for (uint32_t d = 0; d < documents_[i].size(); ++d) {
        if (is_dead_(i, d)) continue;
        segment.documents.push_back(documents_[i][d]);
        segment.text_bytes += documents_[i][d].size;
      }
    }
    SegmentParameters parameters = parameters_;
    parameters.segment_bytes = kMergedSegmentBytes;
    close_segment(parameters, &segment);
    return write(segment, parameters);
  }
  // The records of a segment, by family.
  std::vector<Records> records(const WrittenSegment& written) const {
    Store store = Store::open_writer(fresh_directory()).value();
    EXPECT_TRUE(store.ingest(written.files).is_ok());
    std::vector<Records> records;
    for (const Family family : kSegmentFamilies) records.push_back(records_of(store, family));
    return records;
  }
  std::string fresh_directory() const {
    std::string path = directory_ / ("fresh" + std::to_string(directories_++));
    EXPECT_TRUE(create_directories(path).is_ok());
    return path;
  }

 private:
  // One in three documents is in the first snapshot, the others are in the second.
  static constexpr uint32_t kOneOf = 3;

  WrittenSegment write(const Segment& segment, const SegmentParameters& parameters) const {
    return write_segment(segment, parameters, fresh_directory()).value();
  }

  void add_snapshot(const std::string& name, uint8_t id, Manifest* manifest,
                    std::vector<IncomingFile>* files) const {
    PlaceBuilder places = PlaceBuilder::create(fresh_directory(), 1 << 20).value();
    SnapshotFacts snapshot;
    snapshot.name = name;
    snapshot.id.bytes.fill(id);
    std::vector<PlacedSegment> placed;
    for (uint32_t i = 0; i < documents_.size(); ++i) {
      snapshot.segments.push_back(manifest->segments[i].id);
      placed.push_back({manifest->segments[i].id, i});
      for (uint32_t d = 0; d < documents_[i].size(); ++d) {
        if (is_dead_(i, d) || (d % kOneOf == 0) != (id == 1)) continue;
        EXPECT_TRUE(places.add({i, {d}, {{id}, {i * 1000 + d}}}).is_ok());
        EXPECT_TRUE(places.add({i, {d}, {{id + 1u}, {d}}}).is_ok());
      }
    }
    WrittenPlaces written =
        places.write(snapshot.id, placed, fresh_directory() + "/places.sst").value();
    snapshot.places_files = {written.file.facts};
    files->push_back(std::move(written.file));
    manifest->snapshots.push_back(std::move(snapshot));
  }

  void publish() {
    Manifest manifest;
    manifest.generation = 1;
    for (const RuleDigest& rule : parameters_.rules) {
      manifest.rules.push_back({rule.hex(), "expression", rule, {}});
    }
    std::vector<IncomingFile> files;
    for (const Documents& documents : documents_) {
      Segment segment;
      segment.documents = documents;
      for (const DocumentWork& document : documents) segment.text_bytes += document.size;
      close_segment(parameters_, &segment);
      WrittenSegment written = write(segment, parameters_);
      manifest.segments.push_back(std::move(written.facts));
      std::move(written.files.begin(), written.files.end(), std::back_inserter(files));
    }
    add_snapshot("one", 1, &manifest, &files);
    add_snapshot("two", 2, &manifest, &files);
    const Status status = writer_.publish(manifest, {}, std::move(files), {});
    EXPECT_TRUE(status.is_ok()) << status.message();
  }

  IsDead is_dead_;
  TemporaryDirectory directory_;
  mutable int directories_ = 0;
  IndexWriter writer_;
  SegmentParameters parameters_;
  std::vector<Documents> documents_;
};

void expect_as_built_directly(const std::vector<uint32_t>& sizes, const IsDead& is_dead) {
  const SourceSegments sources(sizes, is_dead);
  const WrittenSegment expected = sources.write_directly();
  const std::vector<Records> records = sources.records(expected);
  for (const uint32_t jobs : {1u, 3u}) {
    const Result<WrittenSegment> merged = sources.write(sources.open(), jobs);
    ASSERT_TRUE(merged.is_ok()) << merged.status().message();
    EXPECT_EQ(merged->facts.id, expected.facts.id);
    EXPECT_EQ(merged->facts, expected.facts);
    for (size_t i = 0; i < kSegmentFamilies.size(); ++i) {
      SCOPED_TRACE(kFamilyNames[static_cast<size_t>(kSegmentFamilies[i])]);
      EXPECT_FALSE(records[i].empty());
    }
    EXPECT_TRUE(sources.records(*merged) == records);
  }
}

TEST(MergedSegment, IsTheSegmentThatOneBuildWouldHaveMade) {
  expect_as_built_directly({300, 40, 1, 270}, [](uint32_t, uint32_t) { return false; });
}

TEST(MergedSegment, LeavesDeadDocumentsOut) {
  expect_as_built_directly({300, 40, 3, 270},
                           [](uint32_t segment, uint32_t d) { return (segment + d) % 3 == 1; });
  // All documents of one segment are dead, and the first and last of another.
  expect_as_built_directly({30, 20, 10}, [](uint32_t segment, uint32_t d) {
    return segment == 1 || (segment == 0 && (d == 0 || d == 29));
  });
}

TEST(MergedSegment, HasNoGroupsWithoutGiantLines) {
  expect_as_built_directly({20, 20}, [](uint32_t, uint32_t d) { return d % 7 == 3; });
}

// The places of each document of a snapshot and a merged segment, by digest.
using Found = std::map<DocumentDigest, std::vector<Place>>;

TEST(MergedPlaces, AreThoseOfTheSourcesUnderTheNewNumbers) {
  const SourceSegments sources({300, 40, 7, 270}, [](uint32_t, uint32_t d) { return d % 5 == 2; });
  // Segments 0, 1 and 3 are merged; 2 stays as it is.
  std::vector<SegmentMerge> merges;
  merges.push_back(open_merge(sources.store(), sources.manifest(), {0, 1, 3}).value());
  for (const SnapshotFacts& before : sources.manifest().snapshots) {
    ASSERT_TRUE(is_affected(before, merges));
    SnapshotFacts after = before;
    after.id.bytes.fill(77);
    const SegmentFacts& kept = sources.manifest().segments[2];
    after.segments = merged_segments(before, merges, {merges[0].facts, kept});
    EXPECT_EQ(after.segments, (std::vector<SegmentId>{merges[0].facts.id, kept.id}));
    const IncomingFile file = merge_places(sources.store(), before, after, merges,
                                           sources.fresh_directory() + "/places.sst")
                                  .value();
    Store store = Store::open_writer(sources.fresh_directory()).value();
    ASSERT_TRUE(store.ingest({file}).is_ok());

    Found expected, found;
    std::vector<DocumentDigest> digests;
    for (const uint32_t segment : {0u, 1u, 3u}) {
      const auto collect = [&](DocumentNumber document, const Place& place) -> Status {
        expected[sources.documents(segment)[document.value].digest].push_back(place);
        return {};
      };
      const SegmentFacts& facts = sources.manifest().segments[segment];
      EXPECT_TRUE(for_each_place(sources.store(), before, facts, collect).is_ok());
      for (uint32_t d = 0; d < facts.documents; ++d) {
        if (!sources.is_dead(segment, d)) {
          digests.push_back(sources.documents(segment)[d].digest);
        }
      }
    }
    const auto collect = [&](DocumentNumber document, const Place& place) -> Status {
      found[digests.at(document.value)].push_back(place);
      return {};
    };
    ASSERT_TRUE(for_each_place(store, after, merges[0].facts, collect).is_ok());
    EXPECT_FALSE(expected.empty());
    EXPECT_EQ(found, expected);
    const Records copied = records_of(store, Family::kPlaces, places_prefix(after.id, kept.id));
    const Records original =
        records_of(sources.store(), Family::kPlaces, places_prefix(before.id, kept.id));
    ASSERT_EQ(copied.size(), original.size());
    EXPECT_TRUE(std::equal(copied.begin(), copied.end(), original.begin(),
                           [](const auto& a, const auto& b) { return a.second == b.second; }));
  }
}

TEST(MergedSegment, WhatIsNotAsPublishedIsNotMerged) {
  const SourceSegments sources({30, 20}, [](uint32_t, uint32_t) { return false; });
  for (const Family family : kSegmentFamilies) {
    Manifest manifest = sources.manifest();
    for (FileFacts& file : manifest.segments[1].files) {
      if (file.family == family) ++file.entries;
    }
    Result<SegmentMerge> merge = open_merge(sources.store(), manifest, {0, 1});
    const Status status = merge.is_ok() ? sources.write(*merge, 2).status() : merge.status();
    EXPECT_EQ(status.code(), StatusCode::kCorruption) << kFamilyNames[static_cast<size_t>(family)];
  }
}

}  // namespace
}  // namespace trawl
