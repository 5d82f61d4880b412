// Reads a pattern of a study.
#pragma once

#include "indexer/base/yaml.h"
#include "indexer/study/study.h"
#include "indexer/study/study_reader.h"

namespace trawl {

// Adds the pattern to the study. REQUIRES: `study` has its kinds.
void parse_pattern(const YamlNode& node, StudyReader* reader, Study* study);

}  // namespace trawl
