// Large files come in parts: cut at units, complete in sum, and counted as one file.
#include "query/search/file_parts.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/query/index_search.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

constexpr uint32_t kChunkBytes = 8 << 10;
constexpr uint64_t kMaxBytes = (64 << 10) + kChunkBytes;  // most bytes in a batch of chunks

// Adds a file with chunks that start with these lines. Chunks with equal lines belong to a giant
// line.
void add_file(const std::vector<uint32_t>& first_lines, CandidateFiles* candidates) {
  CandidateDocument document;
  document.first_chunk = candidates->chunks.size();
  document.chunk_count = static_cast<uint32_t>(first_lines.size());
  uint32_t last_line = 0;
  for (const uint32_t line : first_lines) {
    CandidateChunk chunk;
    chunk.begins_unit = line != last_line;
    chunk.first_line = last_line = line;
    chunk.length = kChunkBytes;
    candidates->chunks.push_back(chunk);
  }
  const auto number = static_cast<uint32_t>(candidates->documents.size());
  candidates->documents.push_back(document);
  candidates->files.push_back({{{0}, {number}}, number});
}

std::vector<PartBatch> batches_of(const CandidateFiles& candidates) {
  PartSource source(candidates);
  std::vector<PartBatch> batches;
  for (PartBatch batch; source.next(&batch); batch = {}) batches.push_back(std::move(batch));
  return batches;
}

TEST(PartSource, SmallFilesShareABatch) {
  CandidateFiles candidates;
  for (int i = 0; i < 12; ++i) add_file({1}, &candidates);
  const std::vector<PartBatch> batches = batches_of(candidates);
  ASSERT_EQ(batches.size(), 2u);
  EXPECT_EQ(batches[0].parts.size(), 8u);
  EXPECT_EQ(batches[1].parts.size(), 4u);
  for (const PartBatch& batch : batches) {
    for (const FilePart& part : batch.parts) EXPECT_TRUE(part.ends_file);
  }
}

TEST(PartSource, ALargeFileIsCutAndNothingIsLost) {
  CandidateFiles candidates;
  add_file({1}, &candidates);
  std::vector<uint32_t> lines;
  for (uint32_t i = 0; i < 1000; ++i) lines.push_back(1 + 10 * i);
  add_file(lines, &candidates);
  add_file({1, 2}, &candidates);
  size_t file = 0;
  size_t chunk = 0;
  for (const PartBatch& batch : batches_of(candidates)) {
    EXPECT_LE(batch.bytes, kMaxBytes);
    for (const FilePart& part : batch.parts) {
      EXPECT_EQ(part.file, file);
      EXPECT_EQ(part.begin, chunk);
      EXPECT_GT(part.end, part.begin);
      EXPECT_EQ(part.units, part.end - part.begin);
      EXPECT_EQ(part.ends_file, part.end == candidates.documents[file].chunk_count);
      chunk = part.ends_file ? 0 : part.end;
      file += part.ends_file ? 1 : 0;
    }
  }
  EXPECT_EQ(file, 3u);
  EXPECT_EQ(chunk, 0u);
}

TEST(PartSource, AGiantLineStaysWhole) {
  CandidateFiles candidates;
  std::vector<uint32_t> lines = {1, 2};
  lines.insert(lines.end(), 100, 3);
  lines.push_back(4);
  add_file(lines, &candidates);
  std::vector<size_t> ends;
  for (const PartBatch& batch : batches_of(candidates)) ends.push_back(batch.parts.back().end);
  EXPECT_EQ(ends, (std::vector<size_t>{102, 103}));
}

TEST(PartSource, WithoutFilesThereIsNoBatch) {
  EXPECT_TRUE(batches_of({}).empty());
}

// Checks that parts follow the rules of FileResult, and sums them up.
class PartsSink : public ResultSink {
 public:
  Result<bool> file(const FileResult& result) override {
    const std::string name = std::string(result.repository) + "/" + std::string(result.path);
    EXPECT_EQ(result.begins, name_.empty()) << name;
    EXPECT_TRUE(result.begins || name == name_) << name << " before the end of " << name_;
    EXPECT_TRUE(!result.lines.empty() || (!result.begins && result.ends)) << name;
    uint64_t bytes = 0;
    for (const Line& line : result.lines) {
      EXPECT_GT(line.number, result.begins && &line == &result.lines.front() ? 0 : last_line_);
      last_line_ = line.number;
      bytes += line.text.size() + 1;
    }
    EXPECT_LE(bytes, kMaxBytes + kChunkBytes);
    name_ = result.ends ? "" : name;
    files += result.begins ? 1 : 0;
    ends += result.ends ? 1 : 0;
    lines += result.lines.size();
    bytes_searched += result.bytes_searched;
    ++parts;
    return true;
  }
  uint64_t files = 0, ends = 0, lines = 0, parts = 0, bytes_searched = 0;

 private:
  std::string name_;  // name of the file that has started but not ended
  uint64_t last_line_ = 0;
};

class LargeFiles : public testing::Test {
 protected:
  void SetUp() override {
    for (int i = 0; i < kLines; ++i) {
      // The word is in every line of the first tenth, then in one line of a thousand up to the
      // middle.
      content_ += i < kLines / 10 || (i % 1000 == 0 && i < kLines / 2) ? "word\n" : "none\n";
    }
    tree_.add("src/repo/b_large", content_);
    tree_.add("src/repo/a_small", "word\n");
    tree_.add("src/repo/c_small", "a word\n\n");
    build(build_of(tree_.path("src"), 1, tree_.index()));
  }
  void search_into(ResultSink* sink, uint32_t jobs, uint64_t memory = kDefaultSearchMemory) {
    Result<IndexReader> reader = IndexReader::open(tree_.index(), "");
    ASSERT_TRUE(reader.is_ok()) << reader.status().message();
    PatternSearch request;
    request.pattern = "word";
    request.jobs = jobs;
    request.memory = memory;
    request.force_scan = true;
    const Result<SearchStats> stats = search(request, &*reader, sink);
    ASSERT_TRUE(stats.is_ok()) << stats.status().message();
    EXPECT_EQ(stats->files, 3u);
    EXPECT_EQ(stats->lines, kMatches);
    EXPECT_EQ(stats->verified_bytes, content_.size() + 5 + 8);
  }
  static constexpr int kLines = 1000000;
  static constexpr uint64_t kMatches = 100000 + 400 + 2;
  TestTree tree_;
  std::string content_;
};

TEST_F(LargeFiles, ComeInPartsWhateverTheThreadsAndTheMemory) {
  for (const uint32_t jobs : {1u, 2u, 8u}) {
    for (const uint64_t memory : {uint64_t{0}, uint64_t{1} << 20, kDefaultSearchMemory}) {
      SCOPED_TRACE(std::to_string(jobs) + " jobs, " + std::to_string(memory) + " bytes");
      PartsSink sink;
      search_into(&sink, jobs, memory);
      EXPECT_EQ(sink.files, 3u);
      EXPECT_EQ(sink.ends, 3u);
      EXPECT_EQ(sink.lines, kMatches);
      EXPECT_GT(sink.parts, 10u);
      EXPECT_EQ(sink.bytes_searched, content_.size() + 5 + 8);
    }
  }
}

// Has enough after some parts.
class StoppingSink : public ResultSink {
 public:
  explicit StoppingSink(int parts) : left_(parts) {}
  Result<bool> file(const FileResult&) override {
    EXPECT_GT(left_, 0);
    return --left_ > 0;
  }

 private:
  int left_;
};

TEST_F(LargeFiles, ASinkMayStopInTheMiddle) {
  for (const uint32_t jobs : {1u, 2u}) {
    Result<IndexReader> reader = IndexReader::open(tree_.index(), "");
    ASSERT_TRUE(reader.is_ok());
    PatternSearch request;
    request.pattern = "word";
    request.jobs = jobs;
    StoppingSink sink(3);
    EXPECT_TRUE(search(request, &*reader, &sink).is_ok());
  }
}

}  // namespace
}  // namespace trawl
