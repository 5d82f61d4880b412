// The serial stage that puts worked-out documents into segments, and trains the dictionary on the
// first.
//
// The document that takes a segment to segment_bytes of text, or of what is held of it, is its
// last. Source text holds some 0.6 of its size; but text without repetition, or with hits on each
// line, a multiple of it. Both follow from the documents and the build's parameters alone.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/stages/dictionary_trainer.h"
#include "indexer/stages/segment_builder.h"

namespace trawl {

// add() and finish() are for one thread at a time; dictionary() is thread-safe.
class SegmentAssembler {
 public:
  // `dictionary` is the live one, or null: it is trained on the first documents, which are held
  // back.
  SegmentAssembler(std::shared_ptr<const Dictionary> dictionary, std::vector<RuleDigest> rules,
                   uint64_t segment_bytes);

  // What new documents are compressed with; null while it is not trained yet.
  std::shared_ptr<const Dictionary> dictionary() const;

  // Takes documents in order; appends the segments they close to `*closed`.
  Status add(std::vector<DocumentWork> documents, std::vector<Segment>* closed);
  // Ends the build: appends the last segment, if it holds anything.
  Status finish(std::vector<Segment>* closed);

  // REQUIRES: finish() was called, or a segment was closed.
  const SegmentParameters& parameters() const { return parameters_; }

 private:
  Status train();
  Status append(DocumentWork document, std::vector<Segment>* closed);
  void close(std::vector<Segment>* closed);

  mutable std::mutex mutex_;  // guards dictionary_
  std::shared_ptr<const Dictionary> dictionary_;
  std::unique_ptr<FrameCompressor> compressor_;
  DictionaryTrainer trainer_;
  std::vector<DocumentWork> held_back_;
  SegmentParameters parameters_;
  Segment open_;
  uint64_t open_text_ = 0;  // bytes of its documents, with what each costs beside them
};

}  // namespace trawl
