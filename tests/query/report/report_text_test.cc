#include "query/report/report_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/indexer/study/sample_study.h"

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

// As if there were nothing to cite within.
std::string whole_summary(const ProjectAnalysis& project) {
  const SummaryText summary = summary_text(project);
  return summary.before + summary.after;
}

TEST(ReportText, TheSummaryCountsOccurrencesByClass) {
  const ProjectAnalysis one =
      sample_analysis({evidence_file("doc/a", FileClass::kDocumentation, {{kMention, 1, "x"}})});
  EXPECT_EQ(whole_summary(one),
            "1 line in 1 file names Eventlet: 1 in documentation; all are listed below, lines of "
            "comments apart.");
}

// Each is counted as what it is: no occurrence, but a file to look at.
TEST(ReportText, TheSummaryCountsFilesThatDoNotNameTheSubject) {
  const EvidenceFile named = evidence_file("a.py", FileClass::kCode, {{kMention, 1, "x"}});
  const EvidenceFile code = evidence_file("b.py", FileClass::kCode, {{kPool, 1, "x"}});
  EXPECT_EQ(
      whole_summary(sample_analysis({named, code})),
      "1 line in 1 file names Eventlet: 1 in code; all are listed below, lines of comments apart. "
      "Patterns were found in 1 further file, which does not name it: 1 in code. "
      "That is 2 files in all.");
  const EvidenceFile tool = evidence_file("c.py", FileClass::kCode, {{kSpawn, 4, "x"}});
  EXPECT_EQ(whole_summary(sample_analysis({named, code, tool})).substr(91),
            "Patterns were found in 2 further files, which do not name it: 2 in code. "
            "That is 3 files in all.");
}

TEST(ReportText, TheSummaryOfAProjectThatDoesNotNameTheSubjectSaysSo) {
  EXPECT_EQ(whole_summary(sample_analysis(
                {evidence_file("b.py", FileClass::kCode, {{kPool, 1, "x"}, {kPool, 2, "x"}})})),
            "No line names Eventlet: the project uses it under other names. "
            "Patterns were found in 1 file, which does not name it: 1 in code. "
            "That is 1 file in all.");
}

// The three numbers of files add up to the one in all.
TEST(ReportText, TheSummaryCountsLinesInAnotherCase) {
  ProjectAnalysis project =
      sample_analysis({evidence_file("a.py", FileClass::kCode, {{kMention, 1, "x"}})});
  const size_t before = whole_summary(project).size();
  project.other_case = {{"a.py", {2}}};
  EXPECT_EQ(whole_summary(project).substr(before),
            " 1 more line names it in another case, in the same files.");
  project.other_case = {{"a.py", {2}}, {"b.py", {3, 4}}};
  project.other_case_files = 1;
  EXPECT_EQ(whole_summary(project).substr(before),
            " 3 more lines name it in another case, which adds 1 file. That is 2 files in all.");
}

TEST(ReportText, AQuestionGetsAColonWithoutAMark) {
  EXPECT_EQ(before_answer("Can it go?"), "Can it go?");
  EXPECT_EQ(before_answer("Is it gone"), "Is it gone:");
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
  EXPECT_EQ(names[0], euros.substr(0, size_t{73} * 3));
  EXPECT_EQ(names[1], euros.substr(0, size_t{73} * 3) + "-2");
}

TEST(ReportText, OnlyFileNamesThatAreTakenAreAvoided) {
  const std::vector<std::string> teams = {"index", "Index"};
  EXPECT_EQ(report_file_names(teams, {}), (std::vector<std::string>{"index", "Index-2"}));
  EXPECT_EQ(report_file_names(teams, {"index"}), (std::vector<std::string>{"index-2", "Index-3"}));
}

}  // namespace
}  // namespace trawl
