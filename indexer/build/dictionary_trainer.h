// The dictionary of a build that has none yet, trained on samples from all over its corpus.
//
// The first megabytes of a corpus are not enough: they come from one repository or two, and repeat
// what the others do not. But the build compresses as it reads. So before that, or at the same
// time, the files of some repositories are listed, and the beginnings of files at even distances
// are read: a few thousand small reads, however large the corpus is.
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

// Reads samples of the files that a build of these repositories would index, except those that
// cannot be read. The samples depend only on the files. Thread-safe.
DictionarySamples sample_corpus(const std::vector<Repository>& repositories,
                                const PathPatterns& ignore, uint64_t max_file_size);

// Trains on the samples; gives an empty dictionary if they are too few. Thread-safe.
std::shared_ptr<const Dictionary> train_dictionary(const DictionarySamples& samples);

}  // namespace trawl
