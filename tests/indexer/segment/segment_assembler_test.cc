#include "indexer/segment/segment_assembler.h"

#include <gtest/gtest.h>

#include <future>
#include <utility>

#include "tests/indexer/document/sample_documents.h"

namespace trawl {
namespace {

constexpr uint64_t kSegmentBytes = 16 << 20;

std::vector<DocumentWork> one(DocumentWork document) {
  std::vector<DocumentWork> documents;
  documents.push_back(std::move(document));
  return documents;
}

TEST(SegmentAssembler, NothingGivesNoSegment) {
  SegmentAssembler assembler(ready_dictionary(std::make_shared<const Dictionary>("")), {},
                             kSegmentBytes);
  std::vector<Segment> closed;
  ASSERT_TRUE(assembler.add({}, &closed).is_ok());
  ASSERT_TRUE(assembler.finish(&closed).is_ok());
  EXPECT_TRUE(closed.empty());
  EXPECT_EQ(assembler.used_dictionary(), nullptr);
}

TEST(SegmentAssembler, CompressesWhatCameBeforeTheDictionary) {
  std::promise<std::shared_ptr<const Dictionary>> promise;
  SegmentAssembler assembler(promise.get_future().share(), {}, kSegmentBytes);
  EXPECT_EQ(assembler.dictionary(), nullptr);
  DocumentWork plain = worked_out(sample_text(1, 100'000));
  const auto dictionary = std::make_shared<const Dictionary>("");
  promise.set_value(dictionary);
  EXPECT_EQ(assembler.dictionary(), dictionary);
  std::vector<Segment> closed;
  ASSERT_TRUE(assembler.add(one(std::move(plain)), &closed).is_ok());
  ASSERT_TRUE(assembler.finish(&closed).is_ok());
  EXPECT_EQ(assembler.used_dictionary(), dictionary);
  ASSERT_EQ(closed.size(), 1u);
  EXPECT_EQ(closed[0].facts.dictionary, dictionary->id());
  EXPECT_TRUE(closed[0].documents.at(0).compressed);
}

TEST(SegmentAssembler, TrainsWithTheFirstDocumentWhenThereIsNoThreadForIt) {
  int runs = 0;
  const auto train = [&runs]() -> std::shared_ptr<const Dictionary> {
    ++runs;
    return std::make_shared<const Dictionary>("");
  };
  SegmentAssembler assembler(std::async(std::launch::deferred, train), {}, kSegmentBytes);
  EXPECT_EQ(assembler.dictionary(), nullptr);
  EXPECT_EQ(runs, 0);
  std::vector<Segment> closed;
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(assembler.add(one(worked_out("a\n")), &closed).is_ok());
  }
  EXPECT_EQ(runs, 1);
  EXPECT_NE(assembler.dictionary(), nullptr);
}

// Sizes of the segments that `count` copies of this document are put in.
std::vector<uint32_t> segment_sizes(const DocumentWork& document, uint32_t count,
                                    uint64_t segment_bytes) {
  SegmentAssembler assembler(ready_dictionary(std::make_shared<const Dictionary>("")), {},
                             segment_bytes);
  std::vector<Segment> closed;
  for (uint32_t i = 0; i < count; ++i) {
    EXPECT_TRUE(assembler.add(one(document), &closed).is_ok());
  }
  EXPECT_TRUE(assembler.finish(&closed).is_ok());
  std::vector<uint32_t> sizes;
  uint32_t documents = 0;
  for (const Segment& segment : closed) {
    EXPECT_EQ(segment.ordinal, sizes.size());
    EXPECT_EQ(segment.first_document, documents);
    EXPECT_EQ(segment.text_bytes, document.size * segment.facts.documents);
    documents += segment.facts.documents;
    sizes.push_back(segment.facts.documents);
  }
  return sizes;
}

TEST(SegmentAssembler, TheDocumentThatTakesASegmentToItsTextIsItsLast) {
  const DocumentWork document = worked_out(sample_text(1, 100'000));
  EXPECT_EQ(segment_sizes(document, 5, 150'000), (std::vector<uint32_t>{2, 2, 1}));
  EXPECT_EQ(segment_sizes(document, 4, 150'000), (std::vector<uint32_t>{2, 2}));
}

// Regression: only the length of its text closed a segment, and segments waiting to be written held
// a multiple of that.
TEST(SegmentAssembler, WhatIsHeldClosesASegmentToo) {
  DocumentWork document = worked_out("a line\n");
  const uint32_t rule = 0;
  for (uint32_t line = 1; line <= 5000; ++line) document.hits.add({line, {}, {&rule, 1}});
  EXPECT_EQ(segment_sizes(document, 5, 4 * document.held_bytes()),
            (std::vector<uint32_t>{2, 2, 1}));
  const std::string text(document.held_bytes(), 'x');
  document.hits.add({5001, text, {&rule, 1}});
  EXPECT_EQ(segment_sizes(document, 2, 2 * document.held_bytes()), (std::vector<uint32_t>{1, 1}));
}

SegmentId id_of(std::vector<RuleDigest> rules, uint64_t segment_bytes, const std::string& text) {
  SegmentAssembler assembler(ready_dictionary(std::make_shared<const Dictionary>("")),
                             std::move(rules), segment_bytes);
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
