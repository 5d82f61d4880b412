// Finds what only running the rules of a catalogue shows: whether their patterns can be compiled,
// whether files of their languages exist, and whether their examples come out as they say.
#pragma once

#include <string_view>

#include "indexer/base/yaml.h"
#include "indexer/rules/catalogue.h"

namespace trawl {

// Whether any file can be of this language, in any case. Null if that is not checked.
using IsLanguage = bool (*)(std::string_view);

// Adds the problems of rules that have none so far. Compiles each rule on its own, which takes
// milliseconds. `file` is what the catalogue was parsed from.
void check_rules(const Catalogue& catalogue, const YamlFile& file, IsLanguage is_language,
                 CatalogueProblems* problems);

}  // namespace trawl
