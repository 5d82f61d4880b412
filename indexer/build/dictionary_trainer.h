// The dictionary of a build that has none yet, trained on samples from all over its corpus.
//
// The first megabytes of a corpus will not do: they are of one repository or two, and what these
// repeat the others do not. But the build compresses as it reads. So before that, or beside it,
// the files of some repositories are listed, and the heads of files at even distances are read: a
// few thousand small reads, whatever the size of the corpus.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/corpus/repository.h"
#include "indexer/format/frame.h"
#include "indexer/pattern/path_patterns.h"

namespace trawl {

// Text to train on: samples one after another, with their sizes.
struct DictionarySamples {
  std::string text;
  std::vector<size_t> sizes;
};

// Reads samples of the files that a build of these repositories would index, those that cannot be
// read left out. What is taken depends on the files alone. Thread-safe.
DictionarySamples sample_corpus(const std::vector<Repository>& repositories,
                                const PathPatterns& ignore, uint64_t max_file_size);

// Trains; an empty dictionary when the samples are too few to learn from. Thread-safe.
std::shared_ptr<const Dictionary> train_dictionary(const DictionarySamples& samples);

}  // namespace trawl
