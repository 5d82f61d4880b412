#include "indexer/stages/segment_assembler.h"

#include <gtest/gtest.h>

#include <utility>

#include "tests/indexer/stages/sample_documents.h"

namespace trawl {
namespace {

constexpr uint64_t kSegmentBytes = 16 << 20;

std::vector<DocumentWork> one(DocumentWork document) {
  std::vector<DocumentWork> documents;
  documents.push_back(std::move(document));
  return documents;
}

TEST(SegmentAssembler, NothingGivesNoSegment) {
  SegmentAssembler assembler(nullptr, {}, kSegmentBytes);
  std::vector<Segment> closed;
  ASSERT_TRUE(assembler.finish(&closed).is_ok());
  EXPECT_TRUE(closed.empty());
  EXPECT_EQ(assembler.dictionary(), nullptr);
}

TEST(SegmentAssembler, HoldsDocumentsBackUntilTheDictionaryIsTrained) {
  SegmentAssembler assembler(nullptr, {}, kSegmentBytes);
  std::vector<Segment> closed;
  uint64_t bytes = 0;
  uint32_t count = 0;
  for (; bytes < kTrainingBytes; ++count) {
    EXPECT_EQ(assembler.dictionary(), nullptr);
    DocumentWork document = worked_out(sample_text(count, 1 << 20));
    bytes += document.size;
    ASSERT_TRUE(assembler.add(one(std::move(document)), &closed).is_ok());
  }
  ASSERT_NE(assembler.dictionary(), nullptr);
  EXPECT_FALSE(assembler.dictionary()->bytes().empty());
  EXPECT_TRUE(closed.empty());
  // One that was on its way as plain text when the dictionary came.
  ASSERT_TRUE(assembler.add(one(worked_out("late\n")), &closed).is_ok());
  ASSERT_TRUE(assembler.finish(&closed).is_ok());
  ASSERT_EQ(closed.size(), 1u);
  ASSERT_EQ(closed[0].documents.size(), count + 1);
  for (uint32_t i = 0; i < count; ++i) {
    EXPECT_EQ(closed[0].documents[i].digest, worked_out(sample_text(i, 1 << 20)).digest);
    EXPECT_TRUE(closed[0].documents[i].compressed);
  }
  EXPECT_TRUE(closed[0].documents.back().compressed);
  EXPECT_EQ(closed[0].facts.dictionary, assembler.dictionary()->id());
}

TEST(SegmentAssembler, UsesALiveDictionaryAtOnce) {
  const auto live = std::make_shared<const Dictionary>("");
  SegmentAssembler assembler(live, {}, kSegmentBytes);
  EXPECT_EQ(assembler.dictionary(), live);
  std::vector<Segment> closed;
  ASSERT_TRUE(assembler.add(one(worked_out("a\n")), &closed).is_ok());
  ASSERT_TRUE(assembler.finish(&closed).is_ok());
  ASSERT_EQ(closed.size(), 1u);
  EXPECT_EQ(closed[0].facts.dictionary, live->id());
}

TEST(SegmentAssembler, ClosesASegmentWhenTheOrdinalChanges) {
  SegmentAssembler assembler(std::make_shared<const Dictionary>(""), {}, kSegmentBytes);
  std::vector<Segment> closed;
  for (const uint32_t ordinal : {4u, 4u, 5u, 7u}) {
    ASSERT_TRUE(assembler.add(one(worked_out("text\n", ordinal)), &closed).is_ok());
  }
  EXPECT_EQ(closed.size(), 2u);
  ASSERT_TRUE(assembler.finish(&closed).is_ok());
  ASSERT_EQ(closed.size(), 3u);
  EXPECT_EQ(closed[0].facts.documents, 2u);
  EXPECT_EQ(closed[0].text_bytes, 10u);
  EXPECT_EQ(closed[1].facts.documents, 1u);
  EXPECT_EQ(closed[2].documents.front().segment, 7u);
}

SegmentId id_of(std::vector<RuleDigest> rules, uint64_t segment_bytes, const std::string& text) {
  SegmentAssembler assembler(std::make_shared<const Dictionary>(""), std::move(rules),
                             segment_bytes);
  std::vector<Segment> closed;
  EXPECT_TRUE(assembler.add(one(worked_out(text)), &closed).is_ok());
  EXPECT_TRUE(assembler.finish(&closed).is_ok());
  return closed.at(0).facts.id;
}

TEST(SegmentAssembler, TheIdFollowsFromAllThatDecidesTheRecords) {
  RuleDigest a, b;
  a.bytes.fill(1);
  b.bytes.fill(2);
  const SegmentId id = id_of({a, b}, 100, "text");
  EXPECT_EQ(id, id_of({a, b}, 100, "text"));
  EXPECT_EQ(id, id_of({b, a, b}, 100, "text"));  // the set decides
  EXPECT_NE(id, id_of({a}, 100, "text"));
  EXPECT_NE(id, id_of({a, b}, 101, "text"));
  EXPECT_NE(id, id_of({a, b}, 100, "texts"));
}

}  // namespace
}  // namespace trawl
