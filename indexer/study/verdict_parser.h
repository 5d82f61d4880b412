// Reads the section `deactivable` of a study: lists of rules that decide, and reasons.
#pragma once

#include "indexer/base/yaml.h"
#include "indexer/study/study.h"
#include "indexer/study/study_reader.h"

namespace trawl {

// Whether the section has fields. Notes those that are unknown.
bool is_verdict_section(const YamlNode& node, StudyReader* reader);

// The lists of rules.
void parse_verdict_rules(const YamlNode& node, StudyReader* reader, Study* study);

// The question and the sentences. Which of them are needed depends on the lists and on the
// patterns. REQUIRES: `study` has both.
void parse_verdict_sentences(const YamlNode& node, StudyReader* reader, Study* study);

}  // namespace trawl
