#include "indexer/stages/segment_assembler.h"

#include <algorithm>
#include <utility>

namespace trawl {
namespace {
// What a document costs a build beside its bytes: so many tiny documents close a segment too.
constexpr uint64_t kDocumentOverhead = 256;
}  // namespace

SegmentAssembler::SegmentAssembler(std::shared_ptr<const Dictionary> dictionary,
                                   std::vector<RuleDigest> rules, uint64_t segment_bytes)
    : dictionary_(std::move(dictionary)) {
  parameters_.rules = std::move(rules);
  parameters_.segment_bytes = segment_bytes;
  if (dictionary_ == nullptr) return;
  parameters_.dictionary = dictionary_->id();
  compressor_ = std::make_unique<FrameCompressor>(dictionary_.get());
}

std::shared_ptr<const Dictionary> SegmentAssembler::dictionary() const {
  const std::lock_guard lock(mutex_);
  return dictionary_;
}

Status SegmentAssembler::train() {
  std::shared_ptr<const Dictionary> trained = trainer_.train();
  parameters_.dictionary = trained->id();
  compressor_ = std::make_unique<FrameCompressor>(trained.get());
  trainer_ = DictionaryTrainer();
  const std::lock_guard lock(mutex_);
  dictionary_ = std::move(trained);
  return {};
}

Status SegmentAssembler::add(std::vector<DocumentWork> documents, std::vector<Segment>* closed) {
  for (DocumentWork& document : documents) {
    if (compressor_ != nullptr) {
      TRAWL_RETURN_IF_ERROR(append(std::move(document), closed));
      continue;
    }
    trainer_.add(document);
    held_back_.push_back(std::move(document));
    if (!trainer_.has_enough()) continue;
    TRAWL_RETURN_IF_ERROR(train());
    for (DocumentWork& held : std::exchange(held_back_, {})) {
      TRAWL_RETURN_IF_ERROR(append(std::move(held), closed));
    }
  }
  return {};
}

Status SegmentAssembler::append(DocumentWork document, std::vector<Segment>* closed) {
  // Documents that were on their way when the dictionary came are still plain.
  TRAWL_RETURN_IF_ERROR(compress_frames(compressor_.get(), &document));
  open_.text_bytes += document.size;
  open_.held_bytes += document.held_bytes();
  open_text_ += document.size + kDocumentOverhead;
  open_.documents.push_back(std::move(document));
  if (std::max(open_text_, open_.held_bytes) >= parameters_.segment_bytes) close(closed);
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
  if (!held_back_.empty()) {
    TRAWL_RETURN_IF_ERROR(train());
    for (DocumentWork& held : std::exchange(held_back_, {})) {
      TRAWL_RETURN_IF_ERROR(append(std::move(held), closed));
    }
  }
  if (!open_.documents.empty()) close(closed);
  return {};
}

}  // namespace trawl
