#include "indexer/study/rule_file.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/indexer/base/temporary_directory.h"

namespace trawl {
namespace {

// Reads a file's rules, or its errors.
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
  EXPECT_EQ(error_of("c.yml", text).substr(0, 42), ":9: rule c/b: pattern `(?<=x*)y`: lookbehi");
  text += "    examples: {match: [xy]}\n";
  EXPECT_EQ(error_of("c.yml", text).substr(0, 42), ":9: rule c/b: pattern `(?<=x*)y`: lookbehi");
}

TEST_F(RuleFiles, NamesOfCataloguesEndInYaml) {
  for (const char* name : {"c.yaml", "c.yml", "c.YAML", "c.Yml"}) {
    EXPECT_EQ(read(name, kCatalogue)->catalogue, "c") << name;
  }
  for (const char* head : {"", "# a comment\n\n", "---\n"}) {
    EXPECT_NE(error_of("c.yaml.txt", head + std::string(kCatalogue))
                  .find(" (the name of a catalogue's file must end in .yaml or .yml)"),
              std::string::npos)
        << head;
  }
  EXPECT_EQ(error_of("rules.tsv", "one two\n").find("yaml"), std::string::npos);
}

// The study is checked against all rules, including those with errors.
TEST_F(RuleFiles, TellAllThatIsWrong) {
  const auto problems = [&](const std::string& name, const std::string& text) {
    path_ = directory_ / name;
    std::ofstream(path_) << text;
    std::string all;
    for (const Status& problem : examine_rule_file(path_).problems) {
      all += problem.message().substr(path_.size(), 30) + "\n";
    }
    return all;
  };
  std::string text = kCatalogue;
  text.replace(text.find("two"), 3, "two(");
  EXPECT_EQ(problems("c.yaml", text + "study: {subject: s, occurrences: b}\n"),
            ":9: missing ) for the ( at byt\n:10: a study needs a field `le\n"
            ":10: a study needs a field `th\n:10: a study needs a field `de\n"
            ":10: a study needs a field `te\n:10: a study needs a field `pa\n");
  EXPECT_TRUE(problems("c.yaml", text + "study: {subject: s, occurrences: c}\n")
                  .starts_with(":9: missing ) for the ( at byt\n:10: the catalogue has no rule\n"));
  EXPECT_EQ(problems("rules.tsv", "a\t(?<=x*)y\nb\tgood\nc\t(?<=y*)z\n"),
            ":1: rule a: pattern `(?<=x*)y`\n:3: rule c: pattern `(?<=y*)z`\n");
  EXPECT_EQ(problems("rules.tsv", "# c\n\na\tgood\nb two\n\nd\tx(\na\tagain\n"),
            ":4: expected ID<TAB>REGEX\n:6: rule `d`: missing ) for th\n"
            ":7: the id `a` is used twice: \n");
  EXPECT_EQ(examine_rule_file(directory_ / "none.yaml").problems.size(), 1u);
  EXPECT_EQ(problems("c.yaml", kCatalogue), "");
}

}  // namespace
}  // namespace trawl
