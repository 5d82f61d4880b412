#include "tests/indexer/built_index.h"

#include <filesystem>
#include <fstream>

#include "indexer/format/keys.h"
#include "indexer/format/snapshot.h"
#include "indexer/store/tree_reader.h"
#include "indexer/upkeep/check.h"

namespace trawl {

BuiltIndex::BuiltIndex() {
  EXPECT_TRUE(create_directories(source()).is_ok());
}

void BuiltIndex::add(const std::string& path, std::string_view content) {
  std::filesystem::create_directories(std::filesystem::path(source(path)).parent_path());
  std::ofstream file(source(path), std::ios::binary);
  file << content;
  EXPECT_TRUE(file.good()) << path;
}

std::string BuiltIndex::source(const std::string& path) const {
  return base_ / "source" + (path.empty() ? "" : "/" + path);
}

BuildOptions BuiltIndex::options(const std::string& index) const {
  BuildOptions options;
  options.index_directory = directory(index);
  options.repositories = repositories_of_roots({source()}, 1).value();
  options.jobs = 2;
  options.memory = kLeastMemory;
  options.max_file_size = kLeastMemory / 4;
  return options;
}

BuildSummary BuiltIndex::build(const BuildOptions& options) const {
  const Result<BuildSummary> summary = build_index(options);
  EXPECT_TRUE(summary.is_ok()) << summary.status().message();
  if (summary.is_ok()) {
    EXPECT_EQ(summary->merge_failure.message(), "");
  }
  const Result<CheckReport> report = check_index(options.index_directory);
  EXPECT_TRUE(report.is_ok()) << report.status().message();
  EXPECT_TRUE(std::filesystem::is_empty(options.index_directory + "/pending"));
  return summary.is_ok() ? *summary : BuildSummary();
}

IndexDump BuiltIndex::dump(const std::string& index) const {
  return dump_store(open_published(directory(index)).value().store).value();
}

Manifest BuiltIndex::manifest(const std::string& index) const {
  return open_published(directory(index)).value().manifest;
}

SnapshotFiles BuiltIndex::files(const std::string& name) const {
  const PublishedIndex index = open_published(directory()).value();
  SnapshotFiles found;
  for (const SnapshotFacts& snapshot : index.manifest.snapshots) {
    if (snapshot.name != name) continue;
    const auto block =
        index.store.get(Family::kMeta, entries_key(snapshot.entry_blocks.at(0))).value();
    const std::vector<SnapshotEntry> entries = decode_snapshot_block(block.value()).value();
    for (const SnapshotEntry& entry : entries) {
      auto& files = found[entry.repository];
      TreeReader tree(&index.store, entry.stored_tree());
      while (tree.next().value()) {
        for (const FileRecord& record : tree.files()) files[record.path] = record;
      }
    }
  }
  return found;
}

}  // namespace trawl
