#include "indexer/catalogue/rule_file.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/indexer/base/temporary_directory.h"

namespace trawl {
namespace {

// A file's rules, and what is wrong with a file.
class RuleFiles : public testing::Test {
 protected:
  Result<RuleFile> read(const std::string& name, const std::string& text) {
    path_ = directory_ / name;
    std::ofstream(path_) << text;
    return read_rule_file(path_);
  }
  std::string error_of(const std::string& name, const std::string& text) {
    const Result<RuleFile> file = read(name, text);
    EXPECT_FALSE(file.is_ok());
    const std::string message = file.status().message();
    EXPECT_TRUE(message.starts_with(path_)) << message;
    return message.substr(path_.size());
  }

  TemporaryDirectory directory_;
  std::string path_;
};

constexpr const char* kCatalogue = R"(catalogue: c
message: m
rules:
  - {id: a, message: m, severity: INFO, languages: [generic], pattern-regex: one}
  - id: b
    message: m
    severity: INFO
    languages: [generic]
    pattern-regex: two
)";

TEST_F(RuleFiles, KnowWhereEachRuleBegins) {
  const RuleFile catalogue = read("c.yaml", kCatalogue).value();
  EXPECT_EQ(catalogue.catalogue, "c");
  EXPECT_EQ(catalogue.path, path_);
  EXPECT_EQ(catalogue.lines, (std::vector<uint32_t>{4, 5}));
  const RuleFile list = read("rules.tsv", "# two\na\tone\n\nb\ttwo\n").value();
  EXPECT_EQ(list.catalogue, "");
  ASSERT_EQ(list.rules.size(), 2u);
  EXPECT_EQ(list.lines, (std::vector<uint32_t>{2, 4}));
}

TEST_F(RuleFiles, WhatOnlyCompilingTellsIsToldWithItsLine) {
  const std::string bad = "(?<=x*)y";
  EXPECT_EQ(error_of("rules.tsv", "a\tone\n# no\nb\t" + bad + "\n").substr(0, 40),
            ":3: rule b: pattern `(?<=x*)y`: lookbehi");
  std::string text = kCatalogue;
  text.replace(text.find("two"), 3, "'" + bad + "'");
  EXPECT_EQ(error_of("c.yml", text).substr(0, 42), ":5: rule c/b: pattern `(?<=x*)y`: lookbehi");
  text += "    examples: {match: [xy]}\n";
  EXPECT_EQ(error_of("c.yml", text).substr(0, 42), ":5: rule c/b: pattern `(?<=x*)y`: lookbehi");
}

}  // namespace
}  // namespace trawl
