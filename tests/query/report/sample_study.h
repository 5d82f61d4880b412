// A small catalogue with a study, and evidence for it, made by hand: what tests of analyses and
// reports share.
#pragma once

#include <string>
#include <vector>

#include "indexer/rules/catalogue.h"
#include "indexer/rules/study.h"
#include "query/report/analysis.h"
#include "query/report/evidence.h"

namespace trawl {

// The rules of sample_catalogue(), by index.
inline constexpr uint32_t kMention = 0;
inline constexpr uint32_t kImport = 1;
inline constexpr uint32_t kPool = 2;
inline constexpr uint32_t kSpawn = 3;
inline constexpr uint32_t kSwitch = 4;
inline constexpr uint32_t kCheck = 5;
inline constexpr uint32_t kFixed = 6;

Catalogue sample_catalogue();
// Patterns: "import" (import and switch in code, 8 for the project, 2 a file, 0.1 a line), "pools"
// (pool and spawn in code, 0.7 a line), "tests" (mention in tests, 0.3 a file), "rest" (mention
// otherwise, nothing). Thresholds 2, 5, 10, 18, 28, 40, 60, 85, 120. Imports are bound, what is
// fixed imposes, spawning is unguarded, code in /tools/ is aside.
Study sample_study();

EvidenceFile evidence_file(std::string path, FileClass file_class, std::vector<EvidenceHit> hits);

// The analysis of such a repository, which must have one.
ProjectAnalysis sample_analysis(std::vector<EvidenceFile> files,
                                std::string repository = "openstack/heat");

}  // namespace trawl
