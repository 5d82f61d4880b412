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
#include "indexer/format/slot_table.h"
#include "indexer/format/snapshot.h"
#include "indexer/merge/merge_opening.h"
#include "indexer/merge/part_merger.h"
#include "indexer/segment/segment_builder.h"
#include "indexer/segment/segment_id.h"
#include "indexer/segment/segment_walk.h"
#include "indexer/store/next_generation.h"
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

  std::vector<DocumentDigest> digests(uint32_t segment) const {
    std::vector<DocumentDigest> digests;
    for (const DocumentWork& document : documents_[segment]) digests.push_back(document.digest);
    return digests;
  }
  bool is_alive(const DocumentDigest& digest) const {
    for (uint32_t i = 0; i < documents_.size(); ++i) {
      for (uint32_t d = 0; d < documents_[i].size(); ++d) {
        if (documents_[i][d].digest == digest) return !is_dead_(i, d);
      }
    }
    return false;
  }
  // Publishes the parts of merged segments, but not the segments.
  Manifest publish_merged(const std::vector<SegmentMerge>& merges,
                          std::vector<SegmentFacts> segments) {
    NextGeneration next(&writer_);
    for (SegmentFacts& segment : segments) segment.files.clear();
    next.manifest().segments = std::move(segments);
    PartBuilder parts = PartBuilder::create(fresh_directory()).value();
    EXPECT_TRUE(merge_parts(store(), merges, &parts, &next.manifest()).is_ok());
    EXPECT_TRUE(parts.hand_over(&next).is_ok());
    Manifest manifest = next.manifest();
    // A reader keeps the parts of the generation before.
    const PublishedIndex reader = open_published(directory_ / "index").value();
    EXPECT_TRUE(next.publish(0).is_ok());
    return manifest;
  }

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
  // The encoded slot table of both snapshots: slot 0 is dead.
  static std::vector<std::string> slots() {
    return encode_slot_table(SlotTable({kDeadSlot, 1, 2, 3}));
  }

  // One in three documents is in the first snapshot, the others are in the second.
  static constexpr uint32_t kOneOf = 3;

  WrittenSegment write(const Segment& segment, const SegmentParameters& parameters) const {
    return write_segment(segment, parameters, fresh_directory()).value();
  }

  void add_snapshot(const std::string& name, uint8_t id, PartBuilder* parts,
                    Manifest* manifest) const {
    PlaceBuilder places = PlaceBuilder::create(fresh_directory(), 1 << 20).value();
    SnapshotFacts snapshot;
    snapshot.name = name;
    snapshot.entries = 4;
    std::vector<PlacedSegment> placed;
    for (uint32_t i = 0; i < documents_.size(); ++i) {
      snapshot.segments.push_back(manifest->segments[i].id);
      placed.push_back({manifest->segments[i].id, i});
      for (uint32_t d = 0; d < documents_[i].size(); ++d) {
        // A document that only a dead slot has is dead.
        if (is_dead_(i, d)) {
          EXPECT_TRUE(places.add({i, {d}, {{0}, {d}}}).is_ok());
        }
        if (is_dead_(i, d) || (d % kOneOf == 0) != (id == 1)) continue;
        EXPECT_TRUE(places.add({i, {d}, {{id}, {i * 1000 + d}}}).is_ok());
        EXPECT_TRUE(places.add({i, {d}, {{id + 1u}, {d}}}).is_ok());
      }
    }
    PlacedDocuments written = places.write(placed, {0, 1, 2, 3}, parts).value();
    snapshot.layers = {{4, slot_table_id(slots()), std::move(written.parts)}};
    snapshot.id = snapshot_id({}, snapshot.layers);
    snapshot.segments = segments_with_parts(snapshot.layers, snapshot.segments);
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
    PartBuilder parts = PartBuilder::create(fresh_directory()).value();
    add_snapshot("one", 1, &parts, &manifest);
    add_snapshot("two", 2, &parts, &manifest);
    NextGeneration next(&writer_);
    next.manifest() = std::move(manifest);
    next.add_named_files(std::move(files));
    EXPECT_TRUE(parts.hand_over(&next).is_ok());
    EXPECT_TRUE(next.put_meta(slots_key(slot_table_id(slots()), 0), slots()[0]).is_ok());
    const Status status = next.publish(0);
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

// The places of each document of a snapshot, by digest.
using Found = std::map<DocumentDigest, std::vector<Place>>;

// Adds the places that the part of a segment has in live documents.
void find_places(const SourceSegments& sources, const Store& store, const LayerFacts& layer,
                 const SegmentFacts& segment, const std::vector<DocumentDigest>& digests,
                 Found* found) {
  const PartFacts* const part = find_part(layer, segment.id);
  ASSERT_NE(part, nullptr);
  const auto collect = [&](DocumentNumber document, const Place& place) -> Status {
    if (sources.is_alive(digests.at(document.value))) {
      (*found)[digests[document.value]].push_back(place);
    }
    return {};
  };
  ASSERT_TRUE(for_each_place(store, segment, *part, collect).is_ok());
}

TEST(MergedParts, HaveThePlacesOfTheSourcesUnderTheNewNumbers) {
  SourceSegments sources({300, 40, 7, 270}, [](uint32_t, uint32_t d) { return d % 5 == 2; });
  const Manifest before = sources.manifest();
  // Segments 0, 1 and 3 are merged; 2 stays as it is.
  std::vector<SegmentMerge> merges;
  merges.push_back(open_merge(sources.store(), before, {0, 1, 3}).value());
  std::vector<DocumentDigest> digests;
  for (const uint32_t segment : {0u, 1u, 3u}) {
    for (const DocumentDigest& digest : sources.digests(segment)) {
      if (sources.is_alive(digest)) digests.push_back(digest);
    }
  }
  const Manifest after = sources.publish_merged(merges, {merges[0].facts, before.segments[2]});
  ASSERT_EQ(after.snapshots.size(), 2u);
  for (size_t i = 0; i < 2; ++i) {
    const SnapshotFacts& snapshot = after.snapshots[i];
    EXPECT_EQ(snapshot.segments,
              (std::vector<SegmentId>{merges[0].facts.id, before.segments[2].id}));
    EXPECT_NE(snapshot.id, before.snapshots[i].id);
    EXPECT_EQ(snapshot.id, snapshot_id({}, snapshot.layers));
    ASSERT_EQ(snapshot.layers.size(), 1u);
    const LayerFacts& layer = snapshot.layers[0];
    const LayerFacts& layer_before = before.snapshots[i].layers[0];
    EXPECT_EQ(layer.table, layer_before.table);
    // The part of the segment that was not merged is the same.
    EXPECT_EQ(*find_part(layer, before.segments[2].id),
              *find_part(layer_before, before.segments[2].id));
    Found expected, found;
    for (const uint32_t segment : {0u, 1u, 3u}) {
      find_places(sources, sources.store(), layer_before, before.segments[segment],
                  sources.digests(segment), &expected);
    }
    find_places(sources, sources.store(), layer, merges[0].facts, digests, &found);
    EXPECT_FALSE(expected.empty());
    EXPECT_EQ(found, expected);
  }
}

TEST(MergedParts, AreMadeOnceForAllLayersWithTheSameSources) {
  SourceSegments sources({30, 20}, [](uint32_t, uint32_t) { return false; });
  std::vector<SegmentMerge> merges;
  merges.push_back(open_merge(sources.store(), sources.manifest(), {0, 1}).value());
  Manifest manifest = sources.manifest();
  manifest.segments = {merges[0].facts};
  manifest.snapshots.push_back(manifest.snapshots[0]);
  LayerFacts& second =
      manifest.snapshots.back().layers.emplace_back(manifest.snapshots[1].layers[0]);
  std::erase_if(second.parts, [&](const PartFacts& part) {
    return part.segment == sources.manifest().segments[0].id;
  });
  PartBuilder parts = PartBuilder::create(sources.fresh_directory()).value();
  ASSERT_TRUE(merge_parts(sources.store(), merges, &parts, &manifest).is_ok());
  const std::vector<SnapshotFacts>& snapshots = manifest.snapshots;
  EXPECT_EQ(snapshots[2].layers[0], snapshots[0].layers[0]);
  EXPECT_NE(snapshots[1].layers[0].parts[0].id, snapshots[0].layers[0].parts[0].id);
  // Places of one source only.
  ASSERT_EQ(snapshots[2].layers[1].parts.size(), 1u);
  EXPECT_EQ(snapshots[2].layers[1].parts[0].segment, merges[0].facts.id);
  EXPECT_LT(snapshots[2].layers[1].parts[0].places, snapshots[1].layers[0].parts[0].places);
}

TEST(MergedParts, APartThatIsNotAsPublishedIsNotMerged) {
  SourceSegments sources({30, 20}, [](uint32_t, uint32_t) { return false; });
  std::vector<SegmentMerge> merges;
  merges.push_back(open_merge(sources.store(), sources.manifest(), {0, 1}).value());
  for (const bool is_place : {false, true}) {
    Manifest manifest = sources.manifest();
    PartFacts& part = manifest.snapshots[1].layers[0].parts[1];
    is_place ? ++part.places : ++part.blocks;
    EXPECT_EQ(open_merge(sources.store(), manifest, {0, 1}).status().code(),
              StatusCode::kCorruption);
    PartBuilder parts = PartBuilder::create(sources.fresh_directory()).value();
    EXPECT_EQ(merge_parts(sources.store(), merges, &parts, &manifest).code(),
              StatusCode::kCorruption);
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
