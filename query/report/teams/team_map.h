// Which team cares for a repository, from the file that says so.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/base/yaml.h"
#include "query/report/teams/code_owners.h"

namespace trawl {

// The team of a repository that no team has.
inline constexpr std::string_view kUnknownTeam = "Unknown Team";

// Immutable, thread-safe. One made without a file knows no team.
class TeamMap {
 public:
  // By the name of the file: *.yaml and *.yml are OpenStack's projects.yaml (teams, their
  // deliverables, the repositories of each); a name that ends in CODEOWNERS is such a file, as
  // code_owners.h reads it; all else is `repository<TAB>team` lines. kInvalidArgument says
  // "<file>:<line>: ..."; a repository of two teams is one, and so is a file without any team,
  // which is hardly the one that was meant.
  static Result<TeamMap> parse(std::string_view text, const std::string& file);

  // kUnknownTeam for a repository that no team has. Valid as long as the map.
  std::string_view team_of(std::string_view repository) const;
  // Every team that the file gives a repository or a pattern, ascending as bytes.
  std::vector<std::string> teams() const;
  // The end of a message that no repository has a team: "; 3 of its patterns are of files, such as
  // *.py, which are of no repository". Empty when that is no reason.
  std::string file_patterns_text() const;

 private:
  struct Owned {
    std::string team;
    uint64_t line = 0;
  };
  // Where messages say that something is wrong.
  struct Origin {
    const std::string& file;
    uint64_t line;
    Status error(const std::string& message) const;
  };

  Status parse_governance(std::string_view text, const std::string& file);
  Status add_deliverable(const YamlField& deliverable, const std::string& team,
                         const YamlFile& yaml, const std::string& file);
  Status parse_lines(std::string_view text, const std::string& file);
  Status add(std::string repository, std::string team, const Origin& origin);

  std::map<std::string, Owned, std::less<>> repositories_;
  CodeOwners code_owners_;
};

}  // namespace trawl
