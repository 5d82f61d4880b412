// The fields of a sentence and of a kind of project, and what is wrong with them.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/study/study_parser.h"

namespace trawl {
namespace {

// %1 stands for fields of a sentence, %2 for fields of the study, %3 for fields of a pattern.
constexpr const char* kStudyText = R"(study:
  subject: Eventlet
  occurrences: mention
  levels: [{from: 1, meaning: m}]
  thresholds: [1, 2, 3, 4, 5, 6, 7, 8, 9]
  %2
  deactivable:
    reasons:
      unused: {text: U., said: {a: x}, unsaid: {a: x}}
      undecided: {text: D., said: {a: x}, unsaid: {a: x}}
  texts: {no-challenges: N., no-recommendations: N.}
  patterns:
    - id: waits
      title: Waits
      %3
      points: {}
      challenges: [{%1}]
)";
const std::string kPlain = "text: T., said: {a.py: x}, unsaid: {a.py: y}";
const std::string kRules = "rules: [sleep, queue]";
const std::string kKinds = "kinds: [{kind: tool, title: a tool, rules: [mention]}]";

Catalogue sentence_catalogue() {
  Catalogue made;
  for (const char* id : {"mention", "sleep", "queue", "database"}) {
    CatalogueRule rule;
    rule.id = id;
    made.rules.push_back(std::move(rule));
  }
  return made;
}

Result<std::optional<Study>> parsed(const std::string& sentence, const std::string& study = "",
                                    const std::string& pattern = kRules) {
  std::string text = kStudyText;
  text.replace(text.find("%1"), 2, sentence);
  text.replace(text.find("%2"), 2, study);
  text.replace(text.find("%3"), 2, pattern);
  TRAWL_ASSIGN_OR_RETURN(const YamlFile file, YamlFile::parse(text, "c.yaml"));
  return parse_study(file, sentence_catalogue());
}

Advice advice_of(const std::string& sentence, const std::string& study = "",
                 const std::string& pattern = kRules) {
  const auto result = parsed(sentence, study, pattern);
  EXPECT_TRUE(result.is_ok()) << result.status().message();
  if (!result.is_ok()) return {};
  return result.value()->patterns.at(0).challenges.at(0);
}

// The first problem, without the file's name and the line.
std::string mistake(const std::string& sentence, const std::string& study = "",
                    const std::string& pattern = kRules) {
  const auto result = parsed(sentence, study, pattern);
  EXPECT_FALSE(result.is_ok()) << sentence << study << pattern;
  const std::string message = result.status().message();
  return message.substr(message.find(": ") + 2);
}

TEST(Sentences, AreAboutAllLinesOfTheirPatternUnlessSaidOtherwise) {
  const Advice plain = advice_of(kPlain, "", kRules + "\n      classes: [code, test]");
  EXPECT_EQ(plain.sentence.text, "T.");
  EXPECT_EQ(plain.rules, (std::vector<uint32_t>{1, 2}));
  EXPECT_EQ(plain.classes, only_classes({FileClass::kCode, FileClass::kTest}));
  EXPECT_EQ(plain.at_least, 1u);
  EXPECT_EQ(plain.at_most, UINT64_MAX);
  EXPECT_FALSE(plain.is_conditional);
  ASSERT_EQ(plain.sentence.said.files.size(), 1u);
  EXPECT_EQ(plain.sentence.said.files[0].path, "a.py");
  EXPECT_EQ(plain.sentence.unsaid.files[0].text, "y");
}

TEST(Sentences, HaveConditions) {
  const Advice all =
      advice_of(kPlain +
                    ", rules: [queue], classes: [code], at-least: 2, at-most: 3, with: [database], "
                    "without: [mention, sleep], kinds: [tool]",
                kKinds);
  EXPECT_EQ(all.rules, std::vector<uint32_t>{2});
  EXPECT_EQ(all.classes, only_classes({FileClass::kCode}));
  EXPECT_EQ(all.at_least, 2u);
  EXPECT_EQ(all.at_most, 3u);
  EXPECT_EQ(all.with, std::vector<uint32_t>{3});
  EXPECT_EQ(all.without, (std::vector<uint32_t>{0, 1}));
  EXPECT_EQ(all.kinds, std::vector<size_t>{0});
  EXPECT_TRUE(all.is_conditional);
  for (const char* condition : {"rules: [queue]", "classes: [code]", "at-least: 1", "at-most: 1",
                                "with: [sleep]", "without: [database]", "kinds: [tool]"}) {
    EXPECT_TRUE(advice_of(kPlain + ", " + condition, kKinds).is_conditional) << condition;
  }
}

TEST(Sentences, NameTheirParts) {
  const Advice advice = advice_of(
      "text: 'Take {parts}.', parts: {queue: queue.Queue, sleep: time.sleep}, said: {a: x}, "
      "unsaid: {a: x}");
  ASSERT_EQ(advice.sentence.parts.size(), 2u);
  EXPECT_EQ(advice.sentence.parts[0].rule, 2u);
  EXPECT_EQ(advice.sentence.parts[0].name, "queue.Queue");
  EXPECT_EQ(mistake(kPlain + ", parts: {queue: q}"),
            "a sentence with `parts` must have {parts} in its `text`");
  const std::string with_place = "text: 'Take {parts}.', said: {a: x}, unsaid: {a: x}";
  EXPECT_EQ(mistake(with_place), "`text` has a placeholder other than {subject}");
  EXPECT_EQ(mistake(with_place + ", parts: {database: d}"),
            "`parts` names `database`, which is not a rule of the sentence");
  EXPECT_EQ(mistake(with_place + ", rules: [sleep], parts: {queue: q}"),
            "`parts` names `queue`, which is not a rule of the sentence");
  EXPECT_EQ(mistake(with_place + ", parts: [queue]"),
            "`parts` must be names of what rules find, each `rule: name`");
}

TEST(Sentences, MistakesAreTold) {
  EXPECT_EQ(mistake(kPlain + ", rules: [database]"),
            "the sentence is about `database`, which is not a rule of its pattern `waits`");
  EXPECT_EQ(mistake(kPlain + ", at-least: 0"),
            "`at-least` must be a whole number of lines, 1 or more");
  EXPECT_EQ(mistake(kPlain + ", at-most: 1.5"),
            "`at-most` must be a whole number of lines, 1 or more");
  EXPECT_EQ(mistake(kPlain + ", at-most: many"), "`at-most` must be a number, 0 or more");
  EXPECT_EQ(mistake(kPlain + ", at-least: 3, at-most: 2"), "`at-most` is less than `at-least`");
  EXPECT_EQ(mistake(kPlain + ", kinds: [library]", kKinds),
            "the study has no kind of project `library`");
  EXPECT_EQ(mistake(kPlain + ", with: [none]"), "the catalogue has no rule `none`");
  EXPECT_EQ(mistake("text: T., unsaid: {a.py: y}"), "a sentence needs a field `said`");
  EXPECT_EQ(mistake("text: T., said: {a.py: y}"), "a sentence needs a field `unsaid`");
  EXPECT_EQ(mistake("text: T., said: {a.py: [x]}, unsaid: {a.py: y}"),
            "the file `a.py` must be text");
  for (const char* path : {"/a.py", "a/", "a//b.py", ".", "./a.py", "../d/x.rst", "a/..", "a/./b",
                           "\"\"", "\"a\\nb\""}) {
    EXPECT_EQ(mistake("text: T., said: {" + std::string(path) + ": x}, unsaid: {a.py: y}"),
              "a file of `said` must have a path within its project, such as app/loop.py")
        << path;
  }
}

TEST(Kinds, AreOfCodeAndPackagingUnlessSaidOtherwise) {
  const Study study = *parsed(kPlain,
                              "kinds: [{kind: tool, title: 'a tool of {subject}', rules: [sleep], "
                              "without: [queue]}, {kind: library, title: a library, "
                              "classes: [test]}]")
                           .value();
  ASSERT_EQ(study.kinds.size(), 2u);
  EXPECT_EQ(study.kinds[0].id, "tool");
  EXPECT_EQ(study.kinds[0].title, "a tool of Eventlet");
  EXPECT_EQ(study.kinds[0].rules, std::vector<uint32_t>{1});
  EXPECT_EQ(study.kinds[0].without, std::vector<uint32_t>{2});
  EXPECT_EQ(study.kinds[0].classes, only_classes({FileClass::kCode, FileClass::kPackaging}));
  EXPECT_EQ(study.kinds[1].classes, only_classes({FileClass::kTest}));
  // What a kind asks for is more than a mention, so it is not sought in text.
  EXPECT_FALSE(study.only_mentions(1));
  EXPECT_FALSE(study.only_mentions(2));
}

TEST(Kinds, MistakesAreTold) {
  EXPECT_EQ(mistake(kPlain, "kinds: []"), "`kinds` is an empty list: it needs an item");
  EXPECT_EQ(mistake(kPlain, "kinds: [{kind: tool, rules: [sleep]}]"),
            "a kind of project needs a field `title`");
  EXPECT_EQ(mistake(kPlain, "kinds: [{kind: a, title: a}, {kind: b, title: b, rules: [sleep]}]"),
            "the kind before this one has no `rules`, so it fits every project");
  EXPECT_EQ(mistake(kPlain, "kinds: [{kind: a, title: a, rules: [sleep]}, {kind: a, title: b}]"),
            "two kinds are `a`");
}

TEST(Patterns, MayBeCallsOfWrappers) {
  const std::string wraps = "wraps: [sleep]";
  const Study study = *parsed(kPlain, "", wraps).value();
  EXPECT_EQ(study.patterns[0].wraps, std::vector<uint32_t>{1});
  EXPECT_TRUE(study.patterns[0].rules.empty());
  EXPECT_EQ(study.patterns[0].challenges[0].rules, std::vector<uint32_t>{1});
  EXPECT_EQ(mistake(kPlain, "", wraps + "\n      " + kRules),
            "a pattern with `wraps` has no `rules`: its lines are uses of wrappers");
  EXPECT_EQ(mistake(kPlain, "", wraps + "\n      mention: true"),
            "a pattern with `wraps` has no `mention`: its lines are uses of wrappers");
  EXPECT_EQ(mistake(kPlain, "", "mention: true"), "a pattern needs a field `rules`");
}

TEST(Conditions, MakeRulesMoreThanMentions) {
  const Study study = *parsed(kPlain + ", with: [database], without: [mention]").value();
  EXPECT_FALSE(study.only_mentions(3));
  EXPECT_FALSE(study.only_mentions(0));
  EXPECT_TRUE(parsed(kPlain).value()->only_mentions(3));
}

TEST(Roles, ThatContradictEachOtherAreRefused) {
  const auto with = [](const std::string& lists) {
    std::string text = kStudyText;
    text.replace(text.find("%1"), 2, kPlain);
    text.replace(text.find("%2"), 2, "");
    text.replace(text.find("%3"), 2, kRules);
    text.insert(text.find("    reasons:"), lists);
    const auto file = YamlFile::parse(text, "c.yaml");
    const std::string message = parse_study(file.value(), sentence_catalogue()).status().message();
    return message.substr(message.find(": ") + 2);
  };
  for (const std::string role : {"switches", "local-switches", "adapting", "naming"}) {
    for (const std::string other : {"bound", "imposing"}) {
      EXPECT_EQ(with("    " + role + ": [sleep]\n    " + other + ": [sleep]\n"),
                "`" + role + "` and `" + other + "` both name `sleep`");
    }
  }
}

}  // namespace
}  // namespace trawl
