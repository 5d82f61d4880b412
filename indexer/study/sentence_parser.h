// Reads the sentences of a study, with their conditions and examples.
#pragma once

#include <string_view>
#include <vector>

#include "indexer/base/yaml.h"
#include "indexer/study/sentence.h"
#include "indexer/study/study.h"
#include "indexer/study/study_reader.h"

namespace trawl {

// Bounds for what trying all examples of a study takes.
inline constexpr size_t kMaxExampleFiles = 20;
inline constexpr size_t kMaxExampleBytes = 16 << 10;  // of a project's texts
inline constexpr uint32_t kMaxSentences = 1000;       // of a study

// The sentence `key` of `reasons`, whose text may have the placeholders in `others`. Its parts, if
// it has any, are all of the rules in `enumerated`.
Sentence parse_reason(const YamlNode& reasons, std::string_view key, std::string_view others,
                      const std::vector<uint32_t>& enumerated, StudyReader* reader);

// The sentences of the list `key` of a pattern, which may be missing. `kinds` are those of the
// study. REQUIRES: `pattern` has its rules and classes.
std::vector<Advice> parse_advice(const YamlNode& node, std::string_view key,
                                 const StudyPattern& pattern, const std::vector<StudyKind>& kinds,
                                 StudyReader* reader);

}  // namespace trawl
