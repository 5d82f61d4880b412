// The teams that are responsible for repositories, read from a file.
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

// The team of a repository without a team.
inline constexpr std::string_view kUnknownTeam = "Unknown Team";

// Immutable, thread-safe. A default-constructed map knows no teams.
class TeamMap {
 public:
  // The file's name decides its form. *.yaml and *.yml are OpenStack's projects.yaml (teams, their
  // deliverables, and the repositories of each). A name that ends in CODEOWNERS is read as
  // code_owners.h describes. Any other file has `repository<TAB>team` lines. kInvalidArgument
  // starts with "<file>:<line>: "; it is also the error for a repository with two teams, and for a
  // file without any team, which is probably the wrong file.
  static Result<TeamMap> parse(std::string_view text, const std::string& file);

  // kUnknownTeam for a repository without a team. Valid as long as the map.
  std::string_view team_of(std::string_view repository) const;
  // All teams to which the file assigns a repository or a pattern, in ascending byte order.
  std::vector<std::string> teams() const;
  // A text to add to the message that no repository has a team: "; 3 of its patterns are of files,
  // such as *.py, which are of no repository". Empty if there are no such patterns.
  std::string file_patterns_text() const;

 private:
  struct Owned {
    std::string team;
    uint64_t line = 0;
  };
  // The position that error messages name.
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
