#include "query/report/teams/team_map.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace trawl {
namespace {

using Names = std::vector<std::string>;

TeamMap map_of(const std::string& text, const std::string& file) {
  Result<TeamMap> map = TeamMap::parse(text, file);
  EXPECT_TRUE(map.is_ok()) << map.status().message();
  return map.is_ok() ? std::move(map).value() : TeamMap();
}

std::string error_of(const std::string& text, const std::string& file) {
  const Result<TeamMap> map = TeamMap::parse(text, file);
  EXPECT_FALSE(map.is_ok()) << text;
  return map.status().message();
}

constexpr const char* kGovernance = R"(---
nova:
  ptl: {name: Somebody}
  mission: >
    To be
    there.
  deliverables:
    nova:
      repos:
        - openstack/nova
        - openstack/placement
    os-vif:
      repos: [openstack/os-vif]
    empty: {release-management: none}
Release Management:
  ptl: {name: Nobody}
Puppet OpenStack:
  deliverables:
    puppet-nova:
      repos:
        - openstack/puppet-nova
)";

TEST(TeamMap, ReadsTheGovernanceOfOpenStack) {
  const TeamMap map = map_of(kGovernance, "reference/projects.yaml");
  EXPECT_EQ(map.team_of("openstack/placement"), "nova");
  EXPECT_EQ(map.team_of("openstack/os-vif"), "nova");
  EXPECT_EQ(map.team_of("openstack/puppet-nova"), "Puppet OpenStack");
  EXPECT_EQ(map.team_of("openstack/heat"), "Unknown Team");
  EXPECT_EQ(map.teams(), (Names{"Puppet OpenStack", "nova"}));
}

TEST(TeamMap, ItsNameTellsYamlInAnyCase) {
  EXPECT_EQ(map_of(kGovernance, "PROJECTS.YML").teams(),
            map_of(kGovernance, "projects.yaml").teams());
}

TEST(TeamMap, BadGovernanceIsToldWithItsLine) {
  EXPECT_EQ(error_of("a:\n  deliverables:\n    x: {repos: [o/r]}\nb:\n  deliverables:\n    y:\n"
                     "      repos:\n        - o/r\n",
                     "p.yml"),
            "p.yml:8: o/r is of team b here, and of team a in line 3");
  EXPECT_EQ(error_of("a:\n  deliverables:\n    x: {repos: o/r}\n", "p.yaml"),
            "p.yaml:3: `repos` must be a list");
  EXPECT_EQ(error_of("a:\n  deliverables: [x]\n", "p.yaml"),
            "p.yaml:2: `deliverables` must be fields `name: {repos: [...]}`");
  EXPECT_EQ(error_of("a:\n  deliverables:\n    x:\n      repos:\n      - {repo: o/r}\n", "p.yaml"),
            "p.yaml:5: an item of `repos` must be text");
  EXPECT_EQ(error_of("- a\n", "p.yaml"), "p.yaml:1: the file must name teams");
  EXPECT_EQ(error_of("a: b\n", "p.yaml"), "p.yaml:1: team a must have fields");
}

TEST(TeamMap, ARepositoryMayStandTwiceInOneTeam) {
  const TeamMap map = map_of("o/r\ta\no/r\ta\n", "teams");
  EXPECT_EQ(map.team_of("o/r"), "a");
}

TEST(TeamMap, ReadsPlainLines) {
  const TeamMap map =
      map_of("# who\n\nopenstack/heat\theat\r\nopenstack/nova\tThe nova team\n", "t");
  EXPECT_EQ(map.team_of("openstack/heat"), "heat");
  EXPECT_EQ(map.team_of("openstack/nova"), "The nova team");
  EXPECT_EQ(map.team_of("openstack"), "Unknown Team");
  EXPECT_EQ(map.teams(), (Names{"The nova team", "heat"}));
}

TEST(TeamMap, BadPlainLinesAreToldWithTheirNumber) {
  EXPECT_EQ(error_of("a\tb\n\na\tc\n", "t.tsv"),
            "t.tsv:3: a is of team c here, and of team b in line 1");
  EXPECT_EQ(error_of("a b\n", "t"),
            "t:1: no tab: a line is `repository<TAB>team`, "
            "unless the file's name ends in CODEOWNERS, .yaml or .yml");
  EXPECT_EQ(error_of("a\t\n", "t"), "t:1: '' is no name of a team");
  EXPECT_EQ(error_of("\ta\n", "t"), "t:1: '' is no name of a repository");
  EXPECT_EQ(error_of("a\t b\n", "t"), "t:1: ' b' is no name of a team");
  EXPECT_EQ(error_of("a\tb\x1b\n", "t"), "t:1: 'b\\x1b' is no name of a team");
}

TEST(TeamMap, TakesTheOwnersOfCodeForTeams) {
  const TeamMap map = map_of("* @o/all\n/openstack/heat @o/heat\n/x\n", ".github/CODEOWNERS");
  EXPECT_EQ(map.team_of("openstack/heat"), "o/heat");
  EXPECT_EQ(map.team_of("openstack/nova"), "o/all");
  EXPECT_EQ(map.team_of("x"), "Unknown Team");
  EXPECT_EQ(map.teams(), (Names{"o/all", "o/heat"}));
}

TEST(TeamMap, AFileWithoutAnyTeamIsNone) {
  for (const auto& [file, text] :
       {std::pair("CODEOWNERS", ""), std::pair("CODEOWNERS", "* # nobody\n"),
        std::pair("teams", "# later\n"), std::pair("p.yaml", "heat:\n  ptl: {name: Nobody}\n")}) {
    EXPECT_EQ(error_of(text, file), std::string(file) + ": it gives no repository a team");
  }
  EXPECT_EQ(error_of("*.py @a\n/doc/*.md @b\n", "CODEOWNERS"),
            "CODEOWNERS: it gives no repository a team; "
            "2 of its patterns are of files, such as *.py, which are of no repository");
  EXPECT_EQ(TeamMap().team_of("a"), "Unknown Team");
}

}  // namespace
}  // namespace trawl
