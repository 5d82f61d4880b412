// The serial stage that puts processed documents into segments.
//
// A segment closes after the document that brings it to segment_bytes of text, or to half as many
// bytes held in memory. Source text holds about 0.6 of its size, but text without repetition, or
// with hits on each line, holds a multiple. Both depend only on the documents and the build's
// parameters.
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

// A dictionary that exists already.
FutureDictionary ready_dictionary(std::shared_ptr<const Dictionary> dictionary);

// One thread at a time may call add() and finish(); dictionary() is thread-safe.
class SegmentAssembler {
 public:
  SegmentAssembler(FutureDictionary dictionary, std::vector<RuleDigest> rules,
                   uint64_t segment_bytes);

  // The dictionary for new documents; null while it is still being trained, when documents come to
  // add() plain.
  std::shared_ptr<const Dictionary> dictionary() const;
  // The same once a document has been added; null before.
  std::shared_ptr<const Dictionary> used_dictionary() const { return used_; }

  // Takes documents in order, and waits for the dictionary before the first; appends the segments
  // that they close to `*closed`.
  Status add(std::vector<DocumentWork> documents, std::vector<Segment>* closed);
  // Ends the build: appends the last segment, unless it is empty.
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
  uint64_t open_text_ = 0;  // bytes of its documents, with the overhead of each
};

}  // namespace trawl
