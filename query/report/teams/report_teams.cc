#include "query/report/teams/report_teams.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "indexer/base/file.h"
#include "query/report/report_text.h"

namespace trawl {
namespace {

// Far more than projects.yaml or CODEOWNERS need. It makes a wrong name, such as /dev/zero, end in
// a message.
constexpr uint64_t kMaxGovernanceFileBytes = 16 << 20;

}  // namespace

Result<TeamChoice> TeamChoice::of(TeamRequest request) {
  TeamChoice choice;
  choice.file_ = std::move(request.file);
  choice.team_ = std::move(request.team);
  if (choice.file_) {
    const std::string& file = *choice.file_;
    TRAWL_ASSIGN_OR_RETURN(const std::string text, read_file(file, kMaxGovernanceFileBytes));
    TRAWL_ASSIGN_OR_RETURN(choice.map_, TeamMap::parse(text, file));
  }
  TRAWL_RETURN_IF_ERROR(choice.check_team());
  return choice;
}

Status TeamChoice::check_team() const {
  if (!team_ || *team_ == kUnknownTeam) return {};
  Phrase wrong = Term::kTeam + (" '" + *team_ + "'");
  if (file_) {
    const std::vector<std::string> known = map_.teams();
    if (std::find(known.begin(), known.end(), *team_) != known.end()) return {};
    wrong += fmt::format(" is none of: {}", fmt::join(known, ", "));
  } else {
    wrong += ": " + Term::kTeamFile + " says which teams there are";
  }
  return invalid_argument(std::move(wrong)).with_context(unsaid(in_option(Term::kTeam)));
}

std::vector<std::string> TeamChoice::teams_of(const std::vector<ProjectAnalysis>& projects) const {
  std::set<std::string> teams;
  for (const ProjectAnalysis& project : projects) {
    teams.emplace(map_.team_of(project.repository));
  }
  return {teams.begin(), teams.end()};
}

std::vector<TeamReport> TeamChoice::reports(std::vector<ProjectAnalysis> projects) const {
  std::stable_sort(projects.begin(), projects.end(),
                   [](const ProjectAnalysis& a, const ProjectAnalysis& b) {
                     return project_name(a.repository) < project_name(b.repository);
                   });
  std::map<std::string, std::vector<ProjectAnalysis>> grouped;
  for (ProjectAnalysis& project : projects) {
    std::string team(map_.team_of(project.repository));
    if (!team_ || team == *team_) grouped[std::move(team)].push_back(std::move(project));
  }
  std::vector<TeamReport> reports;
  for (auto& [team, of_team] : grouped) reports.push_back({team, std::move(of_team)});
  return reports;
}

std::optional<std::string> TeamChoice::warning(const std::vector<ProjectAnalysis>& projects,
                                               const std::vector<std::string>& repositories) const {
  if (projects.empty()) return std::nullopt;  // there is nothing to warn about
  const auto is_of = [&](std::string_view team) {
    return [this, team](const ProjectAnalysis& project) {
      return map_.team_of(project.repository) == team;
    };
  };
  if (file_ && std::all_of(projects.begin(), projects.end(), is_of(kUnknownTeam))) {
    return fmt::format("{} gives none of the report's repositories a team ({}, named like {}){}",
                       *file_, projects.size(), projects.front().repository,
                       map_.file_patterns_text());
  }
  if (!team_ || std::any_of(projects.begin(), projects.end(), is_of(*team_))) return std::nullopt;
  const auto owned = std::count_if(
      repositories.begin(), repositories.end(),
      [&](const std::string& repository) { return map_.team_of(repository) == *team_; });
  if (owned == 0) return "the snapshot has no repository of team " + *team_;
  return fmt::format("{} does not occur in the repositories of team {} ({} in the snapshot)",
                     projects.front().words.subject, *team_, owned);
}

}  // namespace trawl
