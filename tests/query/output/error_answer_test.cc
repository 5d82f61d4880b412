// A second user of errors besides the command lines: a made-up server that answers in HTTP and
// JSON. It uses the fields of a status without parsing its message.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "indexer/base/file.h"
#include "indexer/match/matcher.h"
#include "indexer/rules/rule_matcher.h"
#include "indexer/study/rule_file.h"
#include "query/output/link_template.h"
#include "query/search/file_selection.h"
#include "tests/indexer/base/temporary_directory.h"

namespace trawl {
namespace {

using Json = nlohmann::json;

int http_code(StatusCode code) {
  switch (code) {
    case StatusCode::kOk:
      return 200;
    case StatusCode::kInvalidArgument:
      return 400;
    case StatusCode::kNotFound:
      return 404;
    case StatusCode::kUnsupported:
      return 501;
    case StatusCode::kBusy:
      return 503;
    case StatusCode::kCorruption:
    case StatusCode::kIoError:
    case StatusCode::kInternal:
      break;
  }
  return 500;
}

// The server's names for parameters.
std::string_view server_words(Term term) {
  if (term == Term::kRepositoryExpression) return "in";
  if (term == Term::kPathExpression) return "path";
  if (term == Term::kLinkTemplate) return "links";
  return plain_words(term);
}

Json answer(const Status& status) {
  Json body = {{"message", status.phrase_without_place().in(server_words)}};
  if (const auto option = status.option()) body["parameter"] = server_words(*option);
  if (const auto* rule = status.subject(SubjectKind::kRule)) body["rule"] = *rule;
  if (const auto* pattern = status.subject(SubjectKind::kPattern)) body["pattern"] = *pattern;
  if (const auto place = status.place()) {
    if (!place->file.empty()) body["file"] = place->file;
    body["line"] = place->line;
    if (place->column != 0) body["column"] = place->column;
  }
  return {{"code", http_code(status.code())}, {"body", std::move(body)}};
}

TEST(ErrorAnswer, APatternOfAParameterHasTheByte) {
  EXPECT_EQ(answer(FileExpressions::compile({"", "src/(a"}).status()),
            Json::parse(R"({"code": 400, "body": {
              "message": "path: missing ) for the ( at byte 4 of the pattern `src/(a`",
              "parameter": "path", "pattern": "src/(a", "line": 1, "column": 5}})"));
  EXPECT_EQ(answer(FileExpressions::compile({"\\Cx", ""}).status()),
            Json::parse(R"({"code": 501, "body": {
              "message": "in: \\C is not supported at byte 0 of the pattern `\\Cx`",
              "parameter": "in", "pattern": "\\Cx", "line": 1, "column": 1}})"));
}

TEST(ErrorAnswer, AParameterIsNamedAsTheServerNamesIt) {
  EXPECT_EQ(answer(LinkTemplate::parse("{branch}").status()), Json::parse(R"({"code": 400, "body": {
              "message":
                "links: unknown placeholder {branch}: use {repository}, {path}, {revision}, {line}, {text}",
              "parameter": "links"}})"));
}

TEST(ErrorAnswer, ARuleAndItsPatternAreFields) {
  const std::vector<Rule> rules =
      parse_rules("fine\tx\nslow\t(?:(?=a)a+)+(?=b)\n", "rules").value();
  const RuleMatcher matcher = RuleMatcher::compile(rules).value();
  RuleScanner scanner = RuleScanner::create(matcher).value();
  std::vector<LineMatch> matches;
  const Status limit = scanner.scan_part("x\n" + std::string(100, 'a') + "\n", 10, {}, &matches)
                           .with_context(in_file("o/heat/a.py"));
  const Json body = answer(limit).at("body");
  EXPECT_EQ(body.at("rule"), "slow");
  EXPECT_EQ(body.at("pattern"), "(?:(?=a)a+)+(?=b)");
  EXPECT_EQ(body.at("file"), "o/heat/a.py");
  EXPECT_EQ(body.at("line"), 12);
  EXPECT_EQ(body.at("message"),
            "rule slow: pattern `(?:(?=a)a+)+(?=b)`: match limit exceeded on a line of 100 bytes, "
            "so whether it matches is unknown; "
            "a pattern without repeats inside repeats needs fewer steps, "
            "and a choice of files can leave the file out");
}

TEST(ErrorAnswer, AnUploadedCatalogueIsWrongInALine) {
  const TemporaryDirectory directory;
  const std::string path = directory / "c.yaml";
  ASSERT_TRUE(replace_file(path,
                           "catalogue: c\nmessage: m\nrules:\n"
                           "  - {id: r, message: m, severity: INFO, languages: [generic],\n"
                           "     pattern-regex: 'a('}\n")
                  .is_ok());
  const Json body = answer(read_rule_file(path).status()).at("body");
  EXPECT_EQ(body.at("file"), path);
  EXPECT_EQ(body.at("line"), 5);
  EXPECT_FALSE(body.contains("column"));  // it would be one of the pattern
  EXPECT_EQ(body.at("pattern"), "a(");
  EXPECT_EQ(body.at("message"), "missing ) for the ( at byte 1 of the pattern `a(`");
}

}  // namespace
}  // namespace trawl
