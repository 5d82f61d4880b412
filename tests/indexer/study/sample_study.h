// A small catalogue with a study, and evidence for it, made by hand for tests of analyses and
// reports.
#pragma once

#include <string>
#include <vector>

#include "indexer/rules/catalogue.h"
#include "indexer/study/analysis.h"
#include "indexer/study/evidence.h"
#include "indexer/study/study.h"
#include "query/report/provenance.h"

namespace trawl {

// The rules of sample_catalogue(), by index.
inline constexpr uint32_t kMention = 0;
inline constexpr uint32_t kImport = 1;
inline constexpr uint32_t kPool = 2;
inline constexpr uint32_t kSpawn = 3;
inline constexpr uint32_t kSwitch = 4;
inline constexpr uint32_t kCheck = 5;
inline constexpr uint32_t kFixed = 6;
// Those that follow are in no list of sample_study().
inline constexpr uint32_t kDatabase = 7;
inline constexpr uint32_t kCommand = 8;
inline constexpr uint32_t kCapital = 9;
inline constexpr uint32_t kAdapt = 10;
inline constexpr uint32_t kLogger = 11;
inline constexpr uint32_t kLocalSwitch = 12;

Catalogue sample_catalogue();
// Patterns: "import" (import and switch in code; 8 points for the project, 2 per file, 0.1 per
// line), "pools" (pool and spawn in code; 0.7 per line), "tests" (mention in tests; 0.3 per file),
// "rest" (any other mention; nothing). Thresholds: 2, 5, 10, 18, 28, 40, 60, 85, 120. Imports are
// bound, the rule "fixed" imposes, spawning is unguarded, and code in /tools/ is aside.
Study sample_study();

// A sentence about all lines of the pattern, without conditions.
Advice sample_advice(const StudyPattern& pattern, std::string text);

// Snapshot "default" of /index, built from /src at the beginning of 2024-10-09.
Provenance sample_provenance();

EvidenceFile evidence_file(std::string path, FileClass file_class, std::vector<EvidenceHit> hits);

// The analysis of a repository with these files. It must exist.
ProjectAnalysis sample_analysis(std::vector<EvidenceFile> files,
                                std::string repository = "openstack/heat");

}  // namespace trawl
