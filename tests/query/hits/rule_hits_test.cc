// Listing a rule's hits reads and holds no more than is in proportion to the listed lines.
#include "query/hits/rule_hits.h"

#include <gtest/gtest.h>
#include <rocksdb/perf_context.h>

#include <string>
#include <vector>

#include "indexer/format/format.h"
#include "tests/query/index_search.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

constexpr int kLines = 30000;
constexpr size_t kLong = 5000;  // longer than the text that the hit index keeps of a line

std::string line_text(int number) {
  std::string text = "line " + std::to_string(number) + " of a file whose every line is a hit";
  if (number % 1000 == 0) text.append(kLong, 'x');
  return text;
}

// Checks that parts follow each other and keep their size limit, and counts them.
class PartSink : public CollectingSink {
 public:
  Result<bool> file(const FileResult& result) override {
    EXPECT_EQ(result.begins, ended_);
    ended_ = result.ends;
    EXPECT_FALSE(result.lines.empty());
    size_t held = 0;
    for (const Line& line : result.lines) held += line.text.size();
    EXPECT_LE(held, kMaxHitPart);
    ++parts;
    return CollectingSink::file(result);
  }
  bool ended() const { return ended_; }
  int parts = 0;

 private:
  bool ended_ = true;
};

class RuleHits : public testing::Test {
 protected:
  void SetUp() override {
    for (int number = 1; number <= kLines; ++number) text_ += line_text(number) + "\n";
    tree_.add("src/a/large.txt", text_);
    tree_.add("src/a/small.txt", "one line\nno hit\n");
    tree_.add("src/b/copy.txt", text_);
    // Lines whose text is not in the hit index.
    for (int number = 1; number <= kLongLines; ++number) {
      long_text_ += std::to_string(number) + std::string(kMaxHitText, 'y') + "x\n";
    }
    tree_.add("src/c/long.txt", long_text_);
    BuildOptions options = build_of(tree_.path("src"), 1, tree_.index());
    options.rules =
        parse_rules("first\tline\nsecond\tlin.\nnone\tnowhere\nlong\tyx$\n", "rules").value();
    build(options);
    Result<IndexReader> reader = IndexReader::open(tree_.index(), "");
    ASSERT_TRUE(reader.is_ok()) << reader.status().message();
    reader_.emplace(std::move(reader).value());
  }

  // Lists the rule, and returns the bytes of records read for it.
  uint64_t list(const std::string& rule, PartSink* sink, bool with_offsets = false) {
    RuleRequest request;
    request.rule = rule;
    request.needs.offsets = with_offsets;
    const uint64_t before = rocksdb::get_perf_context()->get_read_bytes;
    const Status status = list_rule_hits(request, &*reader_, sink);
    EXPECT_TRUE(status.is_ok()) << status.message();
    return rocksdb::get_perf_context()->get_read_bytes - before;
  }

  TestTree tree_;
  static constexpr int kLongLines = 300;
  std::string text_;
  std::string long_text_;
  std::optional<IndexReader> reader_;
};

TEST_F(RuleHits, AreCompleteAndComeInBoundedParts) {
  for (const char* rule : {"first", "second"}) {
    PartSink sink;
    list(rule, &sink);
    EXPECT_TRUE(sink.ended());
    EXPECT_GT(sink.parts, 4);
    ASSERT_EQ(sink.lines.size(), 2u * kLines + 1) << rule;
    for (int number = 1; number <= kLines; ++number) {
      ASSERT_EQ(sink.lines[number - 1],
                (FoundLine{"a", "large.txt", static_cast<uint64_t>(number), 0, line_text(number)}));
    }
    EXPECT_EQ(sink.lines[kLines], (FoundLine{"a", "small.txt", 1, 0, "one line"}));
    EXPECT_EQ(sink.lines.back(), (FoundLine{"b", "copy.txt", kLines, 0, line_text(kLines)}));
  }
  PartSink none;
  list("none", &none);
  EXPECT_EQ(none.parts, 0);
}

TEST_F(RuleHits, OffsetsAreReadFromContentOnce) {
  for (const char* rule : {"first", "second"}) {
    PartSink sink;
    EXPECT_LT(list(rule, &sink, true), 6 * text_.size()) << rule;
    ASSERT_EQ(sink.lines.size(), 2u * kLines + 1);
    uint64_t offset = 0;
    for (int number = 1; number <= kLines; ++number) {
      ASSERT_EQ(sink.lines[number - 1], (FoundLine{"a", "large.txt", static_cast<uint64_t>(number),
                                                   offset, line_text(number)}));
      offset += line_text(number).size() + 1;
    }
  }
}

TEST_F(RuleHits, TextThatTheHitIndexLacksIsReadOnce) {
  PartSink sink;
  const uint64_t bytes = list("long", &sink);
  ASSERT_EQ(sink.lines.size(), static_cast<size_t>(kLongLines));
  EXPECT_EQ(sink.lines[6].text, "7" + std::string(kMaxHitText, 'y') + "x");
  EXPECT_GT(bytes, long_text_.size() / 100);  // it is counted at all
  EXPECT_LT(bytes, long_text_.size());        // it is compressed
}

}  // namespace
}  // namespace trawl
