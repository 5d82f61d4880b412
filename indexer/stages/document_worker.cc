#include "indexer/stages/document_worker.h"

#include "indexer/base/text.h"
#include "indexer/stages/chunker.h"
#include "indexer/stages/dictionary_trainer.h"
#include "indexer/stages/hit_collector.h"

namespace trawl {

Result<DocumentWorker> DocumentWorker::create(const Matcher* rules) {
  if (rules == nullptr) return DocumentWorker(std::nullopt);
  TRAWL_ASSIGN_OR_RETURN(LineScanner scanner, LineScanner::create(*rules));
  return DocumentWorker(std::move(scanner));
}

void DocumentWorker::collect_grams(DocumentWork* document) {
  const std::string_view content = document->content;
  const bool large = content.size() > kLargeDocument;
  // No more than this can come; pages that nothing is written to cost nothing, while growing, or
  // copying at the end, would hold the grams twice. Those of other documents are copied, so that
  // they take no more than they need and no buffer is grown for each.
  if (large) document->grams.reserve(gram_list_bound(content.size(), document->pieces.size()));
  std::string* const grams = large ? &document->grams : &grams_;
  grams->clear();
  for (const ChunkPiece& piece : document->pieces) {
    // Grams that begin in this piece may end in the next.
    put_grams(extractor_.extract(content.substr(piece.offset, piece.length + 2), piece.length),
              grams);
  }
  if (!large) document->grams = grams_;
}

Status DocumentWorker::work(const std::shared_ptr<const Dictionary>& dictionary,
                            DocumentWork* document) {
  document->lines = chunk_document(document->content, &document->pieces);
  document->valid_utf8 = is_valid_utf8(document->content);
  collect_grams(document);
  if (scanner_) {
    TRAWL_RETURN_IF_ERROR(
        collect_hits(document->content, &*scanner_, &document->hits).with_context(document->name));
  }
  std::string().swap(document->name);
  // The pieces cover the content, so it is their frames while they are plain.
  for (const ChunkPiece& piece : document->pieces) document->frame_sizes.push_back(piece.length);
  document->frames = std::move(document->content);
  std::string().swap(document->content);
  if (dictionary == nullptr) return {};
  if (dictionary != dictionary_) {
    dictionary_ = dictionary;
    compressor_ = std::make_unique<FrameCompressor>(dictionary_.get());
  }
  return compress_frames(compressor_.get(), document);
}

}  // namespace trawl
