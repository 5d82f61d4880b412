// The serial stage that puts worked-out documents into segments.
//
// The document that takes a segment to segment_bytes of text, or to half as much held of it, is its
// last. Source text holds some 0.6 of its size; but text without repetition, or with hits on each
// line, a multiple of it. Both follow from the documents and the build's parameters alone.
#pragma once

#include <future>
#include <memory>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/frame.h"
#include "indexer/segment/segment_builder.h"

namespace trawl {

// What a build compresses with: the live dictionary, or one that is being trained.
using FutureDictionary = std::shared_future<std::shared_ptr<const Dictionary>>;

// A dictionary that is there already.
FutureDictionary ready_dictionary(std::shared_ptr<const Dictionary> dictionary);

// add() and finish() are for one thread at a time; dictionary() is thread-safe.
class SegmentAssembler {
 public:
  SegmentAssembler(FutureDictionary dictionary, std::vector<RuleDigest> rules,
                   uint64_t segment_bytes);

  // What new documents are compressed with; null while it is not trained yet: they come to add()
  // plain.
  std::shared_ptr<const Dictionary> dictionary() const;
  // The same once a document was added; null before.
  std::shared_ptr<const Dictionary> used_dictionary() const { return used_; }

  // Takes documents in order, the first of them when the dictionary is there; appends the segments
  // they close to `*closed`.
  Status add(std::vector<DocumentWork> documents, std::vector<Segment>* closed);
  // Ends the build: appends the last segment, if it holds anything.
  Status finish(std::vector<Segment>* closed);

  // REQUIRES: finish() was called, or a segment was closed.
  const SegmentParameters& parameters() const { return parameters_; }

 private:
  Status append(DocumentWork document, std::vector<Segment>* closed);
  void close(std::vector<Segment>* closed);

  FutureDictionary dictionary_;
  std::shared_ptr<const Dictionary> used_;
  std::unique_ptr<FrameCompressor> compressor_;
  SegmentParameters parameters_;
  Segment open_;
  uint64_t open_text_ = 0;  // bytes of its documents, with what each costs beside them
};

}  // namespace trawl
