#include "indexer/segment/segment_assembler.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "indexer/document/document_frames.h"

namespace trawl {
namespace {
// What a document costs a build beside its bytes, so that many tiny documents close a segment, too.
constexpr uint64_t kDocumentOverhead = 256;
// Bytes held in memory count as this many bytes of text.
constexpr uint64_t kTextOfHeld = 2;
}  // namespace

FutureDictionary ready_dictionary(std::shared_ptr<const Dictionary> dictionary) {
  std::promise<std::shared_ptr<const Dictionary>> promise;
  promise.set_value(std::move(dictionary));
  return promise.get_future().share();
}

SegmentAssembler::SegmentAssembler(FutureDictionary dictionary, std::vector<RuleDigest> rules,
                                   uint64_t segment_bytes)
    : dictionary_(std::move(dictionary)) {
  parameters_.rules = std::move(rules);
  parameters_.segment_bytes = segment_bytes;
}

std::shared_ptr<const Dictionary> SegmentAssembler::dictionary() const {
  const bool is_there = dictionary_.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  return is_there ? dictionary_.get() : nullptr;
}

Status SegmentAssembler::add(std::vector<DocumentWork> documents, std::vector<Segment>* closed) {
  if (!documents.empty() && used_ == nullptr) {
    used_ = dictionary_.get();
    parameters_.dictionary = used_->id();
    compressor_ = std::make_unique<FrameCompressor>(used_.get());
  }
  for (DocumentWork& document : documents) {
    TRAWL_RETURN_IF_ERROR(append(std::move(document), closed));
  }
  return {};
}

Status SegmentAssembler::append(DocumentWork document, std::vector<Segment>* closed) {
  // Documents that were processed before the dictionary was ready are still plain.
  TRAWL_RETURN_IF_ERROR(compress_frames(compressor_.get(), &document));
  open_.text_bytes += document.size;
  open_.held_bytes += document.held_bytes();
  open_text_ += document.size + kDocumentOverhead;
  open_.documents.push_back(std::move(document));
  if (std::max(open_text_, kTextOfHeld * open_.held_bytes) >= parameters_.segment_bytes) {
    close(closed);
  }
  return {};
}

void SegmentAssembler::close(std::vector<Segment>* closed) {
  close_segment(parameters_, &open_);
  Segment next;
  next.ordinal = open_.ordinal + 1;
  next.first_document = open_.first_document + static_cast<uint32_t>(open_.documents.size());
  closed->push_back(std::exchange(open_, std::move(next)));
  open_text_ = 0;
}

Status SegmentAssembler::finish(std::vector<Segment>* closed) {
  if (!open_.documents.empty()) close(closed);
  return {};
}

}  // namespace trawl
