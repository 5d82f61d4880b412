// The study of a catalogue that an index has.
#pragma once

#include <string>
#include <string_view>

#include "indexer/base/status.h"
#include "indexer/rules/catalogue.h"
#include "indexer/rules/study.h"

namespace trawl {

struct StoredStudy {
  Catalogue catalogue;
  Study study;
};

// From the text that the index has of the catalogue. Whichever version of Trawl wrote the index
// found that text to be right; when this one does not, or there is no study, kInvalidArgument says
// what to do.
Result<StoredStudy> parse_stored_study(std::string_view text, const std::string& name);

}  // namespace trawl
