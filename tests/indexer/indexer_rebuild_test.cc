// Indexes that are rebuilt many times.
#include <gtest/gtest.h>

#include "indexer/store/meta_file.h"
#include "tests/indexer/built_index.h"

namespace trawl {
namespace {

std::map<Family, size_t> table_counts(const BuiltIndex& index) {
  std::map<Family, size_t> counts;
  const PublishedIndex published = open_published(index.directory()).value();
  for (const LiveFile& file : published.store.live_files()) ++counts[file.facts.family];
  return counts;
}

// The number of records of live and dead trees.
size_t tree_records(const BuiltIndex& index) {
  const PublishedIndex published = open_published(index.directory()).value();
  size_t count = 0;
  RecordCursor cursor = published.store.scan(Family::kTrees, "");
  for (; !cursor.at_end(); cursor.next()) ++count;
  return count;
}

std::string text_of_version(int number) {
  return "text " + std::to_string(number) + "\n";
}

// Regression: each build added a table of trees and one of meta records, and none was ever dropped.
TEST(Rebuild, TablesOfTreesAndMetaRecordsStayFew) {
  BuiltIndex index;
  for (int i = 0; i < 100; ++i) index.add("same/" + std::to_string(i), text_of_version(i));
  for (int i = 0; i < 20; ++i) {
    index.add("changing/a", text_of_version(1000 + i));
    BuildOptions options = index.options();
    if (i == 3) options.snapshot = "kept";
    index.build(options);
  }
  const std::map<Family, size_t> counts = table_counts(index);
  EXPECT_LE(counts.at(Family::kTrees), kMaxSharedTables);
  EXPECT_LE(counts.at(Family::kMeta), kMaxSharedTables);
  EXPECT_EQ(index.files().at("same").size(), 100u);
  EXPECT_EQ(index.files("kept").at("same").size(), 100u);
  EXPECT_NE(index.files().at("changing").at("a").digest,
            index.files("kept").at("changing").at("a").digest);
  // "same" has two live records, and "changing" has one per snapshot. The same number of dead
  // records may wait to be dropped.
  EXPECT_LE(tree_records(index), 2 * 4u);
}

TEST(Rebuild, AReaderOfAnOlderGenerationKeepsItsTrees) {
  BuiltIndex index;
  index.add("repo/a", text_of_version(0));
  index.build();
  const PublishedIndex reader = open_published(index.directory()).value();
  const IndexDump before = dump_live(reader).value();
  for (int i = 1; i < 12; ++i) {
    index.add("repo/a", text_of_version(i));
    index.build();
  }
  EXPECT_EQ(dump_live(reader).value(), before);
  EXPECT_EQ(reader.manifest.generation, 1u);
}

}  // namespace
}  // namespace trawl
