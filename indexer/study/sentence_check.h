// Tries the example projects of a study: whether each sentence is said of one, and is not said of
// the other.
#pragma once

#include <vector>

#include "indexer/base/status.h"
#include "indexer/base/yaml.h"
#include "indexer/rules/catalogue.h"
#include "indexer/study/study.h"

namespace trawl {

// Appends a problem with its line for each example that does not come out as it says. Compiles all
// rules of the catalogue together. `file` is what both were parsed from. REQUIRES: each rule can be
// compiled alone.
void check_sentences(const Catalogue& catalogue, const Study& study, const YamlFile& file,
                     std::vector<Status>* problems);

}  // namespace trawl
