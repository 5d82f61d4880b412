// The catalogues of data/catalogues: their own examples and descriptions are true.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "indexer/base/file.h"
#include "indexer/rules/catalogue.h"
#include "indexer/rules/catalogue_check.h"
#include "indexer/rules/rule_matcher.h"
#include "indexer/study/study_parser.h"

namespace trawl {
namespace {

const std::string kShippedCatalogues = TRAWL_SOURCE_DIR "/data/catalogues/";

struct Shipped {
  Catalogue catalogue;
  std::optional<Study> study;
};

Shipped read_shipped(const std::string& path) {
  const YamlFile file = YamlFile::parse(read_file(path).value(), path).value();
  Result<Catalogue> catalogue = parse_catalogue(file);
  EXPECT_TRUE(catalogue.is_ok()) << catalogue.status().message();
  Result<std::optional<Study>> study = parse_study(file, *catalogue);
  EXPECT_TRUE(study.is_ok()) << study.status().message();
  return {std::move(catalogue).value(), std::move(study).value()};
}

std::vector<std::string> paths() {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(kShippedCatalogues)) {
    if (entry.path().extension() == ".yaml") found.push_back(entry.path().string());
  }
  return found;
}

TEST(ShippedCatalogues, EveryRuleHasLinesThatMatchAndLinesThatMustNot) {
  EXPECT_GE(paths().size(), 3u);
  for (const std::string& path : paths()) {
    const Shipped shipped = read_shipped(path);
    EXPECT_EQ(std::filesystem::path(path).stem(), shipped.catalogue.name);
    for (const CatalogueRule& rule : shipped.catalogue.rules) {
      const RuleMatcher matcher = RuleMatcher::compile({&rule.rule, 1}).value();
      RuleScanner scanner = RuleScanner::create(matcher).value();
      std::vector<LineMatch> matches;
      EXPECT_FALSE(rule.match.empty()) << rule.rule.name;
      EXPECT_FALSE(rule.reject.empty()) << rule.rule.name;
      for (const auto& [line, number] : rule.match) {
        ASSERT_TRUE(scanner.scan(line, &matches).is_ok());
        EXPECT_EQ(matches.size(), 1u) << rule.rule.name << ": " << line;
      }
      for (const auto& [line, number] : rule.reject) {
        ASSERT_TRUE(scanner.scan(line, &matches).is_ok());
        EXPECT_TRUE(matches.empty()) << rule.rule.name << ": " << line;
      }
    }
  }
}

// A rule that nothing in the study names would be searched for without any use.
TEST(ShippedCatalogues, EveryRuleIsPartOfItsStudy) {
  for (const std::string& path : paths()) {
    const Shipped shipped = read_shipped(path);
    if (!shipped.study) continue;
    const Study& study = *shipped.study;
    std::set<uint32_t> named;
    for (const StudyPattern& pattern : study.patterns) {
      named.insert(pattern.rules.begin(), pattern.rules.end());
    }
    if (study.other_case) named.insert(*study.other_case);
    for (uint32_t i = 0; i < shipped.catalogue.rules.size(); ++i) {
      // Otherwise a kind or a condition names it.
      const bool is_used = named.contains(i) || !study.only_mentions(i);
      EXPECT_TRUE(is_used) << shipped.catalogue.rules[i].rule.name;
    }
  }
}

// The example is the block fenced as ```yaml greens.yaml.
TEST(ShippedCatalogues, TheExampleOfTheReadmeIsOne) {
  const std::string readme = read_file(TRAWL_SOURCE_DIR "/data/catalogues/README.md").value();
  const std::string fence = "```yaml greens.yaml\n";
  const size_t begin = readme.find(fence) + fence.size();
  const std::string text = readme.substr(begin, readme.find("```", begin) - begin);
  const YamlFile file = YamlFile::parse(text, "README.md").value();
  CatalogueProblems problems;
  const Catalogue catalogue = parse_catalogue(file, &problems);
  check_rules(catalogue, file, nullptr, &problems);
  for (const Status& problem : problems.all()) ADD_FAILURE() << problem.message();
  EXPECT_EQ(catalogue.rules.at(0).rule.name, "greens/green-spawn");
  EXPECT_FALSE(catalogue.rules[0].match.empty());
}

std::string number(double value) {
  return fmt::format("{:g}", value);
}

// "| Imports | code | 0 | 0.2 | 0 | ", the start of a row on the page.
std::string row_of(const StudyPattern& pattern) {
  std::string classes;
  for (size_t i = 0; i < kStudyClassCount; ++i) {
    if (!pattern.classes[i]) continue;
    classes += (classes.empty() ? "" : ", ") + std::string(study_class_name(i));
  }
  if (std::ranges::count(pattern.classes, true) == kStudyClassCount) classes = "all";
  return fmt::format("| {} | {} | {} | {} | {} | ", pattern.title, classes,
                     number(pattern.project_points), number(pattern.file_points),
                     number(pattern.line_points));
}

// The rows below "| Pattern |" and its line of dashes.
std::vector<std::string> pattern_rows(const std::string& page) {
  std::vector<std::string> rows;
  std::istringstream lines(page.substr(page.find("\n| Pattern | ") + 1));
  for (std::string line; std::getline(lines, line) && line.starts_with("|");) rows.push_back(line);
  EXPECT_GE(rows.size(), 2u);
  rows.erase(rows.begin(), rows.begin() + std::min<ptrdiff_t>(2, std::ssize(rows)));
  return rows;
}

// data/catalogues/MODEL.md explains the numbers, so it must have the same rows as the study, in the
// same order, and no others.
TEST(ShippedCatalogues, TheModelPageHasTheNumbersOfTheStudy) {
  const Study study = read_shipped(kShippedCatalogues + "eventlet.yaml").study.value();
  const std::string page = read_file(kShippedCatalogues + "MODEL.md").value();
  const std::vector<std::string> rows = pattern_rows(page);
  ASSERT_EQ(rows.size(), study.patterns.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    const std::string expected = row_of(study.patterns[i]);
    EXPECT_EQ(rows[i].substr(0, expected.size()), expected);
  }
  std::string thresholds;
  for (const double threshold : study.thresholds) {
    thresholds += (thresholds.empty() ? "" : ", ") + number(threshold);
  }
  EXPECT_NE(page.find("thresholds reached: " + thresholds + "."), std::string::npos) << thresholds;
}

}  // namespace
}  // namespace trawl
