// Documents for tests of the build steps: text that looks like code, and the work that the steps
// make of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "indexer/document/document_work.h"

namespace trawl {

// At least `size` bytes of lines. The same seed gives the same text. Texts of different seeds share
// words, so that there is something for a dictionary to learn.
std::string sample_text(uint32_t seed, size_t size);

// Text files of every odd kind, by path.
std::map<std::string, std::string> odd_text_files();

// The document after the worker, without a dictionary, so its frames are not compressed. Fails the
// running test on an error.
DocumentWork worked_out(const std::string& content);

}  // namespace trawl
