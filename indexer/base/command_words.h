// Names terms as the command lines of trawl and trawl-index do.
#pragma once

#include <string_view>

#include "indexer/base/term.h"

namespace trawl {

// Flags and commands: "--memory", "trawl-index check". A Vocabulary.
std::string_view command_words(Term term);

}  // namespace trawl
