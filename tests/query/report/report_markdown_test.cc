#include "query/report/report_markdown.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "indexer/text/utf8.h"
#include "tests/indexer/study/sample_study.h"

namespace trawl {
namespace {

std::string markdown_report(const TeamReport& report, const std::string& links = "beagle") {
  return markdown_report(report, sample_provenance(), LinkTemplate::parse(links).value());
}

std::vector<EvidenceFile> small_project() {
  return {evidence_file("heat/__init__.py", FileClass::kCode,
                        {{kMention, 3, "import eventlet \r"},
                         {kImport, 3, "import eventlet \r"},
                         {kMention, 5, "  # eventlet.sleep()"},
                         {kMention, 9, "    pool = eventlet.GreenPool()"},
                         {kPool, 9, "    pool = eventlet.GreenPool()"},
                         {kSpawn, 11, "    pool.spawn(f)"},
                         {kSpawn, 12, "    pool.spawn(g)"}}),
          evidence_file("heat/tests/test_a.py", FileClass::kTest,
                        {{kMention, 7, "mock.patch('eventlet.sleep')"}})};
}

constexpr const char* kGolden = R"(# Analysis for Team: heat

*Snapshot `default` of the index `/index`, built on 2024-10-09 at 00:00 UTC from `/src`. Links name no revision, so lines may have moved since.*

## Project: heat

- **Project:** heat
  - **Is Eventlet globally deactivable for this project:** No
    - *Reason: Code imports it (`heat/__init__.py#n3`).*
  - **Estimated complexity of the migration:** 4
    - *It is moderate.*
    - *Factors for estimation: 12.5 points*
      - Imports of `eventlet`: 10.1 points, 1 line in 1 file (`heat/__init__.py#n3`)
      - Green Threads and GreenPool: 2.1 points, 3 lines in 1 file (`heat/__init__.py#n9, #n11, #n12`)
      - Use in Tests: 0.3 points, 1 line in 1 file (`heat/tests/test_a.py#n7`)
  - **Files Analyzed:**
    - **File:** `heat/__init__.py`
      - **Identified Patterns:**
        - **Pattern:** Imports of `eventlet`
          - **Description:** imports `eventlet` (#n3)
        - **Pattern:** Green Threads and GreenPool
          - **Description:** creates a pool of green threads (#n9); starts green threads (#n11, #n12)
    - **File:** `heat/tests/test_a.py`
      - **Identified Patterns:**
        - **Pattern:** Use in Tests
          - **Description:** names Eventlet (#n7)
  - **Overall Conclusion:**
    - **Summary of Key Points:** 3 lines in 2 files name Eventlet: 2 in code, 1 in tests; all are listed below, lines of comments apart.
    - **Potential Challenges:**
      - Imports patch modules (`heat/__init__.py#n3`).
    - **Recommendations:**
      - Remove the imports (`heat/__init__.py#n3`).
      - Use threads (`heat/__init__.py#n9, #n11, #n12`).

Occurrences Found:
https://opendev.org/openstack/heat/src/branch/master/heat/__init__.py#n3 : import eventlet
https://opendev.org/openstack/heat/src/branch/master/heat/__init__.py#n9 : pool = eventlet.GreenPool()
https://opendev.org/openstack/heat/src/branch/master/heat/tests/test_a.py#n7 : mock.patch('eventlet.sleep')
***
)";

TEST(MarkdownReport, IsWrittenAsTheGoldenText) {
  EXPECT_EQ(markdown_report({"heat", {sample_analysis(small_project())}}), kGolden);
}

TEST(MarkdownReport, ProjectsFollowEachOther) {
  const std::string text = markdown_report(
      {"a [b]",
       {sample_analysis(small_project(), "x/one"), sample_analysis(small_project(), "x/two*")}});
  EXPECT_TRUE(text.starts_with("# Analysis for Team: a \\[b\\]\n\n*Snapshot "));
  EXPECT_NE(text.find(" have moved since.*\n\n## Project: one\n\n- "), std::string::npos);
  const size_t second = text.find("\n***\n\n## Project: two\\*\n\n- **Project:** two\\*\n");
  EXPECT_NE(second, std::string::npos);
  EXPECT_LT(text.find("/x/one/src/"), second);
  EXPECT_GT(text.find("/x/two*/src/"), second);
}

TEST(MarkdownReport, NamesAreNoMarkdownAndUsualOnesStayAsTheyAre) {
  const auto head_of = [](const std::string& team) {
    const std::string text = markdown_report({team, {}});
    return text.substr(21, text.find('\n') - 21);  // without "# Analysis for Team: "
  };
  for (const char* name : {"python-heatclient", "oslo.db", "my_project", "my__project_2",
                           "Quality Assurance", "openstack/heat-core", "me@example.org", "R&D",
                           "C#", "a #1", "R&D more;", "a (b)", "x!", "1. a", "- a", "1+1=2"}) {
    EXPECT_EQ(head_of(name), name);
  }
  const std::pair<const char*, const char*> quoted[] = {{"__core__", "\\_\\_core\\_\\_"},
                                                        {"a _b_", "a \\_b\\_"},
                                                        {"a-_b_c", "a-\\_b_c"},
                                                        {"_", "\\_"},
                                                        {"&lt;", "\\&lt;"},
                                                        {"a &#60; b&amp;", "a \\&#60; b\\&amp;"},
                                                        {"~~x~~", "\\~\\~x\\~\\~"},
                                                        {"a|b", "a\\|b"},
                                                        {"a #", "a \\#"},
                                                        {"a ## #", "a \\## \\#"},
                                                        {"#", "\\#"},
                                                        {"![a](b)", "!\\[a\\](b)"},
                                                        {"<b>`c`*d*\\", "\\<b>\\`c\\`\\*d\\*\\\\"}};
  for (const auto& [name, text] : quoted) EXPECT_EQ(head_of(name), text);
}

TEST(MarkdownReport, OccurrencesFollowTheTemplate) {
  const std::string text = markdown_report({"heat", {sample_analysis(small_project())}}, "cgit");
  EXPECT_NE(
      text.find("\nOccurrences Found:\nhttps://git.openstack.org/cgit/openstack/heat/tree/heat/"
                "__init__.py#n3 : import eventlet\n"),
      std::string::npos);
}

TEST(MarkdownReport, ARevisionIsNamedWithItsProjectAndInLinks) {
  ProjectAnalysis analysis = sample_analysis(small_project());
  analysis.revision = "26.0.0";
  const std::string text = markdown_report({"heat", {analysis}});
  EXPECT_NE(text.find(" from `/src`. Links name the revision that was indexed.*\n"),
            std::string::npos);
  EXPECT_NE(text.find("\n- **Project:** heat\n  - **Revision:** `26.0.0`\n"), std::string::npos);
  EXPECT_NE(text.find("/openstack/heat/src/tag/26.0.0/heat/__init__.py#n3 : import"),
            std::string::npos);
}

TEST(MarkdownReport, AQuestionKeepsItsMark) {
  ProjectAnalysis analysis = sample_analysis(small_project());
  analysis.words.question = "Can `eventlet` be switched off here?";
  EXPECT_NE(markdown_report({"heat", {analysis}})
                .find("\n  - **Can `eventlet` be switched off here?** No\n"),
            std::string::npos);
}

TEST(MarkdownReport, AProjectHasAKind) {
  ProjectAnalysis analysis = sample_analysis(small_project());
  analysis.kind = {"library", "a library", {{"setup.cfg", {3}}}};
  EXPECT_NE(markdown_report({"heat", {analysis}})
                .find("\n- **Project:** heat\n  - **Kind of project:** a library "
                      "(`setup.cfg#n3`)\n  - **Is"),
            std::string::npos);
}

TEST(MarkdownReport, ACallNamesTheFunctionOfTheProject) {
  ProjectAnalysis analysis = sample_analysis(small_project());
  RuleFinding& finding = analysis.files[0].patterns[1].rules[1];
  finding.wrapper = {"spawn_n", "Pool", "nova/utils.py", 654, kSpawn, 1};
  EXPECT_NE(markdown_report({"heat", {analysis}})
                .find("; uses `Pool.spawn_n` of `nova/utils.py#n654`, which has a line that "
                      "starts green threads "
                      "(#n11, #n12)\n"),
            std::string::npos);
}

TEST(MarkdownReport, LinesInAnotherCaseAreCited) {
  ProjectAnalysis analysis = sample_analysis(small_project());
  analysis.other_case = {{"a.py", {3}}, {"b.py", {4}}};
  analysis.other_case_files = 1;
  EXPECT_NE(markdown_report({"heat", {analysis}})
                .find(" comments apart. 2 more lines name it in another case "
                      "(`a.py#n3`; `b.py#n4`), which adds 1 file. That is 3 files in all.\n"),
            std::string::npos);
}

TEST(MarkdownReport, WithoutOccurrencesItSaysSo) {
  const ProjectAnalysis analysis =
      sample_analysis({evidence_file("a.py", FileClass::kCode, {{kPool, 1, "x"}})});
  EXPECT_TRUE(markdown_report({"heat", {analysis}})
                  .ends_with("\n\nOccurrences Found:\n"
                             "No line names Eventlet: the project uses it under other names.\n"
                             "***\n"));
}

TEST(MarkdownReport, ATeamWithoutProjectsHasAHeadAlone) {
  EXPECT_EQ(markdown_report({"nobody", {}}),
            "# Analysis for Team: nobody\n\n*Snapshot `default` of the index `/index`, "
            "built on 2024-10-09 at 00:00 UTC from `/src`.*\n");
}

TEST(MarkdownReport, OnlySoManyLinesAreCited) {
  std::vector<EvidenceHit> hits = {{kMention, 1, "x"}};
  for (uint64_t line = 1; line <= 45; ++line) hits.push_back({kPool, line, "x"});
  const std::string text =
      markdown_report({"t",
                       {sample_analysis({evidence_file("a", FileClass::kCode, hits),
                                         evidence_file("b", FileClass::kCode, hits)})}});
  EXPECT_NE(text.find(", #n40`; 50 more).\n"), std::string::npos);
  EXPECT_NE(text.find(", #n44, #n45)\n"), std::string::npos) << "a file's own lines are all there";
}

TEST(MarkdownReport, WhatIsQuotedCannotBreakALineNorDriveATerminal) {
  const std::string path = "a\nb\x1b[2J\xff.py";
  const std::string text = markdown_report(
      {"t",
       {sample_analysis(
           {evidence_file(path, FileClass::kCode,
                          {{kMention, 3, "x\x1b]0;\xc2\x9b\xfe\tend \u00e9"}, {kImport, 3, "x"}})},
           "o/r\rs")}});
  EXPECT_EQ(text.find_first_of("\x1b\r"), std::string::npos);
  EXPECT_TRUE(is_valid_utf8(text));
  EXPECT_NE(
      text.find("\nhttps://opendev.org/o/r\\x0ds/src/branch/master/a\\x0ab\\x1b[2J\\xff.py#n3 "
                ": x\\x1b]0;\\xc2\\x9b\\xfe\tend \u00e9\n***\n"),
      std::string::npos)
      << text;
  EXPECT_NE(text.find("- **File:** `a\\x0ab\\x1b[2J\\xff.py`\n"), std::string::npos);
}

TEST(MarkdownCode, HoldsAnyBackticks) {
  EXPECT_EQ(markdown_code("a"), "`a`");
  EXPECT_EQ(markdown_code("a`b"), "``a`b``");
  EXPECT_EQ(markdown_code("``a`"), "``` ``a` ```");
  EXPECT_EQ(markdown_code("`"), "`` ` ``");
  EXPECT_EQ(markdown_code(" a"), "`  a `");
  EXPECT_EQ(markdown_code("a\nb\xff"), "`a\\x0ab\\xff`");
}

TEST(MarkdownReport, ProjectsOfOneNameHaveWholeNames) {
  TeamReport report{"heat", {}};
  for (const char* repository : {"a/heat", "b/heat", "b/nova"}) {
    report.projects.push_back(sample_analysis(small_project(), repository));
  }
  const std::string text = markdown_report(report);
  for (const char* name : {"a/heat", "b/heat", "nova"}) {
    const std::string head = "\n## Project: " + std::string(name) + "\n\n- **Project:** " + name;
    EXPECT_NE(text.find(head + "\n"), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace trawl
