#include "indexer/upkeep/check.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <set>

#include "indexer/document/gram_extractor.h"
#include "indexer/format/build_origin.h"
#include "indexer/format/keys.h"
#include "indexer/format/tree_block.h"
#include "indexer/segment/segment_assembler.h"
#include "indexer/segment/segment_builder.h"
#include "indexer/store/publication.h"
#include "indexer/store/snapshot_entries.h"
#include "indexer/store/sorted_file_writer.h"
#include "tests/indexer/built_index.h"
#include "tests/indexer/document/sample_documents.h"
#include "tests/indexer/store/sample_files.h"

namespace trawl {
namespace {

void flip_byte(const std::string& path, uint64_t offset) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(static_cast<std::streamoff>(offset));
  const int byte = file.get();
  file.seekp(static_cast<std::streamoff>(offset));
  file.put(static_cast<char>(byte ^ 0x10));
  ASSERT_TRUE(file.good());
}

std::vector<std::string> tables_below(const std::string& directory) {
  std::vector<std::string> tables;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    if (entry.path().extension() == ".sst") tables.push_back(entry.path().string());
  }
  return tables;
}

TEST(Check, AFlippedByteInTheRecordsOfAnyFamilyIsCorruption) {
  BuiltIndex index;
  index.add("repo/a.py", sample_text(1, 20000));
  index.add("repo/b.py", sample_text(2, 50000));
  BuildOptions options = index.options();
  options.rules = parse_rules("r\tneutron\n", "rules").value();
  index.build(options);
  std::set<Family> families;
  {
    const PublishedIndex published = open_published(index.directory()).value();
    for (const LiveFile& file : published.store.live_files()) families.insert(file.facts.family);
  }
  EXPECT_EQ(families.size(), kFamilyCount);
  const std::vector<std::string> tables = tables_below(index.directory() + "/db");
  EXPECT_EQ(tables.size(), kFamilyCount);
  for (const std::string& table : tables) {
    flip_byte(table, 12);
    EXPECT_EQ(check_index(index.directory()).status().code(), StatusCode::kCorruption) << table;
    flip_byte(table, 12);
  }
  EXPECT_TRUE(check_index(index.directory()).is_ok());
}

// Of a segment that the memory has no room for, part after part is held against the records.
TEST(Check, AnyMemoryFindsTheSame) {
  BuiltIndex index;
  for (uint32_t i = 0; i < 40; ++i) {
    index.add("repo/file" + std::to_string(i), sample_text(i, 3000 + i * 1000));
  }
  index.add("repo/long", std::string(100'000, 'x') + "\n");
  BuildOptions options = index.options();
  options.rules = parse_rules("r\tneutron\ns\te\n", "rules").value();
  index.build(options);
  const std::string whole = describe_check(check_index(index.directory()).value());
  for (const uint64_t memory : {uint64_t{0}, uint64_t{1} << 20, uint64_t{4} << 20}) {
    const Result<CheckReport> report = check_index(index.directory(), memory);
    ASSERT_TRUE(report.is_ok()) << report.status().message();
    EXPECT_EQ(describe_check(*report), whole) << memory;
  }
}

TEST(Check, CountsWhatItFound) {
  BuiltIndex index;
  index.add("repo/a", "abcd\n");
  index.add("repo/b", "abcd\n");
  index.add("repo/c", "");
  index.build();
  const CheckReport report = check_index(index.directory()).value();
  EXPECT_EQ(report.generation, 1u);
  EXPECT_EQ(report.segments, 1u);
  EXPECT_EQ(report.documents, 2u);
  EXPECT_EQ(report.chunks, 1u);
  EXPECT_EQ(report.posting_lists, 3u);
  EXPECT_EQ(report.postings, 3u);
  EXPECT_EQ(report.files, 3u);
  EXPECT_EQ(report.places, 3u);
}

// Publishes one segment, with records made from documents that `tamper` has changed.
class TamperedIndex {
 public:
  using Tamper = std::function<void(DocumentWork*)>;

  explicit TamperedIndex(const Tamper& tamper) {
    IndexWriter writer = IndexWriter::open(directory()).value();
    const auto dictionary = std::make_shared<const Dictionary>("");
    SegmentAssembler assembler(ready_dictionary(dictionary), {}, 1 << 20);
    std::vector<DocumentWork> documents;
    documents.push_back(worked_out("first\n"));
    documents.push_back(worked_out(sample_text(4, 40000)));
    documents.push_back(worked_out(std::string(100000, 'g') + "\nlast\n"));
    for (DocumentWork& document : documents) tamper(&document);
    std::vector<Segment> closed;
    EXPECT_TRUE(assembler.add(std::move(documents), &closed).is_ok());
    EXPECT_TRUE(assembler.finish(&closed).is_ok());
    WrittenSegment written =
        write_segment(closed.at(0), assembler.parameters(), writer.pending_directory()).value();
    Manifest manifest;
    manifest.generation = 1;
    manifest.segments.push_back(written.facts);
    const Status status = writer.publish(manifest, BuildStatus(), std::move(written.files),
                                         {{dictionary_key(dictionary->id()), dictionary->bytes()}});
    EXPECT_TRUE(status.is_ok()) << status.message();
  }
  std::string directory() const { return directory_ / "index"; }

 private:
  TemporaryDirectory directory_;
};

std::shared_ptr<const DocumentNotes> notes_of(ContentFacts facts) {
  return std::make_shared<const DocumentNotes>(DocumentNotes{std::move(facts), {}});
}

TEST(Check, ASegmentWithoutASnapshotIsVerifiedToo) {
  const TamperedIndex index([](DocumentWork*) {});
  const Result<CheckReport> report = check_index(index.directory());
  ASSERT_TRUE(report.is_ok()) << report.status().message();
  EXPECT_EQ(report->documents, 3u);
}

TEST(Check, RecordsThatDoNotFitTheContentAreCorruption) {
  const std::map<std::string, TamperedIndex::Tamper> damages = {
      {"a digest", [](DocumentWork* document) { document->digest.bytes[0] ^= 1; }},
      {"a size", [](DocumentWork* document) { document->size += 1; }},
      {"lines", [](DocumentWork* document) { document->lines += 1; }},
      {"encoding", [](DocumentWork* document) { document->encoding = TextEncoding::kOther; }},
      {"facts",
       [](DocumentWork* document) {
         document->notes = notes_of({false, false, true, ""});
       }},
      {"an interpreter",
       [](DocumentWork* document) {
         document->notes = notes_of({false, false, false, "sh"});
       }},
      {"a missing gram",
       [](DocumentWork* document) {
         document->grams.clear();
         for (size_t i = 0; i < document->chunks.size(); ++i) {
           put_grams(std::vector<uint32_t>{Gram::of('f', 'i', 'r').value}, &document->grams);
         }
       }},
      {"content", [](DocumentWork* document) { document->frames[0] ^= 1; }},
      {"a line number", [](DocumentWork* document) { document->chunks.back().first_line += 1; }},
      {"a group",
       [](DocumentWork* document) {
         for (ChunkExtent& chunk : document->chunks) chunk.group_count -= chunk.group_count > 2;
       }},
  };
  for (const auto& [what, damage] : damages) {
    const TamperedIndex index(damage);
    const Status status = check_index(index.directory()).status();
    EXPECT_EQ(check_index(index.directory(), 0).status().code(), StatusCode::kCorruption) << what;
    EXPECT_EQ(status.code(), StatusCode::kCorruption) << what;
    EXPECT_FALSE(status.message().empty());
  }
}

// Publishes the same index again, with a manifest that `tamper` has changed.
Status check_with_manifest(const std::function<void(Manifest*)>& tamper) {
  BuiltIndex index;
  index.add("repo/a", "abcd\n");
  index.add("repo/b", "abcdef\n");
  index.build();
  {
    IndexWriter writer = IndexWriter::open(index.directory()).value();
    Manifest manifest = writer.manifest();
    ++manifest.generation;
    tamper(&manifest);
    EXPECT_TRUE(writer.publish(manifest, BuildStatus(), {}, {}).is_ok());
  }
  return check_index(index.directory()).status();
}

TEST(Check, AManifestThatDoesNotFitItsRecordsIsCorruption) {
  EXPECT_TRUE(check_with_manifest([](Manifest*) {}).is_ok());
  const std::map<std::string, std::function<void(Manifest*)>> damages = {
      {"documents", [](Manifest* m) { ++m->segments[0].documents; }},
      {"chunks", [](Manifest* m) { --m->segments[0].chunks; }},
      {"text bytes", [](Manifest* m) { ++m->segments[0].text_bytes; }},
      {"groups", [](Manifest* m) { ++m->segments[0].groups; }},
      {"dictionary", [](Manifest* m) { m->segments[0].dictionary.bytes[0] ^= 1; }},
      {"entries of a file", [](Manifest* m) { ++m->segments[0].files[0].entries; }},
      {"bytes of a file", [](Manifest* m) { ++m->segments[0].files[0].bytes; }},
      {"entries of places", [](Manifest* m) { ++m->place_files[0].entries; }},
      {"records of a part", [](Manifest* m) { ++m->snapshots[0].layers[0].parts[0].blocks; }},
      {"places of a part", [](Manifest* m) { ++m->snapshots[0].layers[0].parts[0].places; }},
      {"id of a part", [](Manifest* m) { m->snapshots[0].layers[0].parts[0].id.bytes[0] ^= 1; }},
      {"slots", [](Manifest* m) { ++m->snapshots[0].layers[0].slots; }},
      {"a slot table", [](Manifest* m) { m->snapshots[0].layers[0].table = SlotTableId(); }},
      {"snapshot's layers", [](Manifest* m) { m->snapshots[0].layers.clear(); }},
      {"snapshot's id", [](Manifest* m) { m->snapshots[0].id.bytes[0] ^= 1; }},
      {"a block of entries", [](Manifest* m) { m->snapshots[0].entry_blocks[0].bytes[0] ^= 1; }},
      {"entries of trees", [](Manifest* m) { ++m->tree_files[0].entries; }},
      {"snapshot's files", [](Manifest* m) { ++m->snapshots[0].files; }},
      {"snapshot's text files", [](Manifest* m) { ++m->snapshots[0].text_files; }},
      {"snapshot's text bytes", [](Manifest* m) { ++m->snapshots[0].text_bytes; }},
      {"snapshot's entries", [](Manifest* m) { ++m->snapshots[0].entries; }},
      {"snapshot's segments", [](Manifest* m) { m->snapshots[0].segments.clear(); }},
  };
  for (const auto& [what, damage] : damages) {
    EXPECT_EQ(check_with_manifest(damage).code(), StatusCode::kCorruption) << what;
  }
}

// Replaces the record that the index has under this key.
void publish_record_of_tree(const std::string& key, const std::string& value, IndexWriter* writer) {
  const std::vector<IncomingFile> files = {
      write_sorted(writer->pending_directory() + "/t.sst", Family::kTrees, {{key, value}})};
  Manifest manifest = writer->manifest();
  ++manifest.generation;
  manifest.tree_files.push_back(files[0].facts);
  ASSERT_TRUE(writer->publish(manifest, BuildStatus(), files, {}).is_ok());
}

// Replaces a record by a well-formed one of the same files under the same key.
TEST(Check, ATreeThatIsNotWhatItsIdSaysIsCorruption) {
  BuiltIndex index;
  index.add("repo/a.py", "abcd\n");
  index.build();
  {
    IndexWriter writer = IndexWriter::open(index.directory()).value();
    RecordCursor cursor = writer.store().scan(Family::kTrees, "");
    const std::string key(cursor.key());
    std::vector<FileRecord> files = decode_tree_block(cursor.value()).value();
    files.at(0).language = "COBOL";
    publish_record_of_tree(key, encode_tree_block(files), &writer);
  }
  const Status status = check_index(index.directory()).status();
  EXPECT_EQ(status.code(), StatusCode::kCorruption);
  EXPECT_NE(status.message().find("repo"), std::string::npos) << status.message();
}

// Searches find files by the table, and a walk over the tree does not need it.
TEST(Check, AWrongTableOfEditsIsCorruption) {
  BuiltIndex index;
  for (int i = 0; i < 300; ++i) index.add("repo/" + std::to_string(i), "text\n");
  index.build();
  for (int i = 0; i < 70; ++i) index.add("repo/" + std::to_string(4 * i), "other\n");
  index.build();
  {
    IndexWriter writer = IndexWriter::open(index.directory()).value();
    const SnapshotEntry entry =
        read_snapshot_entries(writer.store(), writer.manifest().snapshots.at(0)).value().at(0);
    EXPECT_EQ(entry.form.edits, 70u);
    const std::string key = record_key(entry.stored_tree(), 2);
    std::vector<EditBlockStart> starts =
        decode_edit_table(writer.store().get(Family::kTrees, key).value().value()).value();
    ++starts.at(0).rank;
    publish_record_of_tree(key, encode_edit_table(starts), &writer);
  }
  const Status status = check_index(index.directory()).status();
  EXPECT_EQ(status.code(), StatusCode::kCorruption);
  EXPECT_NE(status.message().find("table of edits of repo"), std::string::npos) << status.message();
}

TEST(Check, AnOriginThatCannotBeReadIsCorruption) {
  BuiltIndex index;
  index.add("repo/a.py", "abcd\n");
  index.build();
  const auto check_with_origin = [&](const std::string& origin) {
    {
      IndexWriter writer = IndexWriter::open(index.directory()).value();
      Manifest manifest = writer.manifest();
      const uint64_t generation = ++manifest.generation;
      manifest.snapshots[0].published = generation;
      EXPECT_TRUE(
          writer.publish(manifest, BuildStatus(), {}, {{origin_key(generation), origin}}).is_ok());
    }
    return check_index(index.directory()).status();
  };
  EXPECT_EQ(check_with_origin(encode_build_origin({{"/src"}, ""})).message(), "");
  const Status status = check_with_origin("\xff");
  EXPECT_EQ(status.code(), StatusCode::kCorruption);
  EXPECT_TRUE(status.message().starts_with("snapshot default: origin: malformed at byte "))
      << status.message();
}

TEST(Check, AMissingIndexIsNoCorruption) {
  EXPECT_EQ(check_index("/nonexistent").status().code(), StatusCode::kNotFound);
}

}  // namespace
}  // namespace trawl
