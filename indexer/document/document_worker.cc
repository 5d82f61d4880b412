#include "indexer/document/document_worker.h"

#include "indexer/document/chunker.h"
#include "indexer/document/document_frames.h"
#include "indexer/document/hit_collector.h"
#include "indexer/text/utf8.h"

namespace trawl {
namespace {
// Up to this size, a document's grams are collected in a buffer that each worker keeps, and then
// copied: nearly all documents are this small, so the buffer stays small, too.
constexpr uint64_t kSmallDocument = 64 << 10;
}  // namespace

Result<DocumentWorker> DocumentWorker::create(const RuleMatcher* rules, SpilledDocuments spilled) {
  if (rules == nullptr) return DocumentWorker(std::nullopt, std::move(spilled));
  TRAWL_ASSIGN_OR_RETURN(RuleScanner scanner, RuleScanner::create(*rules));
  return DocumentWorker(std::move(scanner), std::move(spilled));
}

void DocumentWorker::put_grams_of(const ChunkExtent& chunk, std::string_view content,
                                  std::string* grams) {
  // Grams that begin in this chunk may end in the next.
  put_grams(extractor_.extract(content.substr(chunk.offset, chunk.length + 2), chunk.length),
            grams);
}

void DocumentWorker::collect_grams(DocumentWork* document) {
  const std::string_view content = document->content;
  const bool small = content.size() <= kSmallDocument;
  const bool large = content.size() > kLargeDocument;
  // There cannot be more than this. Pages that are never written cost nothing, while growing, and
  // shrinking at the end, would hold the grams twice.
  if (large) document->grams.reserve(gram_list_bound(content.size(), document->chunks.size()));
  std::string* const grams = small ? &grams_ : &document->grams;
  grams->clear();
  for (const ChunkExtent& chunk : document->chunks) put_grams_of(chunk, content, grams);
  if (small) document->grams = grams_;
  if (!small && !large) document->grams.shrink_to_fit();
}

Status DocumentWorker::spill_grams(DocumentWork* document) {
  TRAWL_ASSIGN_OR_RETURN(SpillFile spill, SpillFile::create(spilled_.directory));
  document->spill = std::make_shared<SpillFile>(std::move(spill));
  for (const ChunkExtent& chunk : document->chunks) {
    grams_.clear();
    put_grams_of(chunk, document->content, &grams_);
    TRAWL_RETURN_IF_ERROR(document->spill->append(grams_).status());
  }
  TRAWL_ASSIGN_OR_RETURN(document->spilled_grams, document->spill->map());
  return document->hits.spill_to(spilled_.directory);
}

Status DocumentWorker::work(const std::shared_ptr<const Dictionary>& dictionary,
                            DocumentWork* document) {
  document->lines = chunk_document(document->content, &document->chunks);
  document->encoding =
      is_valid_utf8(document->content) ? TextEncoding::kUtf8 : TextEncoding::kOther;
  if (document->content.size() >= spilled_.least_size) {
    TRAWL_RETURN_IF_ERROR(spill_grams(document));
  } else {
    collect_grams(document);
  }
  if (scanner_) {
    TRAWL_RETURN_IF_ERROR(collect_hits(document->content, &*scanner_, &matches_, &document->hits)
                              .with_context(in_file(document->name)));
  }
  std::string().swap(document->name);
  // The chunks cover the content, so while they are plain, the content is their frames.
  for (const ChunkExtent& chunk : document->chunks) document->frame_sizes.push_back(chunk.length);
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
