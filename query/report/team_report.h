// What the report of a team is written from, whatever its form.
#pragma once

#include <string>
#include <vector>

#include "query/report/analysis.h"

namespace trawl {

struct TeamReport {
  std::string team;
  std::vector<ProjectAnalysis> projects;  // in the order of their names
};

}  // namespace trawl
