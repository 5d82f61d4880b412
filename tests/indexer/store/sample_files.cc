#include "tests/indexer/store/sample_files.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "indexer/store/sorted_file_writer.h"

namespace trawl {

IncomingFile write_sorted(const std::string& path, Family family, const Records& records) {
  SortedFileWriter writer = SortedFileWriter::create(path, family).value();
  for (const auto& [key, value] : records) {
    const Status status = writer.add(key, value);
    EXPECT_TRUE(status.is_ok()) << status.message();
  }
  return writer.finish().value();
}

Records records_of(const Store& store, Family family, const std::string& prefix) {
  Records records;
  RecordCursor cursor = store.scan(family, prefix);
  for (; !cursor.at_end(); cursor.next()) records.emplace(cursor.key(), cursor.value());
  EXPECT_TRUE(cursor.status().is_ok()) << cursor.status().message();
  return records;
}

Manifest next_manifest(const IndexWriter& writer, const std::vector<IncomingFile>& files) {
  Manifest manifest;
  manifest.generation = writer.manifest().generation + 1;
  SegmentFacts& segment = manifest.segments.emplace_back();
  for (const IncomingFile& file : files) segment.files.push_back(file.facts);
  SnapshotFacts& snapshot = manifest.snapshots.emplace_back();
  snapshot.name = "default";
  snapshot.published = manifest.generation;
  snapshot.segments = {segment.id};
  return manifest;
}

Status publish_content(IndexWriter* writer, const std::string& key, const std::string& value) {
  const std::vector<IncomingFile> files = {
      write_sorted(writer->pending_directory() + "/content.sst", Family::kContent, {{key, value}})};
  const Manifest manifest = next_manifest(*writer, files);
  BuildStatus status;
  status.generation = manifest.generation;
  return writer->publish(manifest, status, files, {});
}

std::map<std::string, uintmax_t> files_below(const std::string& directory) {
  std::map<std::string, uintmax_t> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    files[entry.path().string()] = entry.is_regular_file() ? entry.file_size() : 0;
  }
  return files;
}

}  // namespace trawl
