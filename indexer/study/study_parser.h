// Reads the `study` section of a catalogue's file.
#pragma once

#include <optional>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/base/yaml.h"
#include "indexer/rules/catalogue.h"
#include "indexer/study/study.h"

namespace trawl {

// The study of a catalogue's file; nullopt when the file has none, or when it is wrong. Then
// `*problems` gets each of its mistakes, in the order of the file as far as they do not follow from
// each other: kInvalidArgument, "<file>:<line>: ...", for fields, rules and classes that are
// unknown, for fields and sentences that are missing, and for thresholds and levels that do not
// ascend.
std::optional<Study> parse_study(const YamlFile& file, const Catalogue& catalogue,
                                 std::vector<Status>* problems);
// The same with the first of these problems.
Result<std::optional<Study>> parse_study(const YamlFile& file, const Catalogue& catalogue);

}  // namespace trawl
