#include "indexer/base/file_syncer.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace trawl {
namespace {

TEST(FileSyncer, WaitsForNothingWhenNothingWasAdded) {
  FileSyncer syncer;
  EXPECT_TRUE(syncer.wait().is_ok());
}

TEST(FileSyncer, SyncsFilesAndCanBeUsedAgain) {
  const std::string path = testing::TempDir() + "/file_syncer_test";
  std::ofstream(path) << "content";
  FileSyncer syncer;
  for (int round = 0; round < 3; ++round) {
    syncer.add(path);
    syncer.add(path);
    EXPECT_TRUE(syncer.wait().is_ok());
  }
  std::filesystem::remove(path);
}

TEST(FileSyncer, TellsTheFirstFailure) {
  FileSyncer syncer;
  syncer.add(testing::TempDir() + "/file_syncer_test.missing");
  const Status status = syncer.wait();
  EXPECT_FALSE(status.is_ok());
  EXPECT_NE(status.message().find("file_syncer_test.missing"), std::string::npos);
}

TEST(FileSyncer, EndsWithFilesThatNobodyWaitedFor) {
  FileSyncer syncer;
  for (int i = 0; i < 100; ++i) syncer.add(testing::TempDir() + "/missing" + std::to_string(i));
}

}  // namespace
}  // namespace trawl
