// Whose projects a report is about.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "query/report/analysis.h"
#include "query/report/teams/team_map.h"

namespace trawl {

struct TeamRequest {
  std::optional<std::string> file;  // which team a repository is of: see TeamMap
  std::optional<std::string> team;  // of this one alone
};

class TeamChoice {
 public:
  // Reads the file. kInvalidArgument for a team that it does not know, which would be an empty
  // report otherwise.
  static Result<TeamChoice> of(TeamRequest request);

  // Whether a report is of one team.
  bool is_of_one() const { return team_.has_value(); }
  // All teams that have one of the projects, as bytes ascending.
  std::vector<std::string> teams_of(const std::vector<ProjectAnalysis>& projects) const;
  // Of the wanted team or of all, by team as bytes, projects by the names that stand in reports.
  std::vector<TeamReport> reports(std::vector<ProjectAnalysis> projects) const;

  // What else nobody would learn: that the file names none of the projects, which are those of all
  // teams, or why the wanted team is not among them. `repositories` are the snapshot's.
  std::optional<std::string> warning(const std::vector<ProjectAnalysis>& projects,
                                     const std::vector<std::string>& repositories) const;

 private:
  Status check_team() const;

  TeamMap map_;
  std::optional<std::string> file_;
  std::optional<std::string> team_;
};

}  // namespace trawl
