#include "query/report/report_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/query/report/sample_study.h"

namespace trawl {
namespace {

TEST(ReportText, ProjectsAreNamedWithoutTheirOrganisation) {
  EXPECT_EQ(project_name("openstack/heat"), "heat");
  EXPECT_EQ(project_name("heat"), "heat");
}

TEST(ReportText, ProjectsOfOneNameAreNamedWhole) {
  TeamReport report{"heat", {}};
  for (const char* repository : {"a/heat", "b/heat", "a/nova", "heat", "b/heat-ui"}) {
    report.projects.emplace_back().repository = repository;
  }
  EXPECT_EQ(project_titles(report),
            (std::vector<std::string>{"a/heat", "b/heat", "nova", "heat", "heat-ui"}));
}

TEST(ReportText, PointsHaveNoZerosAtTheEnd) {
  EXPECT_EQ(points_text(1), "1 point");
  EXPECT_EQ(points_text(8), "8 points");
  EXPECT_EQ(points_text(120.25), "120.25 points");
}

TEST(ReportText, TheSummaryCountsOccurrencesByClass) {
  const ProjectAnalysis one =
      sample_analysis({evidence_file("doc/a", FileClass::kDocumentation, {{kMention, 1, "x"}})});
  EXPECT_EQ(summary_text(one),
            "1 occurrence of Eventlet in 1 file: 1 in documentation; "
            "all are listed below, lines of comments apart.");
}

TEST(ReportText, CitationsStandBeforeTheDot) {
  EXPECT_EQ(before_dot("So it is.", " (a)"), "So it is (a).");
  EXPECT_EQ(before_dot("So it is", " (a)"), "So it is (a)");
  EXPECT_EQ(before_dot("", ""), "");
}

TEST(ReportText, FileNamesOfLongTeamsAreCutBetweenCharacters) {
  std::string euros;
  for (int i = 0; i < 100; ++i) euros += "\u20ac";  // three bytes each
  const std::vector<std::string> names = report_file_names({euros, euros + "x"}, {});
  EXPECT_EQ(names[0], euros.substr(0, 73 * 3));
  EXPECT_EQ(names[1], euros.substr(0, 73 * 3) + "-2");
}

TEST(ReportText, OnlyFileNamesThatAreTakenAreAvoided) {
  const std::vector<std::string> teams = {"index", "Index"};
  EXPECT_EQ(report_file_names(teams, {}), (std::vector<std::string>{"index", "Index-2"}));
  EXPECT_EQ(report_file_names(teams, {"index"}), (std::vector<std::string>{"index-2", "Index-3"}));
}

}  // namespace
}  // namespace trawl
