// Builds that merge segments. The answers stay the same, and the records depend on the builds
// alone.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "indexer/merge/merge_plan.h"
#include "indexer/store/meta_file.h"
#include "tests/indexer/built_index.h"
#include "tests/indexer/document/sample_documents.h"

namespace trawl {
namespace {

std::string text_of(int number) {
  return "neutron text " + std::to_string(number) + "\n";
}

BuildOptions with_rules(BuildOptions options) {
  options.rules = parse_rules("a\tneutron\nb\t[02468]$\n", "rules").value();
  return options;
}

// Adds a new file for the day, and changes one file that changes each day.
void change(int day, BuiltIndex* index) {
  index->add("repo" + std::to_string(day % 2) + "/new" + std::to_string(day), text_of(day));
  index->add("repo0/changing", text_of(1000 + day));
}

TEST(Merge, FourSegmentsOfBuildsBecomeOne) {
  BuiltIndex index;
  for (int day = 1; day <= 4; ++day) {
    change(day, &index);
    const BuildSummary summary = index.build(with_rules(index.options()));
    EXPECT_EQ(summary.new_segments, 1u);
    EXPECT_EQ(summary.generation, static_cast<uint64_t>(day));
    EXPECT_EQ(summary.merge_failure.message(), "");
    EXPECT_EQ(summary.merged.segments, day == 4 ? 4u : 0u);
    EXPECT_EQ(summary.merged.into, day == 4 ? 1u : 0u);
    EXPECT_EQ(summary.merged.generation, day == 4 ? 5u : 0u);
  }
  const Manifest manifest = index.manifest();
  EXPECT_EQ(manifest.generation, 5u);
  ASSERT_EQ(manifest.segments.size(), 1u);
  // Of all contents of the changed file, only the last is still alive.
  EXPECT_EQ(manifest.segments[0].documents, 5u);
  ASSERT_EQ(manifest.snapshots.size(), 1u);
  EXPECT_EQ(manifest.snapshots[0].published, 4u);
  EXPECT_EQ(manifest.snapshots[0].segments, std::vector<SegmentId>{manifest.segments[0].id});
  EXPECT_EQ(manifest.snapshots[0].layers.size(), 1u);
  // No files of the four segments are left.
  const PublishedIndex published = open_published(index.directory()).value();
  std::vector<LiveFile> files = published.store.live_files();
  std::erase_if(files, [](const LiveFile& file) { return file.facts.family == Family::kMeta; });
  EXPECT_EQ(files.size(), named_files(&published.manifest).size());
}

// Two names for the same state are one snapshot record with the same parts, merged or not.
TEST(Merge, SnapshotsOfTheSameFilesStayOneRecord) {
  BuiltIndex index;
  for (int day = 1; day <= 3; ++day) {
    change(day, &index);
    index.build(with_rules(index.options()));
  }
  BuildOptions options = with_rules(index.options());
  options.snapshot = "copy";
  index.build(options);
  ASSERT_EQ(index.manifest().snapshots[0].id, index.manifest().snapshots[1].id);
  options.snapshot = "later";
  change(4, &index);
  const BuildSummary summary = index.build(options);
  EXPECT_EQ(summary.merge_failure.message(), "");
  EXPECT_EQ(summary.merged.segments, 4u);
  const PublishedIndex published = open_published(index.directory()).value();
  const std::vector<SnapshotFacts>& snapshots = published.manifest.snapshots;
  ASSERT_EQ(snapshots.size(), 3u);
  EXPECT_EQ(snapshots[0].id, snapshots[1].id);
  EXPECT_EQ(snapshots[0].segments, snapshots[1].segments);
  EXPECT_EQ(snapshots[0].layers, snapshots[1].layers);
  EXPECT_NE(snapshots[0].id, snapshots[2].id);
}

// The next build finds the documents of merged segments.
TEST(Merge, DocumentsOfMergedSegmentsAreReused) {
  BuiltIndex index;
  for (int day = 1; day <= 4; ++day) {
    change(day, &index);
    index.build(with_rules(index.options()));
  }
  const std::vector<SegmentFacts> segments = index.manifest().segments;
  const BuildSummary again = index.build(with_rules(index.options()));
  EXPECT_EQ(again.counts.new_documents, 0u);
  EXPECT_EQ(again.merged.segments, 0u);
  EXPECT_EQ(index.manifest().segments, segments);
  // Now that the snapshot was built from the merged segment, building it again changes nothing.
  const IndexDump before = dump_live(open_published(index.directory()).value()).value();
  index.build(with_rules(index.options()));
  EXPECT_EQ(dump_live(open_published(index.directory()).value()).value(), before);
}

TEST(Merge, KeptSnapshotsHoldTheirFilesAndTablesStayFew) {
  BuiltIndex index;
  std::map<std::string, SnapshotFiles> expected;
  for (int day = 1; day <= 21; ++day) {
    change(day, &index);
    BuildOptions options = with_rules(index.options());
    // Every third day's snapshot is kept.
    if (day % 3 == 0) options.snapshot = "day" + std::to_string(day);
    index.build(options);
    expected[options.snapshot] = index.files(options.snapshot);
    for (const auto& [name, files] : expected) {
      ASSERT_EQ(index.files(name).size(), files.size()) << name;
      for (const auto& [repository, records] : files) {
        ASSERT_EQ(index.files(name).at(repository).size(), records.size()) << name;
      }
    }
    const Manifest manifest = index.manifest();
    EXPECT_LT(manifest.segments.size(), kMergeFactor);
    EXPECT_LE(manifest.place_files.size(), kMaxSharedTables);
  }
  EXPECT_EQ(expected.size(), 8u);
}

TEST(Merge, SegmentsOfOtherRulesAreLeftAlone) {
  BuiltIndex index;
  for (int day = 1; day <= 5; ++day) {
    change(day, &index);
    BuildOptions options = index.options();
    if (day != 1) options = with_rules(std::move(options));
    options.snapshot = std::to_string(day);
    index.build(options);
  }
  // Day 1 was built without rules, so its segment is neither reused nor merged.
  const Manifest manifest = index.manifest();
  ASSERT_EQ(manifest.segments.size(), 2u);
  std::set<size_t> rules;
  for (const SegmentFacts& segment : manifest.segments) rules.insert(segment.rules.size());
  EXPECT_EQ(rules, (std::set<size_t>{0, 2}));
}

TEST(Merge, NeitherThreadsNorRunsChangeARecord) {
  BuiltIndex index;
  for (int day = 1; day <= 13; ++day) {
    change(day, &index);
    if (day == 6) std::filesystem::remove(index.source("repo1/new3"));
    for (const auto& [name, jobs] : {std::pair{"one", 1u}, {"three", 3u}, {"five", 5u}}) {
      BuildOptions options = with_rules(index.options(name));
      options.jobs = jobs;
      if (day == 5) options.snapshot = "kept";
      index.build(options);
    }
    ASSERT_EQ(index.dump("one"), index.dump("three")) << day;
    ASSERT_EQ(index.dump("one"), index.dump("five")) << day;
  }
  EXPECT_LT(index.manifest("one").segments.size(), kMergeFactor);
}

TEST(Merge, AReaderOfTheGenerationBeforeKeepsItsSegments) {
  BuiltIndex index;
  for (int day = 1; day <= 3; ++day) {
    change(day, &index);
    index.build();
  }
  const PublishedIndex reader = open_published(index.directory()).value();
  const IndexDump before = dump_live(reader).value();
  for (int day = 4; day <= 8; ++day) {
    change(day, &index);
    index.build();
    EXPECT_EQ(dump_live(reader).value(), before) << day;
  }
  EXPECT_LT(index.manifest().segments.size(), kMergeFactor);
}

// Goes back to an earlier state, whose merged segments a reader keeps in the store.
TEST(Merge, GoingBackMeetsWhatTheStoreHolds) {
  BuiltIndex index;
  for (int day = 1; day <= 4; ++day) {
    change(day, &index);
    index.build();
  }
  const PublishedIndex reader = open_published(index.directory()).value();
  const IndexDump before = dump_live(reader).value();
  std::filesystem::remove_all(index.source("repo0"));
  std::filesystem::remove_all(index.source("repo1"));
  index.add("repo2/other", "other\n");
  const auto replace = [&index] {
    BuildOptions options = index.options();
    options.replace = true;
    index.build(options);
  };
  replace();
  std::filesystem::remove_all(index.source("repo2"));
  for (int day = 1; day <= 4; ++day) {
    change(day, &index);
    replace();
  }
  EXPECT_EQ(dump_live(reader).value(), before);
  EXPECT_EQ(index.files().at("repo0").size(), 3u);
}

// The path of the table with the content of the segment that was published first.
std::string content_table(const BuiltIndex& index) {
  const PublishedIndex published = open_published(index.directory()).value();
  const SegmentId segment = published.manifest.segments.at(0).id;
  for (const LiveFile& file : published.store.live_files()) {
    if (file.facts.family == Family::kContent &&
        file.facts.smallest_key.starts_with(segment.view())) {
      return index.directory() + "/db" + file.name;
    }
  }
  return {};
}

// Flips a byte in the middle of the file, because RocksDB keeps the first and the last block of a
// table in memory.
void flip_byte(const std::string& path) {
  const auto offset = static_cast<std::streamoff>(std::filesystem::file_size(path) / 2);
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(offset);
  const int byte = file.get();
  file.seekp(offset);
  file.put(static_cast<char>(byte ^ 0x10));
  ASSERT_TRUE(file.good());
}

TEST(Merge, ThatFailsLeavesThePublishedSnapshotAndIsTriedAgain) {
  BuiltIndex index;
  index.add("repo0/large", sample_text(1, 500'000));
  for (int day = 1; day <= 3; ++day) {
    change(day, &index);
    index.build();
  }
  const std::string table = content_table(index);
  flip_byte(table);
  for (int day = 4; day <= 5; ++day) {
    change(day, &index);
    const Result<BuildSummary> summary = build_index(index.options());
    ASSERT_TRUE(summary.is_ok()) << summary.status().message();
    const std::string failure = summary->merge_failure.message();
    EXPECT_NE(failure.find("block checksum mismatch"), std::string::npos) << failure;
    EXPECT_EQ(summary->merged.segments, 0u);
    EXPECT_EQ(index.manifest().generation, static_cast<uint64_t>(day));
    EXPECT_TRUE(std::filesystem::is_empty(index.directory() + "/pending"));
  }
  flip_byte(table);
  EXPECT_EQ(index.manifest().segments.size(), 5u);
  const BuildSummary summary = index.build();
  EXPECT_EQ(summary.merge_failure.message(), "");
  EXPECT_EQ(summary.merged.segments, 4u);
  EXPECT_EQ(index.files().at("repo0").size() + index.files().at("repo1").size(), 7u);
}

TEST(Merge, IsReportedWhileItRuns) {
  BuiltIndex index;
  std::vector<double> shares;
  for (int day = 1; day <= 4; ++day) {
    change(day, &index);
    BuildOptions options = index.options();
    options.progress = [&](const BuildProgress& progress) {
      if (progress.merging.segments == 0) return;
      EXPECT_EQ(progress.merging.segments, 4u);
      EXPECT_EQ(progress.merging.into, 1u);
      shares.push_back(progress.merged_share);
    };
    index.build(options);
    EXPECT_EQ(shares.empty(), day < 4);
  }
  EXPECT_EQ(shares.front(), 0);
  EXPECT_GT(shares.back(), shares.front());
  EXPECT_LE(shares.back(), 1);
}

}  // namespace
}  // namespace trawl
