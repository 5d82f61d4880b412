// Nothing is lost or invented where one chunk ends and the next starts. Each edge of a document
// gets its own marks, and a search for them finds the same as a plain scan.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <fmt/format.h>

#include "indexer/document/chunker.h"
#include "tests/query/index_search.h"
#include "tests/query/search/plain_scan.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

constexpr size_t kChunk = 8 << 10;
constexpr size_t kGiant = 32 << 10;

std::string filler(size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += fmt::format("filler {:05x} ", text.size() * 2654435761u);
  return text.substr(0, bytes);
}

// Lines of many lengths, including the longest and shortest of each kind of chunk.
std::string content_with_edges() {
  std::string content;
  const auto add_lines = [&content](size_t length, int count) {
    for (; count > 0; --count) content += filler(length) + "\n";
  };
  add_lines(79, 1000);
  for (const size_t length : {kChunk - 1, kChunk, kChunk + 1, kGiant - 2, kGiant - 1}) {
    add_lines(length, 2);
    add_lines(30, 3);
  }
  for (const size_t length : {kGiant, kGiant + 1, 3 * kChunk - 1, 3 * kChunk, 20 * kChunk + 7}) {
    add_lines(length, 2);
    add_lines(30, 3);
  }
  return content + filler(5 * kChunk);
}

struct MarkedText {
  std::string content;
  std::vector<std::string> patterns;
};

// Writes marks at every edge, and returns the patterns that search for them.
MarkedText mark_edges() {
  MarkedText marked{content_with_edges(), {}};
  std::string& content = marked.content;
  std::vector<ChunkExtent> chunks;
  chunk_document(content, &chunks);
  for (size_t i = 1; i < chunks.size(); ++i) {
    const size_t edge = chunks[i].offset;
    const std::string left = fmt::format("<{:04}L", i);
    const std::string right = fmt::format("R{:04}>", i);
    const bool between_lines = content[edge - 1] == '\n';
    // Within a giant line, the seam between the marks moves across the edge.
    const size_t seam = between_lines ? edge - 1 : edge + 6 - i % 13;
    content.replace(seam - left.size(), left.size(), left);
    content.replace(between_lines ? edge : seam, right.size(), right);
    for (const std::string& pattern :
         {left, right, left + right, left + ".*" + right, left + "\\s*" + right, left + "$",
          "^" + right, "(?<=" + left.substr(0, 5) + ")L", left.substr(1) + "R?" + "[^x]",
          "\\B" + right.substr(1), "\\b" + left.substr(1),
          "(?>" + left + "R?)" + right.substr(1)}) {
      marked.patterns.push_back(pattern);
    }
    if (i > 1) {
      marked.patterns.push_back(fmt::format("<{:04}L.*{}", i - 1, right));
      marked.patterns.push_back(fmt::format("R{:04}>[^<]*{}", i - 1, left));
    }
  }
  return marked;
}

TEST(ChunkEdges, NothingIsLostOrInventedThere) {
  const TestTree tree;
  const MarkedText marked = mark_edges();
  tree.add("src/edges.txt", marked.content);
  build(build_of(tree.path("src"), 0, tree.index()));
  const SourceFiles files = {{"src", {{"edges.txt", marked.content}}}};
  size_t found = 0;
  Result<IndexReader> reader = IndexReader::open(tree.index(), "");
  ASSERT_TRUE(reader.is_ok()) << reader.status().message();
  for (const std::string& pattern : marked.patterns) {
    PlainScan scan({pattern});
    const std::vector<FoundLine> expected = scan.scan(files);
    ASSERT_EQ(scan.error(), "") << pattern;
    PatternSearch request;
    request.pattern = pattern;
    CollectingSink sink;
    const Result<SearchStats> stats = search(request, &*reader, &sink);
    ASSERT_TRUE(stats.is_ok()) << pattern << ": " << stats.status().message();
    ASSERT_EQ(sink.lines, expected) << pattern;
    found += expected.size();
  }
  EXPECT_GT(marked.patterns.size(), 500u);
  EXPECT_GT(found, marked.patterns.size() / 2);
}

}  // namespace
}  // namespace trawl
