// What only running the rules of a catalogue tells: that their patterns can be compiled, that files
// of their languages exist, and that they treat their examples as these say.
#pragma once

#include <string_view>

#include "indexer/base/yaml.h"
#include "indexer/rules/catalogue.h"

namespace trawl {

// Whether files are ever of this language, in any case. Null where that is not asked.
using IsLanguage = bool (*)(std::string_view);

// Adds what is wrong with rules that no problem was found with yet. Compiles each with examples on
// its own, which takes milliseconds, and all others together. `file` is what the catalogue was
// parsed from.
void check_rules(const Catalogue& catalogue, const YamlFile& file, IsLanguage is_language,
                 CatalogueProblems* problems);

}  // namespace trawl
