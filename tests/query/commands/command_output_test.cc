// The output of the programs: counts, names, links, JSON records and odd names, to pipes and
// terminals.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/query/commands/command_runner.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

using Json = nlohmann::json;
using Words = std::vector<std::string>;

class CommandOutput : public testing::Test {
 protected:
  void build_index() {
    const CommandResult built =
        run_trawl_index({"build", "--index", tree_.index(), tree_.path("src")});
    ASSERT_EQ(built.exit_code, 0) << built.err;
  }
  Words with_index(Words words) const {
    words.insert(words.begin() + 1, {"--index", tree_.index()});
    return words;
  }
  CommandResult trawl(Words words) const { return run_trawl(with_index(std::move(words))); }

  TestTree tree_;
};

TEST_F(CommandOutput, CountsNamesAndQuiet) {
  tree_.add("src/a.py", "one\ntwo one\nthree\n");
  tree_.add("src/b.py", "one");
  tree_.add("src/c.py", "none\n");
  build_index();
  EXPECT_EQ(trawl({"search", "-w", "one"}).out,
            "src/a.py:1:one\nsrc/a.py:2:two one\nsrc/b.py:1:one\n");
  EXPECT_EQ(trawl({"search", "-wc", "one"}).out, "src/a.py:2\nsrc/b.py:1\n");
  EXPECT_EQ(trawl({"search", "-wl", "one"}).out, "src/a.py\nsrc/b.py\n");
  EXPECT_EQ(trawl({"search", "-wq", "one"}).out, "");
  EXPECT_EQ(trawl({"search", "-wq", "--json", "one"}).out, "");
}

TEST_F(CommandOutput, ALimitOnFileSizesIsAnErrorAndNoSignal) {
  tree_.add("src/a.py", std::string(300000, 'a') + "\n");
  build_index();
  CommandPlace place;
  place.environment = {"TRAWL_INDEX=" + tree_.index(), "OUT=" + tree_.path("out")};
  const CommandResult result = run_command(
      {"bash", "-c", "ulimit -f 1; exec \"$0\" show src/a.py >\"$OUT\"", TRAWL_PROGRAM}, place);
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_EQ(split_lines(result.err).size(), 1u) << result.err;
}

TEST_F(CommandOutput, NamesAndTextComeAsTheyAreThroughAPipe) {
  const std::string name = "new\nline\x1b[31m \xFF\"'.py";
  tree_.add("src/" + name, "x \x1b[0m\x07 needle \xFF\r\n");
  build_index();
  EXPECT_EQ(trawl({"search", "needle"}).out, "src/" + name + ":1:x \x1b[0m\x07 needle \xFF\r\n");
  EXPECT_EQ(trawl({"search", "-l", "needle"}).out, "src/" + name + "\n");
  EXPECT_EQ(trawl({"files"}).out, "src/" + name + "\n");
  EXPECT_EQ(trawl({"show", "src/" + name}).out, "x \x1b[0m\x07 needle \xFF\r\n");
}

TEST_F(CommandOutput, ControlCharactersAreEscapedOnATerminal) {
  tree_.add("src/new\nline\x1b[31m.py", "x \x1b]0;title\x07 needle\n\x1b[2J\n");
  build_index();
  const std::string name = "src/new\\x0aline\\x1b[31m.py";
  const std::string text = "x \\x1b]0;title\\x07 needle";
  const auto on_terminal = [this](Words words) {
    return run_trawl_on_terminal(with_index(std::move(words))).out;
  };
  EXPECT_EQ(on_terminal({"search", "needle"}), name + ":1:" + text + "\n");
  EXPECT_EQ(on_terminal({"search", "-c", "needle"}), name + ":1\n");
  EXPECT_EQ(on_terminal({"search", "-l", "needle"}), name + "\n");
  EXPECT_EQ(on_terminal({"search", "--link-template", "{path}:{text}", "needle"}),
            name.substr(4) + ":" + text + "\n");
  EXPECT_EQ(on_terminal({"files"}), name + "\n");
  EXPECT_EQ(on_terminal({"show", "src/new\nline\x1b[31m.py"}), text + "\n\\x1b[2J\n");
  const std::string json = on_terminal({"search", "--json", "needle"});
  EXPECT_EQ(json.find('\x1b'), std::string::npos);
}

TEST_F(CommandOutput, ErrorsDoNotCarryControlCharactersToATerminal) {
  tree_.add("src/a.py", "text\n");
  build_index();
  const CommandResult result =
      run_trawl_on_terminal({"show", "--index", tree_.index(), "src/\x1b[31m"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.out.find('\x1b'), std::string::npos) << result.out;
}

TEST_F(CommandOutput, JsonRecordsAreThoseOfRipgrep) {
  tree_.add("src/a.py", "none\naXbX\nX");
  tree_.add("src/odd\xFF.py", "\xFFX\n");
  build_index();
  const CommandResult result = trawl({"search", "--json", "X"});
  EXPECT_EQ(result.exit_code, 0);
  std::vector<Json> records;
  for (const std::string& line : split_lines(result.out)) records.push_back(Json::parse(line));
  ASSERT_EQ(records.size(), 8u);
  const std::vector<std::string> types = {"begin", "match", "match", "end",
                                          "begin", "match", "end",   "summary"};
  for (size_t i = 0; i < types.size(); ++i) EXPECT_EQ(records[i]["type"], types[i]);
  EXPECT_EQ(records[0], Json::parse(R"({"type":"begin","data":{"path":{"text":"src/a.py"}}})"));
  EXPECT_EQ(records[1], Json::parse(R"({"type":"match","data":{
      "path":{"text":"src/a.py"},"lines":{"text":"aXbX\n"},"line_number":2,"absolute_offset":5,
      "submatches":[{"match":{"text":"X"},"start":1,"end":2},
                    {"match":{"text":"X"},"start":3,"end":4}]}})"));
  EXPECT_EQ(records[2]["data"]["lines"]["text"], "X");
  EXPECT_EQ(records[2]["data"]["absolute_offset"], 10);
  EXPECT_EQ(records[5]["data"]["path"]["bytes"], "c3JjL29kZP8ucHk=");
  EXPECT_EQ(records[5]["data"]["lines"]["bytes"], "/1gK");
  EXPECT_EQ(records[5]["data"]["submatches"][0]["start"], 1);

  const Json& end = records[3]["data"];
  EXPECT_TRUE(end["binary_offset"].is_null());
  EXPECT_EQ(end["stats"]["matched_lines"], 2);
  EXPECT_EQ(end["stats"]["matches"], 3);
  EXPECT_EQ(end["stats"]["bytes_searched"], 11);
  const Json& total = records[7]["data"];
  EXPECT_TRUE(total["elapsed_total"]["human"].is_string());
  for (const char* field : {"elapsed", "searches", "searches_with_match", "bytes_searched",
                            "bytes_printed", "matched_lines", "matches"}) {
    EXPECT_TRUE(total["stats"].contains(field)) << field;
    EXPECT_TRUE(end["stats"].contains(field)) << field;
  }
  EXPECT_EQ(total["stats"]["matches"], 4);
  EXPECT_EQ(total["stats"]["searches_with_match"], 2);
}

// The JSON records without the parts that may differ between two runs or two ways of searching.
std::vector<Json> comparable_records(const std::string& out) {
  std::vector<Json> records;
  for (const std::string& line : split_lines(out)) {
    Json& record = records.emplace_back(Json::parse(line));
    record["data"].erase("elapsed_total");
    if (!record["data"].contains("stats")) continue;
    record["data"]["stats"].erase("elapsed");
    record["data"]["stats"].erase("bytes_searched");
  }
  return records;
}

TEST_F(CommandOutput, AListHasTheRecordsOfASearch) {
  tree_.add("src/a.py", "none\naXbX\nX" + std::string(5000, '.') + "\n# X\nX");
  tree_.add("src/odd\xFF.py", "\xFFX\n");
  tree_.add("rules.tsv", "x\tX\nnone\tnowhere\n");
  build_index();
  const CommandResult added =
      run_trawl_index({"rules", "add", "--index", tree_.index(), tree_.path("rules.tsv")});
  ASSERT_EQ(added.exit_code, 0) << added.err;
  for (const Words& flags : {Words{}, Words{"--ignore-comments"}, Words{"--path", "^a"}}) {
    Words search = {"search", "--json", "X"}, list = {"list", "--json", "x"};
    search.insert(search.begin() + 1, flags.begin(), flags.end());
    list.insert(list.begin() + 1, flags.begin(), flags.end());
    const CommandResult listed = trawl(list);
    EXPECT_EQ(listed.exit_code, 0) << listed.err;
    EXPECT_EQ(comparable_records(listed.out), comparable_records(trawl(search).out));
  }
  const CommandResult nothing = trawl({"list", "--json", "none"});
  EXPECT_EQ(nothing.exit_code, 1);
  EXPECT_EQ(Json::parse(nothing.out)["type"], "summary");
  EXPECT_EQ(trawl({"list", "--json", "-q", "x"}).out, "");
}

TEST_F(CommandOutput, ARuleOfSeveralPatternsHasTheSubmatchesOfAllThatMustMatch) {
  tree_.add("src/a.py", "spawn of eventlet, and greenthread\nspawn of eventlet mock\n");
  tree_.add("c.yaml", R"(catalogue: greens
message: m
rules:
  - id: spawn
    message: spawns
    severity: INFO
    languages: [generic]
    patterns:
      - pattern-either: [{pattern-regex: greenthread}, {pattern-regex: eventlet}]
      - pattern-not-regex: mock
      - pattern-regex: spawn
)");
  build_index();
  const CommandResult added =
      run_trawl_index({"rules", "add", "--index", tree_.index(), tree_.path("c.yaml")});
  ASSERT_EQ(added.exit_code, 0) << added.err;
  const std::vector<Json> records = comparable_records(trawl({"list", "--json", "spawn"}).out);
  ASSERT_EQ(records.size(), 4u);
  EXPECT_EQ(records[1]["data"]["submatches"],
            Json::parse(R"([{"match":{"text":"spawn"},"start":0,"end":5},
                            {"match":{"text":"eventlet"},"start":9,"end":17},
                            {"match":{"text":"greenthread"},"start":23,"end":34}])"));
  EXPECT_EQ(records[3]["data"]["stats"]["matches"], 3);
}

TEST_F(CommandOutput, JsonOfNothingIsASummary) {
  tree_.add("src/a.py", "text\n");
  build_index();
  const CommandResult result = trawl({"search", "--json", "absent"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(Json::parse(result.out)["type"], "summary");
}

TEST_F(CommandOutput, AClosedPipeEndsQuietly) {
  std::string content;
  while (content.size() < 8 << 20)
    content += "needle in line " + std::to_string(content.size()) + "\n";
  tree_.add("src/big.txt", content);
  tree_.add("src/other.txt", content.substr(20));
  build_index();
  for (const char* command : {"search needle", "search --json needle", "show src/big.txt",
                              "search -F --format link needle"}) {
    const std::string script =
        std::string(TRAWL_PROGRAM) + " " + command + " | head -1 | wc -l; echo ${PIPESTATUS[0]}";
    const CommandResult result =
        run_command({"bash", "-c", script}, {"", {"TRAWL_INDEX=" + tree_.index()}});
    EXPECT_EQ(result.out, "1\n0\n") << command;
    EXPECT_EQ(result.err, "") << command;
  }
}

TEST_F(CommandOutput, AFullDiskIsAnError) {
  tree_.add("src/a.py", "needle\n");
  build_index();
  const CommandResult result = run_command(
      {"bash", "-c", std::string(TRAWL_PROGRAM) + " search needle > /dev/full; echo $?"},
      {"", {"TRAWL_INDEX=" + tree_.index()}});
  EXPECT_EQ(result.out, "2\n");
  EXPECT_NE(result.err.find("cannot write"), std::string::npos) << result.err;
}

}  // namespace
}  // namespace trawl
