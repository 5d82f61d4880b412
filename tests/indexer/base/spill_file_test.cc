#include "indexer/base/spill_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "tests/indexer/base/temporary_directory.h"

namespace trawl {
namespace {

TEST(SpillFile, ReadsBackWhatWasWrittenAtAnyPlace) {
  const TemporaryDirectory directory;
  SpillFile spill = SpillFile::create(directory.path()).value();
  std::mt19937 random(5);
  std::string all;
  for (int i = 0; i < 2000; ++i) {
    // Some pieces are larger than the buffer, most are small.
    const std::string piece(i % 500 == 7 ? 300000 : random() % 900, static_cast<char>(random()));
    ASSERT_EQ(spill.append(piece).value(), all.size());
    all += piece;
    ASSERT_EQ(spill.size(), all.size());
    if (i % 10 != 0 || all.empty()) continue;
    const size_t begin = random() % all.size();
    std::string read(std::min<size_t>(random() % 5000, all.size() - begin), '\0');
    ASSERT_TRUE(spill.read(begin, read.size(), read.data()).is_ok());
    ASSERT_EQ(read, all.substr(begin, read.size()));
  }
}

// Regression: a large piece was copied into the buffer, which then kept its size.
TEST(SpillFile, ALargePieceIsNotHeldTwice) {
  const TemporaryDirectory directory;
  SpillFile spill = SpillFile::create(directory.path()).value();
  const std::string large(16 << 20, 'x');
  ASSERT_TRUE(spill.append("before").is_ok());
  EXPECT_EQ(spill.append(large).value(), 6u);
  EXPECT_EQ(spill.append("behind").value(), 6 + large.size());
  EXPECT_LE(spill.buffer_bytes(), 1u << 20);
  char bytes[7] = {};
  ASSERT_TRUE(spill.read(5 + large.size(), 7, bytes).is_ok());
  EXPECT_EQ(std::string_view(bytes, 7), "xbehind");
}

TEST(SpillFile, ReadingBehindTheEndIsAnError) {
  const TemporaryDirectory directory;
  SpillFile spill = SpillFile::create(directory.path()).value();
  ASSERT_TRUE(spill.append("abc").is_ok());
  char bytes[4];
  EXPECT_EQ(spill.read(0, 4, bytes).code(), StatusCode::kIoError);
  EXPECT_TRUE(spill.read(0, 3, bytes).is_ok());
}

TEST(SpillFile, MapsAllThatWasAppended) {
  const TemporaryDirectory directory;
  SpillFile spill = SpillFile::create(directory.path()).value();
  EXPECT_EQ(spill.map().value(), "");
  const std::string large(1 << 20, 'x');
  ASSERT_TRUE(spill.append("before").is_ok());
  ASSERT_TRUE(spill.append(large).is_ok());
  ASSERT_TRUE(spill.append("after").is_ok());
  const std::string_view mapped = spill.map().value();
  EXPECT_EQ(mapped, "before" + large + "after");
  EXPECT_EQ(spill.buffer_bytes(), std::string().capacity());
  const SpillFile moved = std::move(spill);
  EXPECT_EQ(mapped.back(), 'r');
}

TEST(SpillFile, LeavesNoName) {
  const TemporaryDirectory directory;
  SpillFile spill = SpillFile::create(directory.path()).value();
  ASSERT_TRUE(spill.append(std::string(1 << 20, 'x')).is_ok());
  EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
}

TEST(SpillFile, AMissingDirectoryIsAnErrorThatNamesIt) {
  const Status status = SpillFile::create("/nonexistent").status();
  EXPECT_EQ(status.code(), StatusCode::kIoError);
  EXPECT_NE(status.message().find("/nonexistent"), std::string::npos);
}

}  // namespace
}  // namespace trawl
