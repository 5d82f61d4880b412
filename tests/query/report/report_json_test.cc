#include "query/report/report_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/indexer/study/sample_study.h"

namespace trawl {
namespace {

using Json = nlohmann::json;

std::string json_report(const std::vector<TeamReport>& reports) {
  return json_report(reports, sample_provenance(),
                     LinkTemplate::parse("http://h/{repository}/{path}#{line} {text}").value());
}

ProjectAnalysis json_project(const std::string& repository, const std::string& path,
                             const std::string& text) {
  return sample_analysis(
      {evidence_file(path, FileClass::kCode, {{kMention, 3, text}, {kImport, 3, text}})},
      repository);
}

TEST(JsonReport, IsOneObjectForAllTeams) {
  const Json json = Json::parse(json_report(
      {{"a", {json_project("o/x", "a.py", "import x"), json_project("o/y", "a.py", "import x")}},
       {"b", {json_project("o/w", "a.py", "import x")}}}));
  ASSERT_EQ(json.size(), 2u);
  const Json& projects = json.at("projects");
  ASSERT_EQ(projects.size(), 3u);
  EXPECT_EQ(projects[0].at("repository"), "o/x");
  EXPECT_EQ(projects[1].at("team"), "a");
  EXPECT_EQ(projects[2].at("repository"), "o/w");
  EXPECT_EQ(projects[2].at("team"), "b");
}

TEST(JsonReport, HasTheFieldsOfAProject) {
  const Json json = Json::parse(json_report({{"a", {json_project("o/x", "a.py", "  import x ")}}}));
  const Json& found = json.at("projects").at(0);
  EXPECT_EQ(found.at("deactivable"), "No");
  EXPECT_EQ(found.at("reason"), Json::parse(R"({"text": "Code imports it.",
                            "where": [{"path": "a.py", "lines": [3]}]})"));
  EXPECT_TRUE(found.at("complexity").is_number_integer());
  EXPECT_EQ(found.at("complexity"), 4);
  EXPECT_EQ(found.at("points"), 10.1);
  EXPECT_EQ(found.at("level"), "It is moderate.");
  EXPECT_EQ(found.at("factors"), Json::parse(R"([{"pattern": "import", "points": 10.1, "files": 1,
                                                  "lines": 1}])"));
  EXPECT_EQ(
      found.at("files"),
      Json::parse(
          R"([{"path": "a.py", "class": "code", "occurrences": 1, "patterns": [{"id": "import",
                             "rules": [{"id": "import", "message": "imports `eventlet`",
                                        "lines": [3]}]}]}])"));
  EXPECT_EQ(found.at("patterns"), Json::parse(R"([{"id": "import", "title": "Imports of `eventlet`",
                             "where": [{"path": "a.py", "lines": [3]}]}])"));
  EXPECT_EQ(found.at("challenges").at(0).at("text"), "Imports patch modules.");
  EXPECT_EQ(found.at("recommendations").size(), 1u);
  EXPECT_EQ(found.at("occurrences"), Json::parse(R"([{"path": "a.py", "line": 3, "text": "import x",
                             "link": "http://h/o/x/a.py#3"}])"));
}

TEST(JsonReport, HasTheKindOfAProjectAndWhatItsLinesCall) {
  ProjectAnalysis analysis = json_project("o/x", "a.py", "import x");
  Json found = Json::parse(json_report({{"a", {analysis}}})).at("projects").at(0);
  EXPECT_TRUE(found.at("kind").is_null());
  EXPECT_EQ(found.at("all_files"), 1);
  EXPECT_EQ(found.at("other_case"), Json::array());
  analysis.kind = {"library", "a library", {{"setup.cfg", {3}}}};
  analysis.other_case = {{"b.py", {4}}};
  analysis.other_case_files = 1;
  analysis.files[0].patterns[0].rules[0].wrapper = {"spawn_n", "Pool", "utils.py", 7, kImport, 0};
  found = Json::parse(json_report({{"a", {analysis}}})).at("projects").at(0);
  EXPECT_EQ(found.at("kind"), Json::parse(R"({"id": "library", "title": "a library",
                                  "where": [{"path": "setup.cfg", "lines": [3]}]})"));
  EXPECT_EQ(found.at("all_files"), 2);
  EXPECT_EQ(found.at("other_case"), Json::parse(R"([{"path": "b.py", "lines": [4]}])"));
  EXPECT_EQ(found.at("files").at(0).at("patterns").at(0).at("rules").at(0).at("calls"),
            Json::parse(R"({"function": "Pool.spawn_n", "path": "utils.py", "line": 7})"));
}

TEST(JsonReport, SaysWhereItComesFrom) {
  ProjectAnalysis at_tag = json_project("o/x", "a.py", "import x");
  at_tag.revision = "26.0.0";
  const Json json =
      Json::parse(json_report({{"a", {at_tag, json_project("o/y", "a.py", "import x")}}}));
  EXPECT_EQ(json.at("snapshot"),
            Json::parse(R"({"index": "/index", "name": "default", "built": 1728432000,
                            "roots": ["/src"], "corpus": null, "stale": []})"));
  EXPECT_EQ(json.at("projects").at(0).at("revision"), "26.0.0");
  EXPECT_TRUE(json.at("projects").at(1).at("revision").is_null());
  const Json unknown =
      Json::parse(json_report({}, {"/i", "s", {}, {}}, LinkTemplate::parse("gitea").value()));
  EXPECT_EQ(unknown.at("snapshot"), Json::parse(R"({"index": "/i", "name": "s", "built": null,
                                                    "roots": [], "corpus": null, "stale": []})"));
}

TEST(JsonReport, BytesThatAreNotUtf8AreReplaced) {
  const std::string text = json_report({{"a", {json_project("o/x", "\xff.py", "\xc3( \"\\\x01")}}});
  const Json json = Json::parse(text);
  const Json& occurrence = json.at("projects").at(0).at("occurrences").at(0);
  EXPECT_EQ(occurrence.at("path"), "\uFFFD.py");
  EXPECT_EQ(occurrence.at("text"), "\uFFFD( \"\\\x01");
}

TEST(JsonReport, ControlCharactersAreEscaped) {
  const std::string text =
      json_report({{"a", {json_project("o/x", "\x7f", "\x1b\xc2\x9b\xc2\xa0z")}}});
  EXPECT_EQ(text.find_first_of("\x1b\x7f\x9b"), std::string::npos);
  const Json json = Json::parse(text);
  const Json& occurrence = json.at("projects").at(0).at("occurrences").at(0);
  EXPECT_EQ(occurrence.at("path"), "\x7f");
  EXPECT_EQ(occurrence.at("text"), "\x1b\xc2\x9b\xc2\xa0z");
}

TEST(JsonReport, WithoutProjectsTheListIsEmpty) {
  EXPECT_EQ(Json::parse(json_report({})).at("projects"), Json::array());
}

}  // namespace
}  // namespace trawl
