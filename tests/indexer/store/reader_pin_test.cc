// Readers pin generations, and writers delete what no generation in use names.
#include "indexer/store/reader_pin.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

#include "indexer/format/keys.h"
#include "indexer/store/publication.h"
#include "tests/indexer/base/temporary_directory.h"
#include "tests/indexer/store/sample_files.h"

namespace trawl {
namespace {

class ReaderPinTest : public testing::Test {
 protected:
  std::string index() const { return directory_ / "index"; }
  // Replaces all content. Returns what the publication left.
  LeftFiles publish(const std::string& key, const std::string& value) {
    IndexWriter writer = IndexWriter::open(index()).value();
    const Status status = publish_content(&writer, key, value);
    EXPECT_TRUE(status.is_ok()) << status.message();
    return writer.left_files();
  }
  PublishedIndex open() const {
    Result<PublishedIndex> published = open_published(index());
    EXPECT_TRUE(published.is_ok()) << published.status().message();
    return std::move(published).value();
  }
  // What lies in the store, whatever a generation names.
  Records content() const { return records_of(open().store, Family::kContent); }
  std::vector<uint64_t> pinned() const {
    const PublishedIndex now = open();
    std::vector<uint64_t> generations;
    const std::vector<Manifest> manifests =
        pinned_manifests(index(), now.store, now.manifest.generation).value();
    for (const Manifest& manifest : manifests) generations.push_back(manifest.generation);
    return generations;
  }

  TemporaryDirectory directory_;
};

using Generations = std::vector<uint64_t>;

TEST_F(ReaderPinTest, UnnamedFilesAreDeletedWhenNobodyReads) {
  publish("a", "1");
  publish("b", "2");
  EXPECT_EQ(content(), (Records{{"b", "2"}}));
}

TEST_F(ReaderPinTest, OnlyFilesOfPinnedGenerationsStayWhileOthersAreDeleted) {
  publish("a", "1");
  const PublishedIndex first = open();
  publish("b", "2");
  const LeftFiles left = publish("c", "3");
  EXPECT_EQ(content(), (Records{{"a", "1"}, {"c", "3"}}));
  EXPECT_EQ(left.pinned, Generations{1});
  EXPECT_GT(left.pinned_bytes, 0u);
  EXPECT_EQ(left.undeleted_bytes, 0u);
  EXPECT_TRUE(left.undeleted_because.is_ok());
  const PublishedIndex third = open();
  publish("d", "4");
  publish("e", "5");
  EXPECT_EQ(content(), (Records{{"a", "1"}, {"c", "3"}, {"e", "5"}}));
  EXPECT_EQ(pinned(), (Generations{1, 3}));
}

TEST_F(ReaderPinTest, FilesGoWithTheFirstPublicationAfterTheirLastReader) {
  publish("a", "1");
  {
    const PublishedIndex reader = open();
    const PublishedIndex another = open();
    publish("b", "2");
    EXPECT_EQ(content(), (Records{{"a", "1"}, {"b", "2"}}));
    EXPECT_EQ(pinned(), Generations{1});
  }
  EXPECT_EQ(pinned(), Generations{});
  publish("c", "3");
  EXPECT_EQ(content(), (Records{{"c", "3"}}));
}

// Closing a file ends all locks that the process has on it, if they are locks of the process.
TEST_F(ReaderPinTest, ReadersOfOneProcessHoldTheirPinsApart) {
  publish("a", "1");
  const PublishedIndex reader = open();
  { const PublishedIndex another = open(); }
  publish("b", "2");
  EXPECT_EQ(content(), (Records{{"a", "1"}, {"b", "2"}}));
}

TEST_F(ReaderPinTest, AReaderThatIsKilledPinsNothing) {
  publish("a", "1");
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const Result<PublishedIndex> reader = open_published(index());
    const char answer = reader.is_ok() && reader->pin->is_pinned() ? 'y' : 'n';
    if (write(ready[1], &answer, 1) != 1) _exit(1);
    while (true) pause();
  }
  char answer = 0;
  ASSERT_EQ(read(ready[0], &answer, 1), 1);
  EXPECT_EQ(answer, 'y');
  EXPECT_EQ(publish("b", "2").pinned, Generations{1});
  EXPECT_EQ(content(), (Records{{"a", "1"}, {"b", "2"}}));
  kill(child, SIGKILL);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(publish("c", "3").pinned, Generations{});
  EXPECT_EQ(content(), (Records{{"c", "3"}}));
  close(ready[0]);
  close(ready[1]);
}

// Its meta records too, which no manifest names, and which later tables take over.
TEST_F(ReaderPinTest, OtherFamiliesOfAPinnedGenerationCanBeOpenedLater) {
  publish("a", "1");
  const PublishedIndex few = open_published(index(), std::array{Family::kMeta}).value();
  for (int i = 0; i < 50; ++i) publish("b" + std::to_string(i), "2");
  const Result<PublishedIndex> more = open_further(few, kAllFamilies);
  ASSERT_TRUE(more.is_ok()) << more.status().message();
  EXPECT_EQ(more->manifest.generation, 1u);
  EXPECT_EQ(more->store.get(Family::kContent, "a").value(), "1");
  EXPECT_TRUE(more->store.get(Family::kMeta, manifest_key(1)).value().has_value());
  EXPECT_TRUE(more->store.get(Family::kMeta, status_key(1)).value().has_value());
  EXPECT_LE(more->store.live_files().size(), 2 + kMaxSharedTables);
}

TEST_F(ReaderPinTest, FurtherFamiliesKeepThePin) {
  publish("a", "1");
  std::optional<PublishedIndex> few = open_published(index(), std::array{Family::kMeta}).value();
  const PublishedIndex more = open_further(*few, kAllFamilies).value();
  few.reset();
  publish("b", "2");
  EXPECT_EQ(pinned(), Generations{1});
}

TEST_F(ReaderPinTest, ACopyHasNoPins) {
  publish("a", "1");
  const PublishedIndex reader = open();
  const std::string copy = directory_ / "copy";
  std::filesystem::copy(index(), copy, std::filesystem::copy_options::recursive);
  IndexWriter writer = IndexWriter::open(copy).value();
  ASSERT_TRUE(publish_content(&writer, "b", "2").is_ok());
  EXPECT_EQ(writer.left_files().pinned, Generations{});
  EXPECT_EQ(records_of(open_published(copy)->store, Family::kContent), (Records{{"b", "2"}}));
}

// The state that a writer leaves if it dies between the two steps of a publication.
TEST_F(ReaderPinTest, AGenerationThatIsNotNamedYetIsPinnedToo) {
  publish("a", "1");
  publish("b", "2");
  ASSERT_TRUE(replace_file(index() + "/GENERATION", encode_generation_file(1)).is_ok());
  const PublishedIndex reader = open();
  EXPECT_EQ(reader.manifest.generation, 2u);
  publish("c", "3");
  EXPECT_EQ(content(), (Records{{"b", "2"}, {"c", "3"}}));
  EXPECT_EQ(pinned(), Generations{2});
}

// The state that a writer leaves if it dies after publishing and before deleting.
TEST_F(ReaderPinTest, WhatAWriterDidNotGetToDeleteIsDeletedByTheNext) {
  publish("a", "1");
  std::optional<PublishedIndex> reader = open();
  publish("b", "2");
  reader.reset();
  EXPECT_EQ(content().size(), 2u);
  publish("c", "3");
  EXPECT_EQ(content(), (Records{{"c", "3"}}));
}

// A reader that looked at GENERATION long ago.
TEST_F(ReaderPinTest, APinOfAGenerationThatIsGoneKeepsNothing) {
  publish("a", "1");
  for (int i = 0; i < 20; ++i) publish("b" + std::to_string(i), "2");
  const ReaderPin late = ReaderPin::acquire(index(), 1).value();
  EXPECT_TRUE(late.is_pinned());
  EXPECT_EQ(publish("c", "3").pinned, Generations{});
  EXPECT_EQ(content(), (Records{{"c", "3"}}));
}

// As readers of earlier versions do.
TEST_F(ReaderPinTest, WhileAReaderHoldsAllGenerationsNothingIsDeleted) {
  publish("a", "1");
  std::optional<FileLock> reader =
      FileLock::acquire(index() + "/readers.lock", FileLock::Mode::kShared).value();
  const LeftFiles left = publish("b", "2");
  EXPECT_EQ(content(), (Records{{"a", "1"}, {"b", "2"}}));
  EXPECT_EQ(left.undeleted_because.code(), StatusCode::kBusy);
  EXPECT_GT(left.undeleted_bytes, 0u);
  reader.reset();
  publish("c", "3");
  EXPECT_EQ(content(), (Records{{"c", "3"}}));
}

// Only earlier versions have written the index.
TEST_F(ReaderPinTest, AReaderThatCannotPinHoldsAllGenerations) {
  publish("a", "1");
  ASSERT_TRUE(std::filesystem::remove(index() + "/pins.lock"));
  {
    const PublishedIndex reader = open();
    EXPECT_FALSE(reader.pin->is_pinned());
    EXPECT_TRUE(reader.pin->keeps_files());
    EXPECT_EQ(publish("b", "2").undeleted_because.code(), StatusCode::kBusy);
    EXPECT_EQ(content(), (Records{{"a", "1"}, {"b", "2"}}));
  }
  publish("c", "3");
  EXPECT_EQ(content(), (Records{{"c", "3"}}));
}

// Regression: a reader's attempts were less than a millisecond apart, and it gave up after 2.5 s.
TEST_F(ReaderPinTest, AReaderThatCannotPinWaitsForSecondsWhileAWriterDeletesFiles) {
  publish("a", "1");
  ASSERT_TRUE(std::filesystem::remove(index() + "/pins.lock"));
  std::optional<FileLock> deleting = lock_out_unpinned_readers(index()).value();
  std::thread writer([&deleting] {
    std::this_thread::sleep_for(std::chrono::milliseconds(3500));
    deleting.reset();
  });
  const Result<PublishedIndex> published = open_published(index());
  writer.join();
  ASSERT_TRUE(published.is_ok()) << published.status().message();
  EXPECT_TRUE(published->pin->keeps_files());
}

// Nothing is left of the generation, and nothing kept it.
TEST_F(ReaderPinTest, AReaderThatHoldsNothingSaysWhenItsGenerationIsGone) {
  publish("a", "1");
  std::filesystem::remove(index() + "/pins.lock");
  std::filesystem::remove(index() + "/readers.lock");
  const PublishedIndex few = open_published(index(), std::array{Family::kMeta}).value();
  EXPECT_FALSE(few.pin->keeps_files());
  publish("b", "2");
  const Status status = open_further(few, kAllFamilies).status();
  EXPECT_EQ(status.code(), StatusCode::kBusy);
  EXPECT_NE(status.message().find("generation 1"), std::string::npos) << status.message();
}

// Readers open, and open further families, while a writer publishes and deletes without a pause.
TEST_F(ReaderPinTest, ReadersThatOpenWhileAWriterDeletesNeverFail) {
  const auto key_of = [](uint64_t generation) { return std::to_string(100000 + generation); };
  publish(key_of(1), "x");
  std::atomic<bool> done{false};
  std::atomic<int> opened{0};
  const auto read = [&] {
    while (!done.load()) {
      const Result<PublishedIndex> few = open_published(index(), std::array{Family::kMeta});
      ASSERT_TRUE(few.is_ok()) << few.status().message();
      const Result<PublishedIndex> all = open_further(*few, kAllFamilies);
      ASSERT_TRUE(all.is_ok()) << all.status().message();
      const std::string key = key_of(few->manifest.generation);
      ASSERT_EQ(all->store.get(Family::kContent, key).value(), "x") << key;
      ++opened;
    }
  };
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) readers.emplace_back(read);
  uint64_t generation = 1;
  for (int build = 0; build < 12; ++build) {
    IndexWriter writer = IndexWriter::open(index()).value();
    for (int i = 0; i < 4; ++i) {
      EXPECT_TRUE(publish_content(&writer, key_of(++generation), "x").is_ok());
    }
  }
  done.store(true);
  for (std::thread& reader : readers) reader.join();
  EXPECT_GT(opened.load(), 0);
  publish("last", "x");
  EXPECT_EQ(content(), (Records{{"last", "x"}}));
}

}  // namespace
}  // namespace trawl
