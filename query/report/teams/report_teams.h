// Selects the teams whose projects a report covers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/study/analysis.h"
#include "query/report/teams/team_map.h"

namespace trawl {

struct TeamRequest {
  std::optional<std::string> file;  // the file that assigns repositories to teams: see TeamMap
  std::optional<std::string> team;  // report only this team
};

class TeamChoice {
 public:
  // Reads the file. kInvalidArgument for a team that the file does not have, because the report
  // would be empty.
  static Result<TeamChoice> of(TeamRequest request);

  // Whether the report covers only one team.
  bool is_of_one() const { return team_.has_value(); }
  // All teams that have one of the projects, in ascending byte order.
  std::vector<std::string> teams_of(const std::vector<ProjectAnalysis>& projects) const;
  // The reports of the wanted team or of all teams, with teams in byte order and projects ordered
  // by their names in reports.
  std::vector<TeamReport> reports(std::vector<ProjectAnalysis> projects) const;

  // A problem that would otherwise go unnoticed: the file names none of the projects of all teams,
  // or a reason why the wanted team has no project. `repositories` are the snapshot's.
  std::optional<std::string> warning(const std::vector<ProjectAnalysis>& projects,
                                     const std::vector<std::string>& repositories) const;

 private:
  Status check_team() const;

  TeamMap map_;
  std::optional<std::string> file_;
  std::optional<std::string> team_;
};

}  // namespace trawl
