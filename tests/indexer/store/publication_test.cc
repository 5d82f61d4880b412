#include "indexer/store/publication.h"

#define XXH_INLINE_ALL
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xxhash.h>

#include <filesystem>

#include "indexer/base/command_words.h"
#include "indexer/format/coding.h"
#include "indexer/format/keys.h"
#include "indexer/store/meta_file.h"
#include "tests/indexer/base/temporary_directory.h"
#include "tests/indexer/store/sample_files.h"

namespace trawl {
namespace {

class PublicationTest : public testing::Test {
 protected:
  std::string index() const { return directory_ / "index"; }
  std::string generation_file() const { return index() + "/GENERATION"; }
  void publish(const std::string& key, const std::string& value) {
    IndexWriter writer = IndexWriter::open(index()).value();
    const Status status = publish_content(&writer, key, value);
    ASSERT_TRUE(status.is_ok()) << status.message();
  }
  Records content() const {
    const Result<PublishedIndex> published = open_published(index());
    EXPECT_TRUE(published.is_ok()) << published.status().message();
    return published.is_ok() ? records_of(published->store, Family::kContent) : Records();
  }
  void write_generation(uint64_t generation) {
    ASSERT_TRUE(replace_file(generation_file(), encode_generation_file(generation)).is_ok());
  }

  TemporaryDirectory directory_;
};

TEST_F(PublicationTest, AMissingDirectoryIsNotFoundAndSaysWhatToDo) {
  const Status status = open_published(index()).status();
  EXPECT_EQ(status.code(), StatusCode::kNotFound);
  EXPECT_NE(status.message(command_words).find("trawl-index build"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(index()));
}

TEST_F(PublicationTest, AnIndexThatWasNeverPublishedIsNotFound) {
  { const IndexWriter writer = IndexWriter::open(index()).value(); }
  EXPECT_EQ(open_published(index()).status().code(), StatusCode::kNotFound);
}

// Regression: if a writer was killed while it created the store, families were missing and readers
// called the store damaged.
TEST_F(PublicationTest, AnUnfinishedStoreIsNoIndexYetAndIsCreatedAnew) {
  { const IndexWriter writer = IndexWriter::open(index()).value(); }
  std::filesystem::remove_all(index() + "/db");
  ASSERT_TRUE(create_directories(index() + "/db.new").is_ok());
  ASSERT_TRUE(replace_file(index() + "/db.new/CURRENT", "MANIFEST-").is_ok());
  EXPECT_EQ(open_published(index()).status().code(), StatusCode::kNotFound);
  publish("a", "1");
  EXPECT_EQ(content(), (Records{{"a", "1"}}));
  EXPECT_FALSE(std::filesystem::exists(index() + "/db.new"));
}

// Regression: while GENERATION was 0, a store that could not be opened was taken for an unfinished
// one and removed.
TEST_F(PublicationTest, AStoreThatCannotBeOpenedIsNeverRemoved) {
  publish("a", "1");
  write_generation(0);
  const std::string current = read_file(index() + "/db/CURRENT").value();
  ASSERT_TRUE(replace_file(index() + "/db/CURRENT", "MANIFEST-").is_ok());
  EXPECT_FALSE(IndexWriter::open(index()).is_ok());
  ASSERT_TRUE(replace_file(index() + "/db/CURRENT", current).is_ok());
  EXPECT_EQ(content(), (Records{{"a", "1"}}));
}

TEST_F(PublicationTest, WhatIsPublishedCanBeOpened) {
  publish("a", "1");
  const PublishedIndex published = open_published(index()).value();
  EXPECT_EQ(published.manifest.generation, 1u);
  EXPECT_EQ(published.manifest.snapshots.at(0).name, "default");
  EXPECT_EQ(records_of(published.store, Family::kContent), (Records{{"a", "1"}}));
  EXPECT_TRUE(published.store.get(Family::kMeta, status_key(1)).value().has_value());
  EXPECT_TRUE(published.pin->is_pinned());
  EXPECT_EQ(decode_generation_file(read_file(generation_file()).value()).value(), 1u);
}

TEST_F(PublicationTest, PendingIsEmptyAfterwards) {
  publish("a", "1");
  EXPECT_TRUE(std::filesystem::is_empty(index() + "/pending"));
  publish("a", "1");  // adopted: the store holds the file already
  EXPECT_TRUE(std::filesystem::is_empty(index() + "/pending"));
}

TEST_F(PublicationTest, PendingIsEmptyWhenAWriterGivesUp) {
  {
    const IndexWriter writer = IndexWriter::open(index()).value();
    write_sorted(writer.pending_directory() + "/content.sst", Family::kContent, {{"a", "1"}});
  }
  EXPECT_TRUE(std::filesystem::is_empty(index() + "/pending"));
}

TEST_F(PublicationTest, AReaderKeepsItsGeneration) {
  publish("a", "1");
  const PublishedIndex reader = open_published(index()).value();
  publish("b", "2");
  EXPECT_EQ(records_of(reader.store, Family::kContent), (Records{{"a", "1"}}));
  EXPECT_EQ(reader.manifest.generation, 1u);
  EXPECT_EQ(open_published(index())->manifest.generation, 2u);
}

TEST_F(PublicationTest, ASecondWriterIsRefused) {
  const IndexWriter writer = IndexWriter::open(index()).value();
  const Status status = IndexWriter::open(index()).status();
  EXPECT_EQ(status.code(), StatusCode::kBusy);
  EXPECT_NE(status.message().find("being written"), std::string::npos);
}

TEST_F(PublicationTest, AWriterOfAnotherProcessIsRefused) {
  const IndexWriter writer = IndexWriter::open(index()).value();
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    _exit(IndexWriter::open(index()).status().code() == StatusCode::kBusy ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

TEST_F(PublicationTest, AManifestHigherThanGenerationIsTakenAndMended) {
  publish("a", "1");
  publish("b", "2");
  for (const uint64_t behind : {0, 1}) {
    write_generation(behind);
    EXPECT_EQ(open_published(index())->manifest.generation, 2u);
    EXPECT_EQ(decode_generation_file(read_file(generation_file()).value()).value(), behind);
    EXPECT_EQ(IndexWriter::open(index())->manifest().generation, 2u);
    EXPECT_EQ(decode_generation_file(read_file(generation_file()).value()).value(), 2u);
  }
}

TEST_F(PublicationTest, GenerationHigherThanTheManifestIsCorruption) {
  publish("a", "1");
  write_generation(2);
  const Status reading = open_published(index()).status();
  EXPECT_EQ(reading.code(), StatusCode::kCorruption);
  EXPECT_NE(reading.message().find("generation 2"), std::string::npos);
  EXPECT_EQ(IndexWriter::open(index()).status().code(), StatusCode::kCorruption);
}

TEST_F(PublicationTest, AMissingOrDamagedGenerationIsCorruption) {
  publish("a", "1");
  ASSERT_TRUE(replace_file(generation_file(), "trawl").is_ok());
  EXPECT_EQ(open_published(index()).status().code(), StatusCode::kCorruption);
  EXPECT_EQ(IndexWriter::open(index()).status().code(), StatusCode::kCorruption);
  ASSERT_TRUE(std::filesystem::remove(generation_file()));
  EXPECT_EQ(open_published(index()).status().code(), StatusCode::kCorruption);
  EXPECT_EQ(IndexWriter::open(index()).status().code(), StatusCode::kCorruption);
}

TEST_F(PublicationTest, ANewerFormatIsRefusedBeforeTheStoreIsTouched) {
  publish("a", "1");
  std::string bytes = encode_generation_file(1).substr(0, std::string("trawl-gen").size());
  put_u32_be(&bytes, kFormatVersion + 1);
  put_u64_be(&bytes, 1);
  put_u64_be(&bytes, XXH3_64bits(bytes.data(), bytes.size()));
  ASSERT_TRUE(replace_file(generation_file(), bytes).is_ok());
  // This store cannot be opened, and an attempt would give an error.
  ASSERT_TRUE(replace_file(index() + "/db/CURRENT", "from the future").is_ok());
  const auto before = files_below(index() + "/db");
  EXPECT_EQ(open_published(index()).status().code(), StatusCode::kUnsupported);
  EXPECT_EQ(IndexWriter::open(index()).status().code(), StatusCode::kUnsupported);
  EXPECT_EQ(files_below(index() + "/db"), before);
}

TEST_F(PublicationTest, ARuleThatMatchesUnicodeCharactersIsRefusedInOneLine) {
  Manifest manifest;
  manifest.generation = 1;
  manifest.rules = {{"c/word", "x", {}, {}, RuleCharacters::kUnicode}};
  {
    IndexWriter writer = IndexWriter::open(index()).value();
    ASSERT_TRUE(writer.publish(manifest, {}, {}, {}).is_ok());
  }
  for (const Status& status :
       {open_published(index()).status(), IndexWriter::open(index()).status()}) {
    EXPECT_EQ(status.code(), StatusCode::kUnsupported);
    EXPECT_EQ(status.message(), index() +
                                    ": rule c/word matches Unicode characters, and this program "
                                    "only bytes: use a newer one");
  }
}

TEST_F(PublicationTest, ADirectoryThatIsNoIndexIsRefusedAndLeftAlone) {
  ASSERT_TRUE(create_directories(index()).is_ok());
  ASSERT_TRUE(replace_file(index() + "/thesis.tex", "years of work").is_ok());
  EXPECT_EQ(open_published(index()).status().code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(IndexWriter::open(index()).status().code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(files_below(index()).size(), 1u);
}

TEST_F(PublicationTest, AFileInPlaceOfTheDirectoryIsRefused) {
  ASSERT_TRUE(replace_file(index(), "a file").is_ok());
  EXPECT_EQ(open_published(index()).status().code(), StatusCode::kInvalidArgument);
  EXPECT_FALSE(IndexWriter::open(index()).is_ok());
  EXPECT_EQ(read_file(index()).value(), "a file");
}

TEST_F(PublicationTest, AnEmptyDirectoryBecomesAnIndex) {
  ASSERT_TRUE(create_directories(index()).is_ok());
  EXPECT_EQ(open_published(index()).status().code(), StatusCode::kNotFound);
  publish("a", "1");
  EXPECT_EQ(content(), (Records{{"a", "1"}}));
}

// Regression: if a writer was killed before it wrote GENERATION, readers said that the directory
// was not an index.
TEST_F(PublicationTest, WhatIsLeftOfTheFirstMomentsIsNoIndexYet) {
  ASSERT_TRUE(create_directories(index()).is_ok());
  for (const char* name : {"/writer.lock", "/readers.lock", "/pins.lock", "/GENERATION.new"}) {
    ASSERT_TRUE(replace_file(index() + name, "").is_ok());
    EXPECT_EQ(open_published(index()).status().code(), StatusCode::kNotFound) << name;
  }
  publish("a", "1");
  EXPECT_EQ(content(), (Records{{"a", "1"}}));
}

// Runs a check in a child without privileges, so that permissions count for root too.
template <class Check>
bool holds_as_nobody(Check check) {
  const pid_t child = fork();
  if (child == 0) {
    constexpr unsigned kNobody = 65534;
    if (geteuid() == 0 && (setgid(kNobody) != 0 || setuid(kNobody) != 0)) _exit(2);
    _exit(check() ? 0 : 1);
  }
  int status = 0;
  return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST_F(PublicationTest, AReadOnlyDirectoryCanBeReadAndNotWritten) {
  publish("a", "1");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(index())) {
    chmod(entry.path().c_str(), entry.is_directory() ? 0555 : 0444);
  }
  chmod(index().c_str(), 0555);
  chmod(directory_.path().c_str(), 0755);
  EXPECT_TRUE(holds_as_nobody([&] { return open_published(index()).is_ok(); }));
  EXPECT_TRUE(holds_as_nobody(
      [&] { return IndexWriter::open(index()).status().code() == StatusCode::kIoError; }));
  for (const char* name : {"", "/db", "/pending"}) chmod((index() + name).c_str(), 0755);
}

TEST_F(PublicationTest, AnIndexWithoutItsLockFilesCanBeRead) {
  publish("a", "1");
  for (const char* name : {"/pins.lock", "/readers.lock", "/writer.lock"}) {
    ASSERT_TRUE(std::filesystem::remove(index() + name));
  }
  const PublishedIndex published = open_published(index()).value();
  EXPECT_FALSE(published.pin->keeps_files());
  EXPECT_EQ(records_of(published.store, Family::kContent), (Records{{"a", "1"}}));
}

TEST_F(PublicationTest, ACopyIsAnIndexOfItsOwn) {
  publish("a", "1");
  const std::string copy = directory_ / "copy";
  std::filesystem::copy(index(), copy, std::filesystem::copy_options::recursive);
  {
    IndexWriter writer = IndexWriter::open(copy).value();
    ASSERT_TRUE(publish_content(&writer, "b", "2").is_ok());
  }
  EXPECT_EQ(open_published(copy)->manifest.generation, 2u);
  EXPECT_EQ(content(), (Records{{"a", "1"}}));
}

TEST_F(PublicationTest, AFileThatIsStillThereIsAdopted) {
  publish("a", "1");
  const PublishedIndex reader = open_published(index()).value();  // keeps the files of "a"
  publish("b", "2");
  publish("a", "1");
  const PublishedIndex again = open_published(index()).value();
  EXPECT_EQ(again.manifest.generation, 3u);
  size_t content_files = 0;
  for (const LiveFile& file : again.store.live_files()) {
    content_files += file.facts.family == Family::kContent ? 1 : 0;
  }
  EXPECT_EQ(content_files, 1u);
  EXPECT_EQ(again.store.get(Family::kContent, "a").value(), "1");
}

// Regression: each publication added a table of meta records, and none was ever dropped.
TEST_F(PublicationTest, TablesOfMetaRecordsAreTakenOverByANewOne) {
  for (int i = 0; i < 30; ++i) publish("a", std::to_string(i));
  const PublishedIndex published = open_published(index()).value();
  EXPECT_EQ(published.manifest.generation, 30u);
  size_t tables = 0;
  for (const LiveFile& file : published.store.live_files()) {
    tables += file.facts.family == Family::kMeta ? 1 : 0;
  }
  EXPECT_LE(tables, kMaxSharedTables);
  EXPECT_TRUE(published.store.get(Family::kMeta, status_key(30)).value().has_value());
  EXPECT_FALSE(published.store.get(Family::kMeta, status_key(1)).value().has_value());
}

TEST_F(PublicationTest, WhatALiveSnapshotNeedsIsTakenOver) {
  Manifest manifest;
  manifest.dictionary = DictionaryId{{7}};
  SnapshotFacts& snapshot = manifest.snapshots.emplace_back();
  snapshot.name = "kept";
  snapshot.entry_blocks = {EntryBlockId{{1}}, EntryBlockId{{2}}};
  snapshot.layers = {{kSlotsPerBlock + 1, SlotTableId{{3}}, {}}, {1, std::nullopt, {}}};
  snapshot.published = 1;
  const MetaRecords records = {{dictionary_key(*manifest.dictionary), "words"},
                               {entries_key(EntryBlockId{{1}}), "first"},
                               {entries_key(EntryBlockId{{2}}), "second"},
                               {entries_key(EntryBlockId{{4}}), "of nobody"},
                               {slots_key(SlotTableId{{3}}, 0), "third"},
                               {slots_key(SlotTableId{{3}}, 1), "fourth"},
                               {slots_key(SlotTableId{{3}}, 2), "of nobody"},
                               {parameters_key(snapshot.parameters), "parameters"}};
  IndexWriter writer = IndexWriter::open(index()).value();
  for (uint64_t i = 1; i <= 20; ++i) {
    manifest.generation = i;
    ASSERT_TRUE(writer.publish(manifest, {}, {}, i == 1 ? records : MetaRecords()).is_ok());
  }
  const PublishedIndex published = open_published(index()).value();
  const Records held = records_of(published.store, Family::kMeta);
  EXPECT_EQ(held.at(dictionary_key(*manifest.dictionary)), "words");
  EXPECT_EQ(held.at(parameters_key(snapshot.parameters)), "parameters");
  EXPECT_EQ(held.at(entries_key(EntryBlockId{{1}})), "first");
  EXPECT_EQ(held.at(entries_key(EntryBlockId{{2}})), "second");
  EXPECT_FALSE(held.contains(entries_key(EntryBlockId{{4}})));
  EXPECT_EQ(held.at(slots_key(SlotTableId{{3}}, 0)), "third");
  EXPECT_EQ(held.at(slots_key(SlotTableId{{3}}, 1)), "fourth");
  EXPECT_FALSE(held.contains(slots_key(SlotTableId{{3}}, 2)));
  EXPECT_TRUE(held.contains(status_key(1)));
  EXPECT_FALSE(held.contains(manifest_key(1)));
}

TEST_F(PublicationTest, AFileThatIsGoneIsAddedAgain) {
  publish("a", "1");
  publish("b", "2");
  publish("a", "1");
  EXPECT_EQ(content(), (Records{{"a", "1"}}));
}

TEST_F(PublicationTest, AFileTheManifestNamesMustBeThere) {
  IndexWriter writer = IndexWriter::open(index()).value();
  const std::vector<IncomingFile> files = {
      write_sorted(writer.pending_directory() + "/content.sst", Family::kContent, {{"a", "1"}})};
  ASSERT_TRUE(writer.publish(next_manifest(writer, files), {}, {}, {}).is_ok());
  const Status status = open_published(index()).status();
  EXPECT_EQ(status.code(), StatusCode::kCorruption);
  EXPECT_NE(status.message().find("content"), std::string::npos) << status.message();
}

}  // namespace
}  // namespace trawl
