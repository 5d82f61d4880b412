// Whether a project can do without the subject of a study, and why.
#pragma once

#include <cstdint>
#include <string>

#include "indexer/study/citations.h"
#include "indexer/study/sightings.h"
#include "indexer/study/study.h"

namespace trawl {

enum class Verdict : uint8_t { kYes, kNo, kMaybe };
const char* verdict_name(Verdict verdict);  // "Yes"

struct Judgement {
  Verdict verdict = Verdict::kMaybe;
  Statement reason;
};

// `classes` stands for {classes}: where the subject is named, such as "tests and documentation".
// REQUIRES: the sightings are those of the study.
Judgement judge(const Study& study, const Sightings& sightings, const std::string& classes);

}  // namespace trawl
