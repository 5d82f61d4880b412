// The dictionary of a build that has none yet: trained on its first documents, in order.
#pragma once

#include <memory>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/frame.h"
#include "indexer/stages/document_work.h"

namespace trawl {

// How much text the dictionary is trained on: enough to see what a corpus repeats, little enough to
// hold back. Documents with less before them wait in memory, uncompressed.
inline constexpr uint64_t kTrainingBytes = 8 << 20;

// Collects samples until they suffice. The samples are the first pieces of new documents in their
// order, so the dictionary depends on the input alone. One object, one thread.
class DictionaryTrainer {
 public:
  // Takes the pieces of an uncompressed document as samples. REQUIRES: !document.compressed.
  void add(const DocumentWork& document);
  bool has_enough() const { return samples_.size() >= kTrainingBytes; }
  // Trains; an empty dictionary when the samples are too few to learn from.
  std::shared_ptr<const Dictionary> train() const;

 private:
  std::string samples_;
  std::vector<size_t> sizes_;
};

// Compresses the pieces of a document that is still plain. No-op when it is compressed.
Status compress_frames(FrameCompressor* compressor, DocumentWork* document);

}  // namespace trawl
