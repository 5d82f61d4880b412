#include "indexer/study/study_parser.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace trawl {
namespace {

// Example projects, for the fields of a sentence.
const std::string kShown = "said: {a.py: x}, unsaid: {b.py: y}";

constexpr const char* kStudy = R"(study:
  subject: Eventlet
  occurrences: mention
  comment-marker: "//"
  levels:
    - {from: 1, meaning: simple}
    - {from: 4, meaning: "moderate, as {subject} is used"}
  thresholds: [2, 5, 10, 18.5, 28, 40, 60, 85, 120]
  deactivable:
    switches: [switch]
    bound: [import]
    reasons:
      unused: {text: "No code uses {subject}, its {classes} do.", said: {a.py: x}, unsaid: {b.py: y}}
      switched: {text: "Switched.", said: {a.py: x}, unsaid: {b.py: y}}
      partly: {text: Partly., said: {a.py: x}, unsaid: {b.py: y}}
      bound: {text: Bound., said: {a.py: x}, unsaid: {b.py: y}}
      undecided: {text: Undecided., said: {a.py: x}, unsaid: {b.py: y}}
  texts:
    no-challenges: No challenge.
    no-recommendations: No recommendation.
  patterns:
    - id: importing
      title: Imports of {subject}
      rules: [import, switch]
      classes: [code, generated]
      points: {project: 8, file: 2, line: 0.1}
      challenges: [{text: "Every import of {subject} goes.", said: {a.py: x}, unsaid: {b.py: y}}]
      recommendations: [{text: Replace it., said: {a.py: x}, unsaid: {b.py: y}}]
    - id: other
      title: Other
      rules: [mention]
      only-otherwise: true
      mention: true
      points: {}
      recommendations: [{text: Look at it., said: {a.py: x}, unsaid: {b.py: y}}]
)";

Catalogue catalogue() {
  Catalogue made;
  made.name = "eventlet";
  for (const char* id : {"mention", "import", "switch"}) {
    CatalogueRule rule;
    rule.id = id;
    made.rules.push_back(std::move(rule));
  }
  return made;
}

Result<std::optional<Study>> parse_study(const std::string& text) {
  TRAWL_ASSIGN_OR_RETURN(const YamlFile file, YamlFile::parse(text, "c.yaml"));
  return parse_study(file, catalogue());
}

// The error of the study after `from` is replaced with `to`.
std::string error_of(const std::string& from, const std::string& to) {
  std::string text = kStudy;
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  const Result<std::optional<Study>> study = parse_study(text);
  EXPECT_FALSE(study.is_ok()) << from << " -> " << to;
  return study.status().message();
}

TEST(Study, ReadsWhatTheFileSays) {
  const Result<std::optional<Study>> parsed = parse_study(kStudy);
  ASSERT_TRUE(parsed.is_ok()) << parsed.status().message();
  ASSERT_TRUE(parsed->has_value());
  const Study& study = **parsed;
  EXPECT_EQ(study.words.subject, "Eventlet");
  EXPECT_EQ(study.occurrences, 0u);
  EXPECT_EQ(study.comment_marker, "//");
  ASSERT_EQ(study.levels.size(), 2u);
  EXPECT_EQ(study.levels[1].from, 4u);
  EXPECT_EQ(study.levels[1].meaning, "moderate, as Eventlet is used");
  EXPECT_EQ(study.thresholds[3], 18.5);
  EXPECT_EQ(study.switches, std::vector<uint32_t>{2});
  EXPECT_EQ(study.bound, std::vector<uint32_t>{1});
  EXPECT_EQ(study.reasons.unused.text, "No code uses Eventlet, its {classes} do.");
  EXPECT_EQ(study.reasons.undecided.text, "Undecided.");
  EXPECT_EQ(study.no_recommendations, "No recommendation.");
}

TEST(Study, ReadsPatterns) {
  const Result<std::optional<Study>> parsed = parse_study(kStudy);
  ASSERT_TRUE(parsed.is_ok() && parsed->has_value());
  ASSERT_EQ((*parsed)->patterns.size(), 2u);
  const StudyPattern& first = (*parsed)->patterns[0];
  EXPECT_EQ(first.id, "importing");
  EXPECT_EQ(first.title, "Imports of Eventlet");
  EXPECT_EQ(first.rules, (std::vector<uint32_t>{1, 2}));
  // code, test, documentation, packaging, generated, vendored, aside
  EXPECT_EQ(first.classes, (decltype(first.classes){true, false, false, false, true}));
  EXPECT_FALSE(first.only_otherwise);
  EXPECT_EQ(first.project_points, 8);
  EXPECT_EQ(first.file_points, 2);
  EXPECT_EQ(first.line_points, 0.1);
  ASSERT_EQ(first.challenges.size(), 1u);
  EXPECT_EQ(first.challenges[0].sentence.text, "Every import of Eventlet goes.");
  ASSERT_EQ(first.recommendations.size(), 1u);
  EXPECT_EQ(first.recommendations[0].sentence.text, "Replace it.");
  const StudyPattern& second = (*parsed)->patterns[1];
  EXPECT_EQ(second.classes, (decltype(second.classes){true, true, true, true, true, true, true}));
  EXPECT_TRUE(second.only_otherwise);
  EXPECT_TRUE(second.is_mention);
  EXPECT_TRUE(second.challenges.empty());
  EXPECT_EQ(second.line_points, 0);
}

TEST(Study, KnowsRulesThatAreMentionsAlone) {
  const Result<std::optional<Study>> parsed = parse_study(kStudy);
  ASSERT_TRUE(parsed.is_ok() && parsed->has_value());
  Study study = **parsed;
  EXPECT_TRUE(study.only_mentions(0));
  EXPECT_FALSE(study.only_mentions(1));
  EXPECT_FALSE(study.only_mentions(2));
  study.patterns[0].rules.clear();  // a rule that decides is more than a mention anyway
  EXPECT_FALSE(study.only_mentions(1));
  study.bound.clear();
  EXPECT_TRUE(study.only_mentions(1));
  study.patterns[1].is_mention = false;
  EXPECT_FALSE(study.only_mentions(0));
}

TEST(Study, ACatalogueMayHaveNone) {
  const Result<std::optional<Study>> parsed = parse_study("catalogue: eventlet\n");
  ASSERT_TRUE(parsed.is_ok());
  EXPECT_FALSE(parsed->has_value());
}

TEST(Study, CommentsBeginWithAHashUnlessSaidOtherwise) {
  std::string text = kStudy;
  text.erase(text.find("  comment-marker"), std::string("  comment-marker: \"//\"\n").size());
  const Result<std::optional<Study>> parsed = parse_study(text);
  ASSERT_TRUE(parsed.is_ok() && parsed->has_value());
  EXPECT_EQ((*parsed)->comment_marker, "#");
}

TEST(Study, ReadsWhatSpeaksAgainstASwitch) {
  std::string text = kStudy;
  const std::string bound = "    bound: [import]\n";
  text.insert(text.find(bound) + bound.size(),
              "    checks: [mention]\n    imposing: [mention]\n    unguarded: [import]\n");
  text.insert(text.find("      undecided"), "      beside: {text: 'Beside {subject}.', " + kShown +
                                                "}\n" + "      imposed: {text: Imposed., " +
                                                kShown + "}\n");
  const Result<std::optional<Study>> parsed = parse_study(text);
  ASSERT_TRUE(parsed.is_ok() && parsed->has_value()) << parsed.status().message();
  const Study& study = **parsed;
  EXPECT_EQ(study.checks, std::vector<uint32_t>{0});
  EXPECT_EQ(study.imposing, std::vector<uint32_t>{0});
  EXPECT_EQ(study.reasons.imposed.text, "Imposed.");
  EXPECT_EQ(study.unguarded, std::vector<uint32_t>{1});
  EXPECT_EQ(study.reasons.beside.text, "Beside Eventlet.");
}

TEST(Study, CodeBelowItsPathsIsAside) {
  std::string text = kStudy;
  text.insert(text.find("  levels"),
              "  aside: {title: 'tools of {subject}', paths: [tools/, /samples]}\n");
  text.replace(text.find("[code, generated]"), 17, "[aside]");
  const Result<std::optional<Study>> parsed = parse_study(text);
  ASSERT_TRUE(parsed.is_ok() && parsed->has_value()) << parsed.status().message();
  const Study& study = **parsed;
  EXPECT_EQ(study.aside.title, "tools of Eventlet");
  EXPECT_EQ(study.class_of("lib/tools/a.py", FileClass::kCode), kAsideClass);
  EXPECT_EQ(study.class_of("samples/a.py", FileClass::kCode), kAsideClass);
  EXPECT_EQ(study.class_of("lib/samples/a.py", FileClass::kCode), 0u);
  EXPECT_EQ(study.class_of("tools/README", FileClass::kDocumentation), 2u);
  EXPECT_EQ(study.patterns[0].classes,
            (decltype(study.patterns[0].classes){false, false, false, false, false, false, true}));
  const std::string levels = "  levels:\n";
  EXPECT_EQ(error_of(levels, "  aside: {paths: [tools/]}\n" + levels),
            "c.yaml:5: `aside` needs a field `title`");
  EXPECT_EQ(error_of(levels, "  aside: {title: tools}\n" + levels),
            "c.yaml:5: `aside` needs a field `paths`");
  EXPECT_EQ(error_of(levels, "  aside: {title: tools, paths: []}\n" + levels),
            "c.yaml:5: `paths` is an empty list: it needs an item");
  EXPECT_EQ(error_of(levels, "  aside:\n    title: tools\n    paths: ['tools/[a']\n" + levels)
                .substr(0, 9),
            "c.yaml:7:");
}

TEST(Study, WhatSpeaksAgainstASwitchNeedsAReason) {
  EXPECT_EQ(error_of("bound: [import]", "unguarded: [import]"),
            "c.yaml:13: `reasons` needs a field `beside`");
  EXPECT_EQ(error_of("bound: [import]", "imposing: [import]"),
            "c.yaml:13: `reasons` needs a field `imposed`");
}

TEST(Study, UnknownNamesAreToldWithTheirLine) {
  EXPECT_EQ(error_of("[switch]", "[swtich]"), "c.yaml:10: the catalogue has no rule `swtich`");
  EXPECT_EQ(error_of("occurrences: mention", "occurrences: all"),
            "c.yaml:3: the catalogue has no rule `all`");
  EXPECT_EQ(error_of("rules: [mention]", "rules: [mention, mention]"),
            "c.yaml:31: `rules` names `mention` twice");
  EXPECT_EQ(error_of("[code, generated]", "[code, tests]"),
            "c.yaml:25: no class of files is `tests`: "
            "use code, test, documentation, packaging, generated, vendored or aside");
  EXPECT_EQ(error_of("id: other", "id: importing"),
            "c.yaml:29: two patterns have the id `importing`");
  EXPECT_EQ(error_of("  texts:", "  text:").substr(0, 38),
            "c.yaml:18: a study has no field `text`");
  EXPECT_EQ(error_of("file: 2,", "files: 2,").substr(0, 37),
            "c.yaml:26: `points` has no field `fil");
}

TEST(Study, NumbersMustAscend) {
  EXPECT_EQ(error_of("85, 120", "85"), "c.yaml:8: `thresholds` must be 9 numbers");
  EXPECT_EQ(error_of("85, 120", "85, 85"), "c.yaml:8: thresholds must ascend");
  EXPECT_EQ(error_of("85, 120", "85, many"), "c.yaml:8: a threshold must be a number, 0 or more");
  EXPECT_EQ(error_of("from: 1", "from: 2"), "c.yaml:6: the first level must begin at 1");
  EXPECT_EQ(error_of("from: 4", "from: 1"), "c.yaml:7: levels must ascend");
  EXPECT_EQ(error_of("from: 4", "from: 4.5"), "c.yaml:7: `from` must be a complexity from 1 to 10");
  EXPECT_EQ(error_of("from: 4", "from: 11"), "c.yaml:7: `from` must be a complexity from 1 to 10");
  EXPECT_EQ(error_of("only-otherwise: true", "only-otherwise: yes"),
            "c.yaml:32: `only-otherwise` is true or false");
}

// One run of `rules check` is to tell all that is to be mended.
TEST(Study, AllThatIsWrongIsToldAtOnce) {
  const YamlFile file = YamlFile::parse(R"(study:
  occurences: mention
  levels: [{meaning: simple}, {from: 4}]
  thresholds: [1, 2]
  deactivable:
    switches: [swtich, switch]
    bound: [import, import]
    reasons:
      partly: {text: 'Both {classes}.', said: {}, unsaid: {/b.py: y}}
      bound: Bound.
      undecided: {text: '', unsaid: [b]}
  patterns:
    - title: One
      rules: [import, mention]
      classes: [tests, code]
      points: {files: 1}
    - {id: two, title: Two, rules: [none], points: {}, mention: maybe, challenge: C.}
)",
                                        "c.yaml")
                            .value();
  std::vector<Status> problems;
  EXPECT_FALSE(trawl::parse_study(file, catalogue(), &problems).has_value());
  std::vector<std::string> told;
  for (const Status& problem : problems) told.push_back(problem.message());
  const std::vector<std::string> wanted = {
      "c.yaml:2: a study has no field `occurences`; it may have: subject, occurrences, other-case, "
      "comment-marker, aside, kinds, levels, thresholds, deactivable, texts, patterns",
      "c.yaml:2: a study needs a field `subject`",
      "c.yaml:2: a study needs a field `occurrences`",
      "c.yaml:3: a level needs a field `from`",
      "c.yaml:3: a level needs a field `meaning`",
      "c.yaml:4: `thresholds` must be 9 numbers",
      "c.yaml:6: the catalogue has no rule `swtich`",
      "c.yaml:7: `bound` names `import` twice",
      "c.yaml:9: `reasons` needs a field `unused`",
      "c.yaml:9: `reasons` needs a field `switched`",
      "c.yaml:9: `text` has a placeholder other than {subject}",
      "c.yaml:9: `said` must be the files of an example, each `path: text`",
      "c.yaml:9: a file of `unsaid` must have a path within its project, such as app/loop.py",
      "c.yaml:10: `bound` is now fields: its sentence is `text`, and `said` and `unsaid` are "
      "example "
      "projects",
      "c.yaml:11: `text` is empty",
      "c.yaml:11: a sentence needs a field `said`",
      "c.yaml:11: `unsaid` must be the files of an example, each `path: text`",
      "c.yaml:2: a study needs a field `texts`",
      "c.yaml:13: a pattern needs a field `id`",
      "c.yaml:15: no class of files is `tests`: use code, test, documentation, packaging, "
      "generated, vendored or aside",
      "c.yaml:16: `points` has no field `files`; it may have: project, file, line",
      "c.yaml:17: `challenge` is now `challenges`, a list of sentences: each has a `text`, "
      "conditions if any, and the example projects `said` and `unsaid`",
      "c.yaml:17: the catalogue has no rule `none`",
      "c.yaml:17: `mention` is true or false"};
  EXPECT_EQ(told, wanted);
}

TEST(Study, WordsItsOwnQuestion) {
  const auto words = [](const std::string& fields) {
    std::string text = kStudy;
    const std::string before = "  deactivable:\n";
    text.insert(text.find(before) + before.size(), fields);
    const auto parsed = parse_study(text);
    EXPECT_TRUE(parsed.is_ok() && parsed->has_value()) << parsed.status().message();
    return (*parsed)->words;
  };
  EXPECT_EQ(words("").question, "Can Eventlet be switched off here?");
  EXPECT_EQ(words("").heading, "Can be switched off");
  const StudyWords own = words("    question: Is {subject} gone?\n    heading: No {subject}\n");
  EXPECT_EQ(own.question, "Is Eventlet gone?");
  EXPECT_EQ(own.heading, "No Eventlet");
  EXPECT_EQ(error_of("    bound:", "    question: Is {project} free?\n    bound:"),
            "c.yaml:11: `question` has a placeholder other than {subject}");
}

// What its rules cannot lead to is never said.
TEST(Study, NeedsSentencesForWhatItsRulesCanLeadToAlone) {
  const auto error_with = [](const std::string& lists, const std::string& reasons) {
    std::string text = kStudy;
    const std::string old_lists = "    switches: [switch]\n    bound: [import]\n";
    text.replace(text.find(old_lists), old_lists.size(), lists);
    const size_t begin = text.find("      unused:");
    text.replace(begin, text.find("  texts:") - begin, reasons);
    const auto parsed = parse_study(text);
    if (parsed.is_ok()) return std::string();
    const std::string message = parsed.status().message();
    return message.substr(message.find(": ") + 2);
  };
  const auto reason = [](const std::string& name) {
    return "      " + name + ": {text: Because., " + kShown + "}\n";
  };
  const std::string unused = reason("unused");
  const std::string undecided = reason("undecided");
  const auto needs = [](const char* field) {
    return "`reasons` needs a field `" + std::string(field) + "`";
  };
  // The pattern "importing" takes import and switch in code.
  EXPECT_EQ(error_with("", unused), needs("undecided"));
  EXPECT_EQ(error_with("", unused + undecided), "");
  EXPECT_EQ(error_with("    bound: [import]\n", unused), needs("bound"));
  EXPECT_EQ(error_with("    bound: [import]\n", unused + reason("bound")), needs("undecided"));
  EXPECT_EQ(error_with("    bound: [import, switch]\n", unused + reason("bound")), "");
  EXPECT_EQ(error_with("    checks: [switch]\n", unused + undecided), needs("switched"));
  EXPECT_EQ(error_with("    checks: [switch]\n    bound: [import]\n",
                       unused + reason("switched") + reason("bound")),
            "");
  EXPECT_EQ(error_with("    switches: [switch]\n    imposing: [import]\n",
                       unused + reason("switched") + reason("imposed")),
            needs("partly"));
  const auto switched = [&](const char* parts) {
    return "      switched: {text: 'Has {parts}.', parts: " + std::string(parts) + ", " + kShown +
           "}\n";
  };
  EXPECT_EQ(
      error_with("    switches: [switch]\n", unused + undecided + switched("{switch: a switch}")),
      "");
  EXPECT_EQ(error_with("    switches: [switch]\n    checks: [import]\n",
                       unused + undecided + switched("{switch: a switch}")),
            "`parts` of `switched` lacks `import`");
  EXPECT_EQ(
      error_with("    switches: [switch]\n", unused + undecided + switched("{import: an import}")),
      "`parts` names `import`, which is not a rule of the sentence");
  EXPECT_EQ(error_with("    unguarded: [import]\n", unused + undecided), "");
  EXPECT_EQ(error_with("", unused + undecided + "      partly: {text: '', " + kShown + "}\n"),
            "`text` is empty");
  EXPECT_EQ(
      error_with("    local-switches: [switch]\n    bound: [import]\n", unused + reason("bound")),
      needs("switched"));
  for (const char* role : {"adapting", "naming"}) {
    EXPECT_EQ(error_with("    " + std::string(role) + ": [switch]\n    bound: [import]\n",
                         unused + reason("bound")),
              "")
        << role;
  }
}

TEST(Study, MissingTextsAreTold) {
  EXPECT_EQ(error_of("      partly: {text: Partly., " + kShown + "}\n", ""),
            "c.yaml:13: `reasons` needs a field `partly`");
  EXPECT_EQ(error_of("    no-challenges: No challenge.\n", ""),
            "c.yaml:19: `texts` needs a field `no-challenges`");
  EXPECT_EQ(error_of("Switched.", "Off with {classes}."),
            "c.yaml:14: `text` has a placeholder other than {subject}");
  EXPECT_EQ(error_of("its {classes} do", "{files} do"),
            "c.yaml:13: `text` has a placeholder other than {subject}, {classes}");
  EXPECT_EQ(error_of("subject: Eventlet", "subject: ''"), "c.yaml:2: `subject` is empty");
}

TEST(Study, WhatWouldNeverHoldIsRefused) {
  for (const char* marker :
       {"comment-marker: ' '", "comment-marker: ' #'", "comment-marker: \"\\t\""}) {
    EXPECT_EQ(error_of("comment-marker: \"//\"", marker),
              "c.yaml:4: `comment-marker` begins with a blank: no line's first non-blank is one");
  }
  EXPECT_EQ(error_of("bound: [import]", "bound: [import, switch]"),
            "c.yaml:11: `switches` and `bound` both name `switch`");
  EXPECT_EQ(error_of("bound: [import]", "imposing: [switch]"),
            "c.yaml:11: `switches` and `imposing` both name `switch`");
}

TEST(Study, NumbersAndFlagsHaveNoQuotes) {
  EXPECT_EQ(error_of("[2, 5,", "['2', 5,"), "c.yaml:8: a threshold must be a number, 0 or more");
  EXPECT_EQ(error_of("from: 4", "from: \"4\""), "c.yaml:7: `from` must be a number, 0 or more");
  EXPECT_EQ(error_of("line: 0.1", "line: '0.1'"), "c.yaml:26: `line` must be a number, 0 or more");
  EXPECT_EQ(error_of("mention: true", "mention: 'true'"), "c.yaml:33: `mention` is true or false");
}

}  // namespace
}  // namespace trawl
