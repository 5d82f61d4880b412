// Documents for tests of the stages: text that looks like code, and the work the stages make of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "indexer/document/document_work.h"

namespace trawl {

// At least `size` bytes of lines, the same for the same seed; different seeds share words, so that
// a dictionary learns something.
std::string sample_text(uint32_t seed, size_t size);

// Text files of every odd kind, by path.
std::map<std::string, std::string> odd_text_files();

// The document after its worker, without a dictionary: frames are plain. Fails the running test
// when that goes wrong.
DocumentWork worked_out(const std::string& content);

}  // namespace trawl
