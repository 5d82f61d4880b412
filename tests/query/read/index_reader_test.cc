// Reads an index record by record: the reader, its documents, the selection of files, and the
// verifier.
#include "query/read/index_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "query/read/content_reader.h"
#include "query/read/document_reader.h"
#include "query/search/file_selection.h"
#include "query/search/unit_verifier.h"
#include "tests/query/index_search.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

constexpr size_t kGiant = 70000;

class IndexReaderTest : public testing::Test {
 protected:
  void SetUp() override {
    for (int line = 1; line <= 2000; ++line) {
      many_lines_ += "this is line " + std::to_string(line) + "\n";
    }
    tree_.add("src/org/a/dir/many.txt", many_lines_);
    tree_.add("src/org/a/giant.txt", "one\n" + std::string(kGiant, 'g') + "\nthree\nfour");
    tree_.add("src/org/b/copy.txt", many_lines_);
    build(build_of(tree_.path("src"), 2, tree_.index()));
    Result<IndexReader> reader = IndexReader::open(tree_.index(), "");
    ASSERT_TRUE(reader.is_ok()) << reader.status().message();
    reader_.emplace(std::move(reader).value());
  }

  // The document of the file with this rank in the first repository.
  DocumentLocation document_of(uint32_t rank) {
    const Result<const FileRecord*> file = reader_->file({{0}, {rank}});
    EXPECT_TRUE(file.is_ok());
    const auto location = reader_->find((*file)->digest);
    EXPECT_TRUE(location.is_ok() && *location);
    return **location;
  }
  std::string lines(const DocumentLocation& location, uint64_t first, uint64_t last) {
    DocumentReader documents(&*reader_);
    std::string text;
    const Status status = documents.lines(location, first, last, &text);
    EXPECT_TRUE(status.is_ok()) << status.message();
    return text;
  }

  TestTree tree_;
  std::string many_lines_;
  std::optional<IndexReader> reader_;
};

TEST_F(IndexReaderTest, EntriesFilesAndPlacesLeadToEachOther) {
  ASSERT_EQ(reader_->entry_count(), 2u);
  EXPECT_EQ((*reader_->entry({0}))->repository, "org/a");
  EXPECT_EQ((*reader_->entry({1}))->repository, "org/b");
  EXPECT_EQ((*reader_->file({{0}, {0}}))->path, "dir/many.txt");
  EXPECT_EQ((*reader_->file({{1}, {0}}))->path, "copy.txt");

  const DocumentLocation location = document_of(0);
  const Result<std::span<const Place>> places =
      reader_->places(location.segment, location.document);
  ASSERT_TRUE(places.is_ok());
  EXPECT_EQ(std::vector<Place>(places->begin(), places->end()),
            (std::vector<Place>{{{0}, {0}}, {{1}, {0}}}));
}

TEST_F(IndexReaderTest, WhatIsNotThereIsAbsentOrDamage) {
  EXPECT_FALSE(*reader_->find(DocumentDigest()));
  EXPECT_EQ(*reader_->view()->posting_list({0}, Gram::of('q', 'q', 'q')), nullptr);
  EXPECT_NE(*reader_->view()->posting_list({0}, Gram::of('L', 'i', 'N')), nullptr);
  EXPECT_EQ(reader_->file({{0}, {50}}).status().code(), StatusCode::kCorruption);
  EXPECT_EQ(reader_->chunk({0}, {5000}).status().code(), StatusCode::kCorruption);
  ContentReader content(reader_->view());
  ChunkRecord chunk = *reader_->chunk({0}, {0});
  EXPECT_EQ(content.chunk({0}, chunk)->size(), chunk.length);
  ++chunk.length;
  EXPECT_EQ(content.chunk({0}, chunk).status().code(), StatusCode::kCorruption);
  chunk.frame = {5000};
  EXPECT_EQ(content.chunk({0}, chunk).status().code(), StatusCode::kCorruption);
  EXPECT_TRUE(reader_->places({0}, {5000})->empty());
}

TEST_F(IndexReaderTest, LinesOfADocument) {
  const DocumentLocation many = document_of(0);
  EXPECT_EQ(lines(many, 1, UINT64_MAX), many_lines_);
  for (const uint64_t line : {1u, 2u, 850u, 1024u, 1999u, 2000u}) {
    EXPECT_EQ(lines(many, line, line), "this is line " + std::to_string(line) + "\n");
  }
  EXPECT_EQ(lines(many, 1999, 3000), "this is line 1999\nthis is line 2000\n");
  EXPECT_EQ(lines(many, 2001, 3000), "");
  const DocumentLocation giant = document_of(1);
  EXPECT_EQ(lines(giant, 1, 1), "one\n");
  EXPECT_EQ(lines(giant, 2, 2), std::string(kGiant, 'g') + "\n");
  EXPECT_EQ(lines(giant, 2, 3), std::string(kGiant, 'g') + "\nthree\n");
  EXPECT_EQ(lines(giant, 3, 9), "three\nfour");
}

TEST_F(IndexReaderTest, ADocumentComesUnitByUnit) {
  DocumentReader documents(&*reader_);
  std::vector<std::string> units;
  const auto keep = [&units](std::string_view text) -> Status {
    units.emplace_back(text);
    return {};
  };
  const DocumentLocation giant = document_of(1);
  const std::string giant_line = std::string(kGiant, 'g') + "\n";
  ASSERT_TRUE(documents.for_each_unit(giant, 1, UINT64_MAX, keep).is_ok());
  EXPECT_EQ(units, (std::vector<std::string>{"one\n", giant_line, "three\nfour"}));
  units.clear();
  ASSERT_TRUE(documents.for_each_unit(giant, 2, 3, keep).is_ok());
  EXPECT_EQ(units, (std::vector<std::string>{giant_line, "three\n"}));
  int visits = 0;
  const Status failed = documents.for_each_unit(giant, 1, UINT64_MAX, [&](std::string_view) {
    ++visits;
    return not_found("enough");
  });
  EXPECT_EQ(failed.code(), StatusCode::kNotFound);
  EXPECT_EQ(visits, 1);
}

TEST_F(IndexReaderTest, AUnitIsAChunkOrAGiantLine) {
  const DocumentLocation giant = document_of(1);
  const ChunkNumber first = reader_->document(giant.segment, giant.document)->first_chunk;
  ContentReader content(reader_->view());
  std::vector<std::string> units;
  for (uint32_t chunk = first.value; units.size() < 3;) {
    const uint32_t count = *reader_->chunks_in_unit(giant.segment, {chunk});
    const Result<Unit> unit = content.unit(giant.segment, {chunk}, count, &*reader_);
    ASSERT_TRUE(unit.is_ok()) << unit.status().message();
    EXPECT_EQ(unit->chunk_count, count);
    EXPECT_EQ(unit->first, *reader_->chunk(giant.segment, {chunk}));
    units.emplace_back(unit->content);
    chunk += count;
  }
  EXPECT_EQ(units,
            (std::vector<std::string>{"one\n", std::string(kGiant, 'g') + "\n", "three\nfour"}));
}

TEST_F(IndexReaderTest, OneLineAfterTheOtherInAnyOrder) {
  const DocumentLocation many = document_of(0);
  const DocumentLocation giant = document_of(1);
  DocumentReader documents(&*reader_);
  EXPECT_EQ(documents.line(giant, 4)->text, "four");
  EXPECT_EQ(documents.line(giant, 5).status().code(), StatusCode::kCorruption);
  EXPECT_EQ(documents.line(giant, 3)->text, "three");
  EXPECT_EQ(documents.line(giant, 2)->text, std::string(kGiant, 'g'));
  EXPECT_EQ(documents.line(giant, 2)->text, std::string(kGiant, 'g'));
  EXPECT_EQ(documents.line(giant, 1)->text, "one");
  for (const uint64_t line : {1u, 2u, 700u, 701u, 701u, 1999u, 2000u, 850u, 3u}) {
    EXPECT_EQ(documents.line(many, line)->text, "this is line " + std::to_string(line));
  }
  EXPECT_EQ(documents.line(many, 2001).status().code(), StatusCode::kCorruption);
  EXPECT_EQ(documents.line(many, 2000)->text, "this is line 2000");
  EXPECT_EQ(documents.line(giant, 1)->text, "one");
}

TEST_F(IndexReaderTest, ALineTellsWhereItBeginsAndHowItEnds) {
  const DocumentLocation many = document_of(0);
  const DocumentLocation giant = document_of(1);
  DocumentReader documents(&*reader_);
  for (const uint64_t number : {1u, 2u, 1200u, 1999u}) {
    const Result<Line> line = documents.line(many, number);
    ASSERT_TRUE(line.is_ok());
    EXPECT_EQ(line->offset, many_lines_.find("this is line " + std::to_string(number) + "\n"));
    EXPECT_TRUE(line->ends_with_newline);
  }
  EXPECT_EQ(documents.line(giant, 2)->offset, 4u);
  EXPECT_EQ(documents.line(giant, 3)->offset, 4u + kGiant + 1);
  EXPECT_TRUE(documents.line(giant, 3)->ends_with_newline);
  EXPECT_FALSE(documents.line(giant, 4)->ends_with_newline);
}

TEST_F(IndexReaderTest, SelectionsSearchNamesAndPaths) {
  const auto selects = [this](const char* repository, const char* path, const Place& place) {
    const Result<FileExpressions> expressions = FileExpressions::compile({repository, path});
    EXPECT_TRUE(expressions.is_ok());
    Result<FileSelection> selection = FileSelection::create(*expressions, 2);
    EXPECT_TRUE(selection.is_ok());
    const Result<bool> selected = selection->selects(place, &*reader_);
    return selected.is_ok() && *selected;
  };
  EXPECT_TRUE(selects("", "", {{0}, {0}}));
  EXPECT_TRUE(selects("rg/a$", "", {{0}, {0}}));
  EXPECT_FALSE(selects("rg/a$", "", {{1}, {0}}));
  EXPECT_TRUE(selects("", "^dir/", {{0}, {0}}));
  EXPECT_FALSE(selects("", "^dir/", {{0}, {1}}));
  EXPECT_FALSE(selects("b", "dir", {{0}, {0}}));
  EXPECT_TRUE(selects("(?i)ORG", "(?i)MANY", {{0}, {0}}));
  const Result<FileExpressions> bad = FileExpressions::compile({"", "a("});
  ASSERT_FALSE(bad.is_ok());
  EXPECT_EQ(bad.status().option(), Term::kPathExpression);
  EXPECT_TRUE(bad.status().message().starts_with("the path expression: missing )"))
      << bad.status().message();
}

TEST_F(IndexReaderTest, TheVerifierGivesMatchingLinesOfAUnit) {
  std::vector<Pattern> patterns;
  patterns.push_back(*parse_pattern("line 19?$", {}));
  const Result<Matcher> matcher = Matcher::compile(std::move(patterns));
  ASSERT_TRUE(matcher.is_ok());
  Result<UnitVerifier> verifier =
      UnitVerifier::create(*matcher, {}, ContentReader(reader_->view()));
  ASSERT_TRUE(verifier.is_ok());
  const Result<DocumentRecord> document = reader_->document({0}, document_of(0).document);
  ASSERT_TRUE(document.is_ok());
  VerifiedLines found;
  const std::vector<CandidateChunk> unit = {{*reader_->chunk({0}, document->first_chunk)}};
  const Status status = verifier->verify({0}, unit, &found);
  ASSERT_TRUE(status.is_ok()) << status.message();
  const std::span<const Line> lines = found.lines.lines();
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].text, "this is line 1");
  EXPECT_EQ(lines[1].text, "this is line 19");
  EXPECT_EQ(lines[1].number, 19u);
  EXPECT_EQ(lines[1].offset, many_lines_.find("this is line 19\n"));
  EXPECT_TRUE(lines[1].ends_with_newline);
}

TEST(LineSelection, DropsLinesThatBeginWithTheMarker) {
  const LineSelection hash{true, "#"};
  const LineSelection slashes{true, "//"};
  EXPECT_FALSE(hash.selects("# a"));
  EXPECT_FALSE(hash.selects(" \t#"));
  EXPECT_TRUE(hash.selects("a # b"));
  EXPECT_TRUE(hash.selects(""));
  EXPECT_TRUE(hash.selects("  "));
  EXPECT_FALSE(slashes.selects("  // a"));
  EXPECT_TRUE(slashes.selects("/ a"));
  EXPECT_TRUE(LineSelection().selects("# a"));
}

}  // namespace
}  // namespace trawl
