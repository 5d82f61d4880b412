#include "indexer/document/document_worker.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "indexer/base/digest.h"
#include "indexer/study/rule_file.h"
#include "tests/indexer/base/temporary_directory.h"
#include "tests/indexer/document/sample_documents.h"

namespace trawl {
namespace {

std::vector<std::string> hit_lines(const DocumentHits& hits) {
  std::vector<std::string> lines;
  const Status status = hits.for_each([&lines](const HitLine& line) -> Status {
    std::string text = std::to_string(line.line) + ":" + std::string(line.text.value_or("none"));
    for (const uint32_t rule : line.rules) text += " " + std::to_string(rule);
    lines.push_back(text);
    return {};
  });
  EXPECT_TRUE(status.is_ok()) << status.message();
  return lines;
}

DocumentWork work_out(const std::string& content, DocumentWorker* worker) {
  DocumentWork document;
  document.content = content;
  document.size = content.size();
  const Status status = worker->work(nullptr, &document);
  EXPECT_TRUE(status.is_ok()) << status.message();
  return document;
}

// Grams and hits of random text with rules take three times the text, and stayed in memory.
TEST(DocumentWorker, GramsAndHitsOfAVeryLargeDocumentLieInATemporaryFile) {
  const TemporaryDirectory directory;
  const RuleMatcher rules =
      RuleMatcher::compile(parse_rules("a\te\nb\t[0-9]\n", "rules").value()).value();
  DocumentWorker in_memory = DocumentWorker::create(&rules).value();
  DocumentWorker spilling = DocumentWorker::create(&rules, {100'000, directory.path()}).value();
  for (const size_t size : {size_t{0}, size_t{99'999}, size_t{100'000}, size_t{3'000'000}}) {
    std::string content;
    for (uint32_t i = 0; content.size() < size; ++i) content += sample_text(i, 40'000);
    content.resize(size);
    const DocumentWork expected = work_out(content, &in_memory);
    const DocumentWork document = work_out(content, &spilling);
    EXPECT_EQ(document.gram_lists(), expected.gram_lists()) << size;
    EXPECT_EQ(hit_lines(document.hits), hit_lines(expected.hits)) << size;
    EXPECT_EQ(document.hits.empty(), expected.hits.empty());
    EXPECT_EQ(document.frames, expected.frames);
    if (size < 100'000) {
      EXPECT_EQ(document.held_bytes(), expected.held_bytes());
    } else {
      EXPECT_EQ(document.held_bytes() + expected.gram_lists().size() + expected.hits.bytes(),
                expected.held_bytes());
    }
  }
  EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
}

TEST(DocumentWorker, ATemporaryFileThatCannotBeMadeIsAnError) {
  DocumentWorker worker = DocumentWorker::create(nullptr, {1, "/nonexistent"}).value();
  DocumentWork document;
  document.content = "text\n";
  EXPECT_EQ(worker.work(nullptr, &document).code(), StatusCode::kIoError);
}

}  // namespace
}  // namespace trawl
