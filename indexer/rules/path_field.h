// Lists of paths in a catalogue, as gitignore patterns (indexer/pattern/path_patterns.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/base/yaml.h"

namespace trawl {

// The patterns of a field of `mapping`; empty when the field is missing. kInvalidArgument says
// "<file>:<line>: ..." for an item that names no path, such as "/" or a comment, for a pattern that
// could never match, and for '!', which would take back an earlier pattern: these lists say what
// counts, or what does not, and nothing in between.
Result<std::vector<std::string>> path_field(const YamlFile& file, const YamlNode& mapping,
                                            std::string_view key);

}  // namespace trawl
