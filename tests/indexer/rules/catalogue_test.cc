#include "indexer/rules/catalogue.h"

#include <gtest/gtest.h>

#include "indexer/base/command_words.h"
#include "indexer/rules/catalogue_check.h"

namespace trawl {
namespace {

constexpr std::string_view kHead = "catalogue: c\nmessage: m\nrules:\n";
constexpr std::string_view kRule =
    "  - id: r\n    message: does it\n    severity: INFO\n    languages: [generic]\n";

std::string with_rule(std::string_view rest) {
  return std::string(kHead) + std::string(kRule) + std::string(rest);
}

bool is_known(std::string_view language) {
  return language == "Python" || language == "python" || language == "yaml" || language == "C";
}

// All errors of a catalogue.
std::vector<std::string> errors_of(std::string_view text) {
  const YamlFile file = YamlFile::parse(text, "c.yaml").value();
  CatalogueProblems problems;
  const Catalogue catalogue = parse_catalogue(file, &problems);
  check_rules(catalogue, file, is_known, &problems);
  std::vector<std::string> errors;
  for (const Status& problem : problems.all()) errors.push_back(problem.message(command_words));
  return errors;
}

Result<Catalogue> parse(std::string_view text) {
  TRAWL_ASSIGN_OR_RETURN(const YamlFile file, YamlFile::parse(text, "c.yaml"));
  CatalogueProblems problems;
  Catalogue catalogue = parse_catalogue(file, &problems);
  check_rules(catalogue, file, is_known, &problems);
  if (!problems.all().empty()) return problems.all().front();
  return catalogue;
}

std::string error_of(std::string_view text) {
  const Result<Catalogue> catalogue = parse(text);
  EXPECT_FALSE(catalogue.is_ok()) << text;
  return catalogue.is_ok() ? "" : catalogue.status().message(command_words);
}

TEST(Catalogue, ReadsRulesInTheFieldsOfSemgrep) {
  const Catalogue catalogue = parse(R"(catalogue: greens
message: what is green
rules:
  - id: one
    message: names it
    severity: INFO
    languages: [generic, python]
    pattern-regex: eventlet
  - id: two
    message: starts it
    severity: ERROR
    languages: [Python, yaml]
    paths: {include: ['*.py'], exclude: [/doc/, x]}
    metadata: {anything: [at, all]}
    patterns:
      - pattern-regex: a
      - pattern-either: [{pattern-regex: b}, {pattern-regex: c}]
      - pattern-not-regex: d
    examples: {match: [ab, ac], reject: [a, abd]}
  - id: three
    message: either
    severity: WARNING
    languages: generic
    pattern-either: [{pattern-regex: b}, {pattern-regex: c}]
)")
                                  .value();
  EXPECT_EQ(catalogue.name, "greens");
  ASSERT_EQ(catalogue.rules.size(), 3u);
  EXPECT_EQ(catalogue.find("two"), 1u);
  EXPECT_EQ(catalogue.find("four"), 3u);
  EXPECT_EQ(catalogue.rules[0].rule.name, "greens/one");
  EXPECT_EQ(catalogue.rules[0].rule.digest, rule_digest("eventlet", {}));
  EXPECT_TRUE(catalogue.rules[0].rule.scope.everywhere());
  const CatalogueRule& two = catalogue.rules[1];
  EXPECT_EQ(two.message, "starts it");
  EXPECT_EQ(two.severity, "ERROR");
  EXPECT_EQ(two.line, 9u);
  EXPECT_EQ(two.rule.expression, (RuleExpression{{{"a"}, {"b", "c"}}, {"d"}}));
  EXPECT_EQ(two.rule.scope, (RuleScope{{"Python", "yaml"}, {"*.py"}, {"/doc/", "x"}}));
  ASSERT_EQ(two.match.size(), 2u);
  EXPECT_EQ(two.match[1].text, "ac");
  EXPECT_EQ(two.match[1].line, 19u);
  EXPECT_EQ(catalogue.rules[2].rule.expression, (RuleExpression{{{"b", "c"}}, {}}));
}

TEST(Catalogue, AllThatIsWrongWithARuleIsToldAtOnce) {
  EXPECT_EQ(
      errors_of("catalogue: c\nmesage: m\nrules:\n"
                "  - id: a\n    sverity: INFO\n    examples: {match: [x]}\n"
                "  - id: b\n    message: m\n    severity: HIGH\n    languages: [Klingon]\n"
                "    pattern-regex: x(\n"
                "  - {id: d, message: m, severity: INFO, languages: [Klingon, C, Elvish],\n"
                "     pattern-regex: x, examples: {match: [y, x], reject: [x]}}\n"),
      (std::vector<std::string>{
          "c.yaml:2: a catalogue has no field `mesage`; it may have: catalogue, message, rules, "
          "study",
          "c.yaml:1: a catalogue needs a field `message`",
          "c.yaml:5: a rule has no field `sverity`; it may have: id, message, severity, languages, "
          "paths, pattern-regex, python-import, python-use, python-call, pattern-either, patterns, "
          "metadata, examples",
          "c.yaml:4: a rule needs a field `message`", "c.yaml:4: a rule needs a field `severity`",
          "c.yaml:4: a rule needs a field `languages`",
          "c.yaml:4: a rule needs exactly one of pattern-regex, python-import, "
          "python-use, python-call, pattern-either, patterns",
          "c.yaml:9: severity `HIGH` must be one of INFO, WARNING, ERROR",
          "c.yaml:11: missing ) for the ( at byte 1 of the pattern `x(`",
          "c.yaml:12: rule c/d: `Klingon` is not a language that Trawl knows (trawl files --long "
          "shows "
          "those of an index; generic means all)",
          "c.yaml:12: rule c/d: `Elvish` is not a language that Trawl knows (trawl files --long "
          "shows "
          "those of an index; generic means all)",
          "c.yaml:13: rule `d` does not match its example `y`",
          "c.yaml:13: rule `d` matches `x`, an example that it must not match"}));
}

TEST(Catalogue, ErrorsSayLineAndReason) {
  EXPECT_EQ(error_of("- a\n"), "c.yaml:1: a catalogue must be fields, each `name: value`");
  EXPECT_EQ(error_of("catalogue: c\nmessage: m\n"), "c.yaml:1: a catalogue needs a field `rules`");
  EXPECT_EQ(error_of("catalogue: A b\nmessage: m\nrules: []\n"),
            "c.yaml:1: `A b` is not a name: use lower-case letters, digits, '-', '_' and '.'");
  EXPECT_EQ(error_of("catalogue: c\nmessage: m\nrules: []\n"),
            "c.yaml:3: `rules` is an empty list: it needs an item");
  EXPECT_EQ(error_of(with_rule("    pattern: foo(...)\n")),
            "c.yaml:8: a `pattern`, which knows the syntax of a language, is not understood: "
            "write a regular expression as `pattern-regex`");
  EXPECT_EQ(
      error_of(with_rule("    patterns:\n      - pattern-regex: a\n"
                         "      - metavariable-regex: {metavariable: $X}\n")),
      "c.yaml:10: a `metavariable-regex`, which knows the syntax of a language, is not understood: "
      "write a regular expression as `pattern-regex`");
  EXPECT_EQ(error_of(with_rule("    pattern-either: [{pattern: foo()}]\n")).substr(0, 39),
            "c.yaml:8: a `pattern`, which knows the ");
  EXPECT_EQ(error_of(with_rule("    pattern-regex: \"\"\n")), "c.yaml:8: a pattern is empty");
  EXPECT_EQ(error_of(with_rule("    patern-regex: a\n")).substr(0, 45),
            "c.yaml:8: a rule has no field `patern-regex`;");
  EXPECT_EQ(error_of(with_rule("")),
            "c.yaml:4: a rule needs exactly one of pattern-regex, python-import, "
            "python-use, python-call, pattern-either, patterns");
  EXPECT_EQ(error_of(with_rule("    pattern-regex: a\n    patterns: [{pattern-regex: b}]\n")),
            "c.yaml:4: a rule needs exactly one of pattern-regex, python-import, "
            "python-use, python-call, pattern-either, patterns");
  EXPECT_EQ(error_of(with_rule("    pattern-regex: a(\n")).substr(0, 10), "c.yaml:8: ");
  EXPECT_EQ(error_of(with_rule("    pattern-either: [{pattern-not-regex: b}]\n")).substr(0, 10),
            "c.yaml:8: ");
  EXPECT_EQ(
      error_of(with_rule("    patterns:\n      - pattern-not-regex: b\n")),
      "c.yaml:9: `patterns` has only `pattern-not-regex`: add a `pattern-regex` that must match");
  EXPECT_EQ(error_of(with_rule("    patterns:\n"
                               "      - {pattern-regex: a, pattern-not-regex: b}\n")),
            "c.yaml:9: an item of `patterns` must have exactly one field");
  EXPECT_EQ(error_of(with_rule("    pattern-regex: a\n"
                               "  - id: r\n    message: m\n    severity: INFO\n"
                               "    languages: [generic]\n    pattern-regex: b\n")),
            "c.yaml:9: the id `r` is used twice: rename one");
  EXPECT_EQ(error_of(std::string(kHead) +
                     "  - {id: r, message: m, severity: HIGH, languages: [C], pattern-regex: a}\n"),
            "c.yaml:4: severity `HIGH` must be one of INFO, WARNING, ERROR");
}

// An empty list could be read as everything or as nothing.
TEST(Catalogue, ScopesSayWhatTheyMean) {
  const auto error_of_paths = [](const std::string& lists) {
    return error_of(with_rule("    pattern-regex: a\n    paths:\n" + lists));
  };
  EXPECT_EQ(error_of(std::string(kHead) +
                     "  - {id: r, message: m, severity: INFO, languages: [], pattern-regex: a}\n"),
            "c.yaml:4: `languages` is an empty list: it needs an item");
  EXPECT_EQ(error_of_paths("      include: []\n"),
            "c.yaml:10: `include` is an empty list: it needs an item");
  EXPECT_EQ(error_of_paths("      include:\n        - a\n        - /\n"),
            "c.yaml:12: `include`: '/' matches no path, since it is blank or a comment");
  EXPECT_EQ(error_of_paths("      exclude: ['#x']\n"),
            "c.yaml:10: `exclude`: '#x' matches no path, since it is blank or a comment");
  EXPECT_EQ(
      error_of_paths("      include: [a, '!x']\n"),
      "c.yaml:10: `include`: '!x' begins with '!', which has no meaning here: remove the pattern");
  EXPECT_EQ(error_of_paths("      include: [a]\n      exclude: ['[a']\n").substr(0, 42),
            "c.yaml:11: `exclude`: path pattern '[a': m");
}

TEST(Catalogue, ExamplesAreTried) {
  EXPECT_EQ(error_of(with_rule("    pattern-regex: a\n    examples:\n      match:\n        - a\n"
                               "        - b\n")),
            "c.yaml:12: rule `r` does not match its example `b`");
  EXPECT_EQ(
      error_of(with_rule("    pattern-regex: a\n    examples: {match: [a], reject: [xax]}\n")),
      "c.yaml:9: rule `r` matches `xax`, an example that it must not match");
}

TEST(Catalogue, AnExampleThatTakesTooManyStepsIsToldWithItsLine) {
  const std::string error =
      error_of(with_rule("    pattern-regex: (a|aa)+(?=b)b$\n    examples:\n      reject:\n"
                         "        - " +
                         std::string(60, 'a') + "bc\n"));
  EXPECT_EQ(error,
            "c.yaml:11: rule `r` takes too many steps on its example of 62 bytes: "
            "a pattern without repeats inside repeats takes fewer");
}

std::string with_names(std::string_view rest) {
  return std::string(kHead) +
         "  - id: r\n    message: does it\n    severity: INFO\n    languages: [Python]\n" +
         std::string(rest);
}

TEST(Catalogue, NamesStandWhereverAPatternMay) {
  const auto expression_of = [](std::string_view rest) {
    return parse(with_names(rest)).value().rules[0].rule.expression.text();
  };
  EXPECT_EQ(expression_of("    python-use: eventlet.sleep\n"), "&use eventlet.sleep\n");
  EXPECT_EQ(expression_of("    python-import: [eventlet, greenlet]\n"),
            "&import eventlet\n|import greenlet\n");
  EXPECT_EQ(expression_of("    pattern-either:\n      - pattern-regex: a\n"
                          "      - python-call: [b.c, d]\n"),
            "& a\n|call b.c\n|call d\n");
  EXPECT_EQ(expression_of("    patterns:\n      - python-call: b\n      - pattern-regex: a\n"
                          "      - pattern-either: [{python-use: c}, {python-import: d}]\n"
                          "      - pattern-not-regex: e\n"),
            "&call b\n& a\n&use c\n|import d\n! e\n");
  EXPECT_EQ(expression_of("    python-call: [a.b(), a.b().c]\n"), "&call a.b()\n|call a.b().c\n");
}

TEST(Catalogue, WrongNamesAreToldWithTheirLine) {
  EXPECT_EQ(error_of(with_names("    python-use: eventlet.*\n")),
            "c.yaml:8: `eventlet.*` is not a dotted name of Python such as eventlet.green.socket");
  EXPECT_EQ(error_of(with_names("    python-use:\n      - a\n      - b c\n")),
            "c.yaml:10: `b c` is not a dotted name of Python such as eventlet.green.socket");
  EXPECT_EQ(error_of(with_names("    python-use: a.b().c\n")),
            "c.yaml:8: `a.b().c` means what a call returns, whose methods only python-call finds");
  EXPECT_EQ(error_of(with_names("    python-call: a.b()c\n")),
            "c.yaml:8: `a.b()c` is not a dotted name of Python such as eventlet.green.socket");
  EXPECT_EQ(error_of(with_names("    python-import: []\n")),
            "c.yaml:8: `python-import` is an empty list: it needs an item");
  EXPECT_EQ(error_of(with_names("    python-call:\n")), "c.yaml:8: `python-call` must be text");
  EXPECT_EQ(error_of(with_names("    pattern-either: [{python-use: a, pattern-regex: b}]\n")),
            "c.yaml:8: an item of `pattern-either` needs exactly one of pattern-regex, "
            "python-import, python-use, python-call");
  EXPECT_EQ(error_of(with_names("    patterns: [{python-use: a}, {python-not-use: b}]\n")),
            "c.yaml:8: an item of `patterns` has no field `python-not-use`; it may have: "
            "pattern-regex, python-import, python-use, python-call, pattern-either, "
            "pattern-not-regex");
  // The line of a pattern that cannot be compiled is told beside names, too.
  EXPECT_EQ(error_of(with_names("    patterns:\n      - python-use: a\n"
                                "      - pattern-regex: (?<=x*)y\n"))
                .substr(0, 11),
            "c.yaml:10: ");
}

TEST(Catalogue, NamesAreOfPythonAlone) {
  for (const char* languages : {"generic", "[Python, C]", "yaml"}) {
    EXPECT_EQ(error_of(std::string(kHead) + "  - id: r\n    message: m\n    severity: INFO\n" +
                       "    languages: " + languages +
                       "\n    patterns:\n      - pattern-regex: a\n      - python-use: a\n"),
              "c.yaml:10: names are followed in Python alone: write `languages: [Python]`");
  }
  EXPECT_TRUE(parse(std::string(kHead) + "  - id: r\n    message: m\n    severity: INFO\n" +
                    "    languages: python\n    python-use: a\n")
                  .is_ok());
}

TEST(Catalogue, ExamplesOfNamesAreSources) {
  const std::string rule = with_names("    python-use: eventlet.sleep\n    examples:\n");
  EXPECT_EQ(errors_of(rule + "      match:\n        - \"import eventlet as e\\ne.sleep(1)\"\n"
                             "      reject:\n        - |\n          import eventlet\n"
                             "          sleep(1)\n"),
            std::vector<std::string>());
  EXPECT_EQ(error_of(rule + "      match: [\"import eventlet\\neventlet.spawn(f)\"]\n"),
            "c.yaml:10: rule `r` does not match its example `import eventlet\\neventlet.spawn(f)`");
  EXPECT_EQ(error_of(rule + "      match: [\"a\\x01\"]\n"),
            "c.yaml:10: an item of `match` contains a control character: remove it");
  EXPECT_EQ(
      error_of(with_names("    pattern-regex: a\n    examples: {match: [\"a\\nb\"]}\n")),
      "c.yaml:9: an item of `match` contains a line break or another control character: remove it");
}

TEST(Catalogue, LanguagesAreKnownAndToldWithTheirLine) {
  const auto with_languages = [](const std::string& languages) {
    return std::string(kHead) + "  - id: r\n    message: m\n    severity: INFO\n    languages:\n" +
           languages + "    pattern-regex: a\n";
  };
  EXPECT_EQ(error_of(with_languages("      - C\n      - Pyhton\n")).substr(0, 67),
            "c.yaml:9: rule c/r: `Pyhton` is not a language that Trawl knows (tr");
  EXPECT_EQ(error_of(with_languages("      - generic\n      - nix\n")).substr(0, 20),
            "c.yaml:9: rule c/r: ");
  for (const char* any : {"generic", "Generic", "REGEX"}) {
    const Catalogue catalogue = parse(with_languages(std::string("      - ") + any + "\n")).value();
    EXPECT_TRUE(catalogue.rules[0].rule.scope.everywhere()) << any;
  }
}

TEST(Catalogue, NamesCanBeTyped) {
  const auto error_of_name = [](const std::string& name) {
    return error_of("catalogue: " + name +
                    "\nmessage: m\nrules: [{id: r, message: m, severity: INFO, "
                    "languages: [C], pattern-regex: a}]\n");
  };
  EXPECT_EQ(error_of_name("."), "c.yaml:1: `.` cannot be a name, since it means a directory");
  EXPECT_EQ(error_of_name(".."), "c.yaml:1: `..` cannot be a name, since it means a directory");
  EXPECT_EQ(error_of_name(std::string(101, 'x')),
            "c.yaml:1: `" + std::string(101, 'x') + "` is longer than 100 bytes");
  EXPECT_TRUE(errors_of("catalogue: " + std::string(100, 'x') +
                        "\nmessage: m\nrules: [{id: .a, message: m, severity: INFO, "
                        "languages: [C], pattern-regex: a}]\n")
                  .empty());
}

TEST(Catalogue, EachRuleTellsWhatIsWrong) {
  const std::string text = R"(catalogue: C
rules:
  - {id: good, message: m, severity: INFO, languages: [C], pattern-regex: a}
  - {id: severe, message: m, severity: HIGH, languages: [X], pattern-regex: a(}
  - {id: good, message: m, severity: INFO, languages: [C], pattern-regex: a}
  - id: behind
    message: m
    severity: INFO
    languages: [C]
    patterns:
      - pattern-regex: a
      - pattern-not-regex: (?<=x*)y
  - id: example
    message: m
    severity: INFO
    languages: [C]
    pattern-either:
      - pattern-regex: (?<=y*)x
    examples: {match: [x]}
  - {id: foreign, message: m, severity: INFO, languages: [X], pattern-regex: a}
  - {id: untrue, message: m, severity: INFO, languages: [C], pattern-regex: a, examples: {match: b}}
surplus: 1
)";
  const std::vector<std::string> errors = errors_of(text);
  const std::vector<std::string> begins = {
      "c.yaml:22: a catalogue has no field `surplus`",
      "c.yaml:1: `C` is not a name: use lower-case letters",
      "c.yaml:1: a catalogue needs a field `message`",
      "c.yaml:4: severity `HIGH` must be one of",
      "c.yaml:4: missing ) for the (",
      "c.yaml:5: the id `good` is used twice: rename one",
      "c.yaml:12: rule /behind: pattern `(?<=x*)y`: ",
      "c.yaml:18: rule /example: pattern `(?<=y*)x`: ",
      "c.yaml:20: rule /foreign: `X` is not a language",
      "c.yaml:21: rule `untrue` does not match its example `b`",
  };
  ASSERT_EQ(errors.size(), begins.size());
  for (size_t i = 0; i < begins.size(); ++i) {
    EXPECT_EQ(errors[i].substr(0, begins[i].size()), begins[i]);
  }
}

}  // namespace
}  // namespace trawl
