#include "indexer/store/sorted_file_writer.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>

#include "tests/indexer/base/temporary_directory.h"

namespace trawl {
namespace {

TEST(SortedFileWriter, GivesTheFactsOfItsFile) {
  const TemporaryDirectory directory;
  const std::string path = directory / "a.sst";
  SortedFileWriter writer = SortedFileWriter::create(path, Family::kPostings).value();
  ASSERT_TRUE(writer.add("a", "1").is_ok());
  ASSERT_TRUE(writer.add(std::string_view("b\0", 2), "").is_ok());
  EXPECT_EQ(writer.entries(), 2u);
  const FileFacts facts = writer.finish().value().facts;
  EXPECT_EQ(facts.family, Family::kPostings);
  EXPECT_EQ(facts.entries, 2u);
  EXPECT_EQ(facts.smallest_key, "a");
  EXPECT_EQ(facts.largest_key, std::string("b\0", 2));
  EXPECT_EQ(facts.bytes, std::filesystem::file_size(path));
}

TEST(SortedFileWriter, WithoutRecordsThereIsNoFile) {
  const TemporaryDirectory directory;
  {
    SortedFileWriter writer = SortedFileWriter::create(directory / "a.sst", Family::kHits).value();
    EXPECT_EQ(writer.finish().value().facts.entries, 0u);
  }
  EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
}

TEST(SortedFileWriter, AFileThatIsNotFinishedIsRemoved) {
  const TemporaryDirectory directory;
  {
    SortedFileWriter writer =
        SortedFileWriter::create(directory / "a.sst", Family::kContent).value();
    ASSERT_TRUE(writer.add("a", std::string(1 << 20, 'x')).is_ok());
  }
  EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
}

TEST(SortedFileWriter, KeysMustAscend) {
  const TemporaryDirectory directory;
  SortedFileWriter writer = SortedFileWriter::create(directory / "a.sst", Family::kMeta).value();
  ASSERT_TRUE(writer.add("b", "1").is_ok());
  EXPECT_FALSE(writer.add("b", "2").is_ok());
  EXPECT_FALSE(writer.add("a", "2").is_ok());
}

TEST(SortedFileWriter, AMissingDirectoryIsAnErrorThatNamesTheFile) {
  const Status status = SortedFileWriter::create("/nonexistent/a.sst", Family::kMeta).status();
  EXPECT_EQ(status.code(), StatusCode::kIoError);
  EXPECT_NE(status.message().find("/nonexistent/a.sst"), std::string::npos);
}

}  // namespace
}  // namespace trawl
