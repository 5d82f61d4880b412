// Sentences that their examples do not show are refused, with the reason.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <fstream>
#include <string>
#include <vector>

#include "indexer/study/rule_file.h"
#include "tests/indexer/base/temporary_directory.h"

namespace trawl {
namespace {

// %1 stands for further fields of a sentence, %2 and %3 for the files of its examples.
constexpr const char* kStudyFile = R"(catalogue: c
message: m
rules:
  - {id: name, message: m, severity: INFO, languages: [generic], pattern-regex: eventlet}
  - {id: sleep, message: m, severity: INFO, languages: [Python], paths: {exclude: [/old/]}, pattern-regex: sleep}
  - {id: pool, message: m, severity: INFO, languages: [generic], pattern-regex: GreenPool}
  - {id: database, message: m, severity: INFO, languages: [generic], pattern-regex: ^sqlalchemy}
  - {id: command, message: m, severity: INFO, languages: [generic], pattern-regex: ^console}
study:
  subject: Eventlet
  occurrences: name
  kinds: [{kind: tool, title: a tool, rules: [command]}, {kind: library, title: a library}]
  levels: [{from: 1, meaning: m}]
  thresholds: [1, 2, 3, 4, 5, 6, 7, 8, 9]
  deactivable:
    reasons:
      unused: {text: U., said: {d.rst: eventlet}, unsaid: {a.py: GreenPool}}
      undecided: {text: D., said: {a.py: GreenPool}, unsaid: {d.rst: eventlet}}
  texts: {no-challenges: N., no-recommendations: N.}
  patterns:
    - id: yields
      title: Yields
      rules: [sleep, pool]
      points: {}
      challenges:
        - text: A loop that yields lets other threads run.
          %1
          said: {%2}
          unsaid: {%3}
)";

using Problems = std::vector<std::string>;

// The problems of the catalogue with such a sentence, without the file's name.
Problems problems_of(const std::string& fields, const std::string& said, const std::string& unsaid,
                     std::string text = kStudyFile) {
  text.replace(text.find("%1"), 2, fields);
  text.replace(text.find("%2"), 2, said);
  text.replace(text.find("%3"), 2, unsaid);
  const TemporaryDirectory directory;
  const std::string path = directory / "c.yaml";
  std::ofstream(path) << text;
  Problems problems;
  for (const Status& problem : examine_rule_file(path).problems) {
    problems.push_back(problem.message().substr(path.size() + 1));
  }
  return problems;
}

const std::string kLoop = "sentence \"A loop that yields lets other ...\" ";
const std::string kNotSaid = "28: " + kLoop + "is not said in its example `said`: ";
const std::string kTest = R"(test_a.py: "import unittest\nsleep")";
const std::string kTwo = R"(a.py: "sleep\nsleep")";

TEST(SentenceCheck, TakesASentenceThatItsExamplesShow) {
  EXPECT_EQ(problems_of("", "a.py: sleep", "d.rst: eventlet"), Problems());
  EXPECT_EQ(problems_of("at-least: 2", kTwo, "a.py: sleep"), Problems());
  EXPECT_EQ(
      problems_of("with: [database]", "a.py: sleep, requirements.txt: sqlalchemy", "a.py: sleep"),
      Problems());
}

TEST(SentenceCheck, SaysWhyASentenceIsNotSaid) {
  const auto why = [&](const std::string& condition, const std::string& said,
                       const std::string& unsaid = "a.py: GreenPool") {
    const Problems problems = problems_of("rules: [sleep]\n          " + condition, said, unsaid);
    if (problems.size() != 1) return fmt::format("{} problems", problems.size());
    const std::string expected = "29" + kNotSaid.substr(2);
    EXPECT_EQ(problems[0].substr(0, expected.size()), expected);
    return problems[0].substr(expected.size());
  };
  const std::string other_lines = "no line of the pattern is of its `rules` and `classes`";
  EXPECT_EQ(why("", "a.py: eventlet"), "it has no line of the pattern `yields`");
  EXPECT_EQ(why("", "a.py: GreenPool"), other_lines);
  EXPECT_EQ(why("classes: [code]", kTest), other_lines);
  EXPECT_EQ(why("at-least: 2", "a.py: sleep"), "it has 1 line, `at-least` asks for 2");
  EXPECT_EQ(why("at-most: 1", kTwo), "it has 2 lines, `at-most` allows 1");
  EXPECT_EQ(why("kinds: [tool]", "a.py: sleep"), "its kind is `library`");
  EXPECT_EQ(why("with: [database]", "a.py: sleep, d.rst: sqlalchemy"),
            "it has no line of a rule of `with` in code or packaging");
  EXPECT_EQ(why("without: [database]", "a.py: sleep, b.py: sqlalchemy"),
            "b.py#n1 is a line of a rule of `without`");
}

// Rules, languages, paths, comments and docstrings count in examples as they do in an index.
TEST(SentenceCheck, ReadsExamplesAsAnIndexDoes) {
  for (const char* file :
       {"a.rst: sleep", "old/a.py: sleep", "a.py: '# sleep'", R"(a.py: "\"\"\"\nsleep\n\"\"\"")"}) {
    EXPECT_EQ(problems_of("", file, "d.rst: eventlet"),
              Problems{kNotSaid + "it has no line of the pattern `yields`"})
        << file;
  }
  EXPECT_EQ(problems_of("", kTest, "d.rst: eventlet"),
            Problems{kNotSaid + "no line of it is evidence, so it is in no report"});
}

TEST(SentenceCheck, RefusesASentenceThatIsSaidOfBoth) {
  EXPECT_EQ(problems_of("", "a.py: sleep", "b/a.py: sleep"),
            Problems{"29: " + kLoop + "is said in its example `unsaid`, of b/a.py#n1"});
}

// Otherwise the condition could be anything.
TEST(SentenceCheck, AConditionIsTheReasonWhyASentenceIsNotSaid) {
  EXPECT_EQ(problems_of("at-most: 1", "a.py: sleep", "d.rst: eventlet"),
            Problems{"29: " + kLoop +
                     "has conditions, but its example `unsaid` has no line of the pattern "
                     "`yields`: show where the pattern is found and the sentence would be wrong"});
}

// Of an empty project nothing is said anyway.
TEST(SentenceCheck, ASentenceWithoutConditionsIsUnsaidOfAProjectWithAReport) {
  EXPECT_EQ(problems_of("", "a.py: sleep", "a.py: x"),
            Problems{"29: " + kLoop +
                     "has an example `unsaid` without a report: no line of it is "
                     "evidence, so it is in no report"});
}

// What calls a function of the example project itself is found as in an index.
TEST(SentenceCheck, FindsCallsOfWrappers) {
  std::string text = kStudyFile;
  const std::string rules = "rules: [sleep, pool]";
  text.replace(text.find(rules), rules.size(), "wraps: [sleep]");
  text += "    - {id: pools, title: P, rules: [pool], points: {}}\n";
  const std::string wrapper = R"(a/utils.py: "def pause():\n    eventlet.sleep(0)\n")";
  const std::string call = R"(a/b.py: "from a import utils\nutils.pause()\n")";
  EXPECT_EQ(problems_of("", wrapper + ", " + call, wrapper, text), Problems());
  EXPECT_EQ(problems_of("", wrapper, wrapper, text),
            Problems{kNotSaid + "it has no line of the pattern `yields`"});
}

TEST(SentenceCheck, ReasonsNeedVerdicts) {
  const auto with = [](const std::string& from, const std::string& to) {
    std::string text = kStudyFile;
    text.replace(text.find(from), from.size(), to);
    return problems_of("", "a.py: sleep", "d.rst: eventlet", text);
  };
  EXPECT_EQ(with("said: {d.rst: eventlet}, unsaid: {a.py: GreenPool}",
                 "said: {a.py: GreenPool}, unsaid: {d.rst: eventlet}"),
            (Problems{"17: sentence \"U.\" is not said in its example `said`: the verdict is "
                      "Maybe: \"D.\" (a.py#n1)",
                      "17: sentence \"U.\" is said in its example `unsaid`, of d.rst#n1"}));
  const std::string none = "no line of it is evidence, so it is in no report";
  EXPECT_EQ(with("said: {a.py: GreenPool}, unsaid: {d.rst: eventlet}",
                 "said: {a.py: x}, unsaid: {a.py: y}"),
            (Problems{"18: sentence \"D.\" is not said in its example `said`: " + none,
                      "18: sentence \"D.\" has an example `unsaid` without a verdict: " + none}));
}

TEST(SentenceCheck, ExamplesAreSmall) {
  const auto file_of = [](int lines, const std::string& line) {
    std::string text = "a.py: \"";
    for (int i = 0; i < lines; ++i) text += line + "\\n";
    return text + "\"";
  };
  EXPECT_EQ(problems_of("", file_of(2000, "sleep 12345"), "d.rst: eventlet"),
            Problems{"28: `said` has 23.4 KiB in 1 file: an example may have 16 KiB in 20 files"});
  EXPECT_EQ(problems_of("", file_of(251, "sleep GreenPool"), "d.rst: eventlet"),
            Problems{"28: `a.py` has more than 500 hits: make it shorter"});
  EXPECT_EQ(problems_of("", file_of(250, "sleep GreenPool"), "d.rst: eventlet"), Problems());
}

}  // namespace
}  // namespace trawl
