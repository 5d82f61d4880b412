#include "query/report/teams/report_teams.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/base/command_words.h"
#include "indexer/base/file.h"
#include "tests/indexer/base/temporary_directory.h"

namespace trawl {
namespace {

using Names = std::vector<std::string>;
using Wanted = std::optional<std::string>;

std::vector<ProjectAnalysis> projects_of(const Names& repositories) {
  std::vector<ProjectAnalysis> projects;
  for (const std::string& repository : repositories) {
    ProjectAnalysis& project = projects.emplace_back();
    project.repository = repository;
    project.words.subject = "Eventlet";
  }
  return projects;
}

class Teams : public testing::Test {
 protected:
  TeamChoice choose(const std::string& map, Wanted team = {}, const char* name = "teams") {
    EXPECT_TRUE(replace_file(directory_ / name, map).is_ok());
    return TeamChoice::of({directory_ / name, std::move(team)}).value();
  }

  TemporaryDirectory directory_;
  const Names repositories_ = {"o/glance", "o/heat", "o/nova", "o/zun"};
  const std::vector<ProjectAnalysis> projects_ = projects_of({"o/heat", "o/nova"});
};

TEST_F(Teams, ReportsAreByTeamAndProjectsByName) {
  const auto reports =
      choose("b/x\tone\na/z\tone\n").reports(projects_of({"a/z", "b/x", "b/y", "c/a"}));
  ASSERT_EQ(reports.size(), 2u);
  EXPECT_EQ(reports[0].team, "Unknown Team");
  EXPECT_EQ(reports[0].projects.at(0).repository, "c/a");
  EXPECT_EQ(reports[1].team, "one");
  EXPECT_EQ(reports[1].projects.at(0).repository, "b/x");
  EXPECT_EQ(reports[1].projects.at(1).repository, "a/z");
}

TEST_F(Teams, OneTeamIsChosen) {
  const auto reports = choose("o/heat\theat\no/nova\tnova\n", "heat").reports(projects_);
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_EQ(reports[0].team, "heat");
}

TEST_F(Teams, AllAreKnownWhicheverIsChosen) {
  for (const Wanted& team : {Wanted(), Wanted("heat")}) {
    const TeamChoice choice = choose("o/heat\theat\no/zun\tzun\n", team);
    EXPECT_EQ(choice.teams_of(projects_), (Names{"Unknown Team", "heat"}));
    EXPECT_EQ(choice.is_of_one(), team.has_value());
  }
}

TEST_F(Teams, WhatNobodyHasNeedsNoMap) {
  const Result<TeamChoice> unknown = TeamChoice::of({{}, "Unknown Team"});
  ASSERT_TRUE(unknown.is_ok()) << unknown.status().message();
  EXPECT_EQ(unknown->reports(projects_).at(0).projects.size(), 2u);
  EXPECT_EQ(unknown->warning(projects_, repositories_), std::nullopt);
  const Status heat = TeamChoice::of({{}, "heat"}).status();
  EXPECT_EQ(heat.option(), Term::kTeam);
  EXPECT_EQ(heat.message(), "the team 'heat': a file of teams says which teams there are");
  EXPECT_EQ(heat.message(command_words),
            "--team 'heat': --governance FILE says which teams there are");
}

TEST_F(Teams, AMapOfOtherRepositoriesIsTold) {
  const std::string map = directory_ / "teams";
  for (const Wanted& team : {Wanted(), Wanted("heat")}) {
    EXPECT_EQ(choose("heat\theat\nzun\tzun\n", team).warning(projects_, repositories_),
              map + " gives none of the report's repositories a team (2, named like o/heat)");
  }
  EXPECT_EQ(choose("o/heat\theat\n").warning(projects_, repositories_), std::nullopt);
  EXPECT_EQ(choose("heat\theat\n").warning({}, repositories_), std::nullopt);
  const TeamChoice owners = choose("/heat/ @heat\n*.py @py\n", {}, "CODEOWNERS");
  EXPECT_EQ(owners.warning(projects_, repositories_),
            directory_ / "CODEOWNERS" +
                " gives none of the report's repositories a team (2, named like o/heat); "
                "1 of its patterns is of files, such as *.py, which are of no repository");
}

TEST_F(Teams, AChosenTeamWithoutAProjectIsTold) {
  const std::string map = "o/heat\theat\no/glance\tglance\no/zun\tglance\no/gone\tgone\n";
  const auto warning = [&](const char* team) {
    return choose(map, team).warning(projects_, repositories_).value_or("none");
  };
  EXPECT_EQ(warning("heat"), "none");
  EXPECT_EQ(warning("Unknown Team"), "none");
  EXPECT_EQ(warning("glance"),
            "Eventlet does not occur in the repositories of team glance (2 in the snapshot)");
  EXPECT_EQ(warning("gone"), "the snapshot has no repository of team gone");
}

}  // namespace
}  // namespace trawl
