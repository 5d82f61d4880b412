// The parallel stage that does most of a build's work: it makes the chunks, grams, rule hits and
// frames of new documents.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/document/document_work.h"
#include "indexer/document/gram_extractor.h"
#include "indexer/format/frame.h"
#include "indexer/rules/rule_matcher.h"

namespace trawl {

// Which documents are so large that their grams and hits, which can be three times their text, go
// to temporary files in `directory` instead of memory.
struct SpilledDocuments {
  uint64_t least_size = UINT64_MAX;  // bytes
  std::string directory = {};
};

// The buffers of one worker. One object, one thread; a build has one for each thread.
class DocumentWorker {
 public:
  // `rules` may be null: no rules. They must outlive it.
  static Result<DocumentWorker> create(const RuleMatcher* rules, SpilledDocuments spilled = {});

  // Processes a document from its content, which is consumed. Without a dictionary its frames stay
  // plain.
  Status work(const std::shared_ptr<const Dictionary>& dictionary, DocumentWork* document);

 private:
  DocumentWorker(std::optional<RuleScanner> scanner, SpilledDocuments spilled)
      : scanner_(std::move(scanner)), spilled_(std::move(spilled)) {}
  void put_grams_of(const ChunkExtent& chunk, std::string_view content, std::string* grams);
  void collect_grams(DocumentWork* document);
  Status spill_grams(DocumentWork* document);

  GramExtractor extractor_;
  std::string grams_;  // of a small document, or some of a very large one
  std::optional<RuleScanner> scanner_;
  SpilledDocuments spilled_;
  std::vector<LineMatch> matches_;  // of the lines scanned at once
  std::shared_ptr<const Dictionary> dictionary_;
  std::unique_ptr<FrameCompressor> compressor_;
};

}  // namespace trawl
