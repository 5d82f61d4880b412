#include "query/report/html/html_report.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "indexer/base/digest.h"
#include "indexer/text/base64.h"
#include "query/report/report_text.h"
#include "tests/indexer/study/sample_study.h"

namespace trawl {
namespace {

ProjectAnalysis project(const std::string& repository, const std::string& path = "a.py",
                        const std::string& text = "import eventlet") {
  return sample_analysis(
      {evidence_file(path, FileClass::kCode, {{kMention, 3, text}, {kImport, 3, text}})},
      repository);
}

std::vector<ReportFile> reports_of(const std::string& subject,
                                   const std::vector<TeamReport>& reports,
                                   const std::string& links = "gitea") {
  std::vector<std::string> teams;
  for (const TeamReport& report : reports) teams.push_back(report.team);
  const StudyWords words = {subject, "Can " + subject + " go?", "Can go"};
  return html_reports(words, reports, report_file_names(teams, {kHtmlOverview}),
                      sample_provenance(), LinkTemplate::parse(links).value());
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(HtmlReport, IsAnOverviewAndAPageATeam) {
  const std::vector<ReportFile> files = reports_of(
      "Eventlet", {{"heat", {project("openstack/heat")}}, {"a/b", {project("openstack/x y")}}});
  ASSERT_EQ(files.size(), 3u);
  EXPECT_EQ(files[0].name, "index.html");
  EXPECT_EQ(files[1].name, "heat.html");
  EXPECT_EQ(files[2].name, "a-b.html");
  EXPECT_TRUE(holds(files[0].content, "<h1>Eventlet in 2 projects</h1>"));
  EXPECT_TRUE(holds(files[0].content, "<a href=\"heat.html#project%3Aopenstack/heat\">heat</a>"));
  EXPECT_TRUE(holds(files[0].content, "<a href=\"a-b.html\">a/b</a>"));
  EXPECT_TRUE(holds(files[1].content, "<section id=\"project:openstack/heat\">"));
  EXPECT_TRUE(holds(files[1].content, "<a href=\"index.html\">"));
  EXPECT_TRUE(holds(files[2].content, "<a href=\"#project%3Aopenstack/x%20y\">x y</a>"));
}

TEST(HtmlReport, TheOverviewCounts) {
  const std::vector<ReportFile> files =
      reports_of("Eventlet", {{"heat", {project("o/a"), project("o/b")}}, {"nova", {}}});
  const std::string& overview = files[0].content;
  EXPECT_TRUE(holds(overview, "<li><strong>2</strong> teams</li>"));
  EXPECT_TRUE(holds(overview, "<strong>2</strong> projects"));
  EXPECT_TRUE(holds(overview, "<strong>2</strong> occurrences"));
  EXPECT_TRUE(holds(overview,
                    "<td data-value=\"2\" class=\"No\">No</td><td class=\"number\">4</td>"
                    "<td class=\"number\">10.1</td>"));
  EXPECT_TRUE(holds(overview, "2 (100.0&nbsp;%)"));
  EXPECT_TRUE(holds(overview, "<caption>Occurrences of Eventlet by team</caption>"));
  EXPECT_TRUE(holds(overview, "<caption>Projects by answer: Can Eventlet go?</caption>"));
}

TEST(HtmlReport, EveryPageSaysWhereItComesFrom) {
  const std::string where =
      "<p class=\"provenance\">Snapshot <code>default</code> of the index <code>/index</code>, "
      "built on 2024-10-09 at 00:00 UTC from <code>/src</code>.";
  ProjectAnalysis known = project("o/known");
  known.revision = "26.0.0";
  const std::vector<ReportFile> files =
      reports_of("Eventlet", {{"a", {known}}, {"b", {project("o/x")}}, {"c", {}}});
  EXPECT_TRUE(holds(files[0].content, where + "</p>"));
  EXPECT_TRUE(holds(files[1].content, where + " Links name the revision that was indexed.</p>"));
  EXPECT_TRUE(holds(files[2].content,
                    where + " Links name no revision, so lines may have moved since.</p>"));
  EXPECT_TRUE(holds(files[3].content, where + "</p>"));
  EXPECT_TRUE(holds(files[1].content, "<dt>Revision</dt>\n<dd><code>26.0.0</code></dd>"));
  EXPECT_TRUE(holds(files[1].content, "/o/known/src/tag/26.0.0/a.py#L3\""));
  EXPECT_FALSE(holds(files[2].content, "<dt>Revision</dt>"));
}

TEST(HtmlReport, AsksWhatTheStudyAsks) {
  const std::vector<ReportFile> files = reports_of("Eventlet", {{"heat", {project("o/a")}}});
  EXPECT_TRUE(holds(files[0].content, "<th scope=\"col\">Can go</th>"));
  EXPECT_TRUE(holds(files[1].content,
                    "<a href=\"#project%3Ao/a\">a</a>: 1 occurrence, "
                    "complexity 4; Can go: No</li>"));
  EXPECT_TRUE(holds(files[1].content,
                    "<dt>Is Eventlet globally deactivable for this project</dt>\n"
                    "<dd><strong class=\"No\">No</strong>"));
}

TEST(HtmlReport, OneOfAKindIsCountedAsOne) {
  const std::string overview = reports_of("Eventlet", {{"heat", {project("o/a")}}})[0].content;
  EXPECT_TRUE(holds(overview, "<h1>Eventlet in 1 project</h1>"));
  EXPECT_TRUE(holds(overview,
                    "<li><strong>1</strong> team</li><li><strong>1</strong> project</li>"
                    "<li><strong>1</strong> occurrence</li><li><strong>1</strong> file</li>"));
}

TEST(HtmlReport, WhatIsQuotedCannotReorderThePage) {
  const std::string name = "o/a\u202Eb\u2067c\u200Fd\u061C";
  const std::string shown = "a\\xe2\\x80\\xaeb\\xe2\\x81\\xa7c\\xe2\\x80\\x8fd\\xd8\\x9c";
  const std::vector<ReportFile> files =
      reports_of("Eventlet", {{"t", {project(name, name, name)}}});
  for (const ReportFile& file : files) {
    for (const char* part : {"\u202E", "\u2067", "\u200F", "\u061C"}) {
      EXPECT_FALSE(holds(file.content, part)) << part;
    }
  }
  EXPECT_TRUE(holds(files[1].content, "<td class=\"source\">o/" + shown + "</td>"));
  EXPECT_TRUE(holds(files[1].content, "<section id=\"project:o/" + shown + "\">"));
  EXPECT_TRUE(holds(files[0].content, "#project%3Ao/a%5Cxe2%5Cx80%5Cxaeb"));
}

TEST(HtmlReport, LinksLeadToLinesOfSources) {
  const std::vector<ReportFile> files =
      reports_of("Eventlet", {{"heat", {project("openstack/heat", "a b.py")}}});
  EXPECT_TRUE(holds(files[1].content,
                    "<a href=\"https://opendev.org/openstack/heat/src/branch/master/"
                    "a%20b.py#L3\">a b.py#n3</a>"));
}

TEST(HtmlReport, ProjectsOfOneNameHaveWholeNames) {
  const std::vector<ReportFile> files = reports_of(
      "E", {{"heat", {project("a/heat"), project("b/heat")}}, {"x", {project("c/heat")}}});
  for (const char* name : {"a/heat", "b/heat"}) {
    EXPECT_TRUE(holds(files[0].content, ">" + std::string(name) + "</a></th>")) << name;
    EXPECT_TRUE(holds(files[1].content, "<h2>" + std::string(name) + "</h2>")) << name;
    EXPECT_TRUE(holds(files[1].content, ">" + std::string(name) + "</a>: ")) << name;
  }
  EXPECT_TRUE(holds(files[2].content, "<h2>heat</h2>"));
}

TEST(HtmlReport, PathsBreakBehindASlash) {
  const std::string page = reports_of("E", {{"heat", {project("o/heat", "a/b.py")}}})[1].content;
  EXPECT_TRUE(holds(page, "a/b.py#L3\">a/<wbr>b.py#n3</a>"));
  EXPECT_TRUE(holds(page, "<code>a/<wbr>b.py</code>"));
}

TEST(HtmlReport, AProjectHasAKindAndItsCallsNameTheirFunction) {
  ProjectAnalysis analysis = project("o/heat");
  analysis.kind = {"library", "a library", {{"setup.cfg", {3}}}};
  analysis.files[0].patterns[0].rules[0].wrapper = {"spawn_n", "Pool", "utils.py", 7, kImport, 0};
  const std::string page = reports_of("E", {{"heat", {analysis}}})[1].content;
  EXPECT_TRUE(holds(page,
                    "<dt>Kind of project</dt>\n<dd>a library (<a href=\"https://opendev.org/o/heat/"
                    "src/branch/master/setup.cfg#L3\">setup.cfg#n3</a>)</dd>"));
  EXPECT_TRUE(holds(page,
                    "uses <code>Pool.spawn_n</code> of <a href=\"https://opendev.org/o/heat/src/"
                    "branch/master/utils.py#L7\">utils.py#n7</a>, which has a line that imports "));
  EXPECT_FALSE(holds(reports_of("E", {{"heat", {project("o/heat")}}})[1].content, "uses <code>"));
}

TEST(HtmlReport, LinesInAnotherCaseAreCited) {
  ProjectAnalysis analysis = project("o/heat");
  analysis.other_case = {{"b.py", {4}}};
  analysis.other_case_files = 1;
  const std::string page = reports_of("E", {{"heat", {analysis}}})[1].content;
  EXPECT_TRUE(
      holds(page,
            "1 more line names it in another case (<a href=\"https://opendev.org/o/heat/src/"
            "branch/master/b.py#L4\">b.py#n4</a>), which adds 1 file. "
            "That is 2 files in all.</dd>"));
}

TEST(HtmlReport, WithoutOccurrencesItSaysSo) {
  const ProjectAnalysis analysis =
      sample_analysis({evidence_file("a.py", FileClass::kCode, {{kPool, 1, "x"}})}, "o/heat");
  const std::string page = reports_of("E", {{"heat", {analysis}}})[1].content;
  EXPECT_TRUE(holds(page, "<summary>Occurrences found: 0</summary>\n<p>No line names Eventlet"));
  EXPECT_FALSE(holds(page, "class=\"occurrences\""));
}

// For example, Neutron's challenges are sentences with forty links each.
TEST(HtmlReport, ManyCitedLinesAreFoldedBelowTheirSentence) {
  const auto page = [](uint64_t lines) {
    std::vector<EvidenceHit> hits;
    for (uint64_t line = 1; line <= lines; ++line) {
      hits.push_back({kMention, line, "import eventlet"});
      hits.push_back({kImport, line, "import eventlet"});
    }
    const ProjectAnalysis analysis =
        sample_analysis({evidence_file("a.py", FileClass::kCode, hits)}, "o/heat");
    return reports_of("E", {{"heat", {analysis}}})[1].content;
  };
  EXPECT_TRUE(holds(page(6), "<td class=\"number\">6</td><td><a href="));
  EXPECT_FALSE(holds(page(6), "class=\"cited\""));
  EXPECT_TRUE(holds(page(6), "#n6</a>).</li>"));
  const std::string many = page(7);
  EXPECT_TRUE(holds(many,
                    "<li>Imports patch modules.<details class=\"cited\"><summary>7 lines in 1 "
                    "file</summary><a href="));
  EXPECT_TRUE(holds(many, "#n7</a></details></li>"));
  EXPECT_TRUE(holds(many,
                    "<td class=\"number\">7</td><td><details class=\"cited\"><summary>7 lines in 1 "
                    "file</summary><a href="));
}

TEST(HtmlReport, FactorsCiteTheirLines) {
  const std::string page = reports_of("E", {{"heat", {project("o/heat", "a.py")}}})[1].content;
  const size_t factors = page.find("Factors for estimation");
  EXPECT_TRUE(holds(page.substr(factors, page.find("</table>", factors) - factors),
                    "<td class=\"number\">1</td><td><a href=\"https://opendev.org/o/heat/src/"
                    "branch/master/a.py#L3\">a.py#n3</a></td></tr>"));
}

TEST(HtmlReport, LinksFollowTheTemplateAndAreEncoded) {
  const std::string page = reports_of("Eventlet", {{"heat", {project("o/\"r s\"", "a#b.py")}}},
                                      "http://h/{repository}?f={path}&l={line}")[1]
                               .content;
  EXPECT_TRUE(holds(page, "<a href=\"http://h/o/%22r%20s%22?f=a%23b.py&amp;l=3\">a#b.py#n3</a>"));
  EXPECT_FALSE(holds(page, "opendev"));
}

TEST(HtmlReport, EscapesAllThatItQuotes) {
  const std::string evil = "<script>alert('\"&')</script>";
  const std::vector<ReportFile> files =
      reports_of(evil, {{evil, {project("o/" + evil, evil, "eventlet " + evil + "\xff")}}});
  for (const ReportFile& file : files) {
    EXPECT_FALSE(holds(file.content, "<script>alert"));
    EXPECT_FALSE(holds(file.content, "'\"&'"));
  }
  EXPECT_TRUE(holds(files[1].content,
                    "<td class=\"source\">eventlet &lt;script&gt;alert(&#39;&quot;&amp;&#39;)"
                    "&lt;/script&gt;\\xff</td>"));
}

TEST(HtmlReport, NothingIsFetched) {
  const std::vector<ReportFile> files = reports_of("Eventlet", {{"heat", {project("o/a")}}});
  for (const ReportFile& file : files) {
    for (const char* part : {" src=", "<link", "@import", "url("}) {
      EXPECT_FALSE(holds(file.content, part)) << part;
    }
    EXPECT_TRUE(holds(file.content, "default-src 'none'"));
    EXPECT_FALSE(holds(file.content, "script-src 'unsafe-inline'"));
  }
  EXPECT_FALSE(holds(files[1].content, "<script"));
}

TEST(HtmlReport, FilesNeverShareAName) {
  const std::vector<ReportFile> files =
      reports_of("E", {{"index", {}}, {"a/b", {}}, {"A-b", {}}, {"..", {}}, {"x\ny", {}}});
  std::vector<std::string> names;
  for (const ReportFile& file : files) names.push_back(file.name);
  EXPECT_EQ(names, (std::vector<std::string>{"index.html", "index-2.html", "a-b.html", "A-b-2.html",
                                             "-...html", "x-y.html"}));
  EXPECT_TRUE(holds(files[0].content, "href=\"index-2.html\""));
}

TEST(HtmlReport, ProseMarksCode) {
  const auto shown = [](const std::string& level) {
    ProjectAnalysis analysis = project("o/heat");
    analysis.level = level;
    const std::string page = reports_of("E", {{"heat", {analysis}}})[1].content;
    const std::string before = "<dd><strong>4</strong><br>";
    const size_t begin = page.find(before) + before.size();
    return page.substr(begin, page.find("</dd>", begin) - begin);
  };
  EXPECT_EQ(shown("Use in Tests with `mock<x>` & `more`"),
            "Use in Tests with <code>mock&lt;x&gt;</code> &amp; <code>more</code>");
  EXPECT_EQ(shown("a ` b"), "a ` b");
  EXPECT_EQ(shown("``"), "<code></code>");
  EXPECT_EQ(shown(""), "");
}

TEST(HtmlReport, BarsAreToScale) {
  const auto team = [](const std::string& name, size_t occurrences) {
    ProjectAnalysis analysis = project("o/" + name);
    analysis.occurrences.resize(occurrences);
    return TeamReport{name, {analysis}};
  };
  const std::string chart = reports_of("E", {team("a", 4), team("b", 1), {"c", {}}})[0].content;
  const std::string bar =
      "<td class=\"bar\"><svg viewBox=\"0 0 100 10\" "
      "preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"";
  EXPECT_TRUE(holds(chart, "a</a></th>" + bar + "100.00\""));
  EXPECT_TRUE(holds(chart, "b</a></th>" + bar + "25.00\""));
  EXPECT_TRUE(holds(chart, "c</a></th>" + bar + "0.00\""));
  EXPECT_TRUE(holds(reports_of("E", {{"a", {}}})[0].content, "a</a></th>" + bar + "0.00\""));
}

// A page's policy contains the digest of the script that the page runs.
TEST(HtmlReport, ThePolicyHasTheDigestOfTheScript) {
  const std::string page = reports_of("E", {{"a", {}}})[0].content;
  const size_t begin = page.find("<script>") + 8;
  const std::string script = page.substr(begin, page.find("</script>", begin) - begin);
  const auto digest = sha256(script);
  const std::string encoded =
      base64_encode({reinterpret_cast<const char*>(digest.data()), digest.size()});
  EXPECT_TRUE(holds(page, "script-src 'sha256-" + encoded + "'"));
}

}  // namespace
}  // namespace trawl
