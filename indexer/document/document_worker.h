// The parallel stage that does most of a build's work: it makes the chunks, grams, rule hits and
// frames of new documents.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/document/document_work.h"
#include "indexer/document/gram_extractor.h"
#include "indexer/format/frame.h"
#include "indexer/rules/rule_matcher.h"

namespace trawl {

// The buffers of one worker. One object, one thread; a build has one for each thread.
class DocumentWorker {
 public:
  // `rules` may be null: no rules. They must outlive it.
  static Result<DocumentWorker> create(const RuleMatcher* rules);

  // Processes a document from its content, which is consumed. Without a dictionary its frames stay
  // plain.
  Status work(const std::shared_ptr<const Dictionary>& dictionary, DocumentWork* document);

 private:
  explicit DocumentWorker(std::optional<RuleScanner> scanner) : scanner_(std::move(scanner)) {}
  void collect_grams(DocumentWork* document);

  GramExtractor extractor_;
  std::string grams_;  // of a small document
  std::optional<RuleScanner> scanner_;
  std::vector<LineMatch> matches_;  // of the lines scanned at once
  std::shared_ptr<const Dictionary> dictionary_;
  std::unique_ptr<FrameCompressor> compressor_;
};

}  // namespace trawl
