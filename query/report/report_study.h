// The study of a catalogue in the index.
#pragma once

#include <string>
#include <string_view>

#include "indexer/base/status.h"
#include "indexer/rules/catalogue.h"
#include "indexer/study/study.h"

namespace trawl {

struct StoredStudy {
  Catalogue catalogue;
  Study study;
};

// Parses the catalogue text stored in the index. The version of Trawl that wrote the index accepted
// the text. If this version does not, or the text has no study, kInvalidArgument says what to do.
Result<StoredStudy> parse_stored_study(std::string_view text, const std::string& name);

}  // namespace trawl
