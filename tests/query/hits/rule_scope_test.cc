// The scope of a rule: one content under many names, only some of which are in scope.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "indexer/upkeep/rule_publication.h"
#include "query/hits/rule_hits.h"
#include "tests/query/index_search.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

RuleFile file_of(Rule rule) {
  RuleFile file;
  file.rules.push_back(std::move(rule));
  return file;
}

constexpr std::string_view kText = "key: [import this]\n";

class RuleScopes : public testing::Test {
 protected:
  void SetUp() override {
    // Python, YAML, an unknown language, and a test.
    for (const char* name : {"a/code.py", "a/data.yaml", "a/notes", "b/doc/x.py", "b/tests/t.py"}) {
      tree_.add(std::string("src/") + name, std::string(kText));
    }
    build(build_of(tree_.path("src"), 1, tree_.index()));
  }

  // The files of this scope's rule: "a/code.py" for each hit.
  std::vector<std::string> listed(RuleScope scope, const std::string& path_regex = "") {
    const std::string name = "r" + std::to_string(++rules_);
    Rule rule = make_rule(name, RuleExpression::of_regex("import"), std::move(scope)).value();
    EXPECT_TRUE(add_rules(tree_.index(), {file_of(std::move(rule))}, false).is_ok());
    IndexReader reader = IndexReader::open(tree_.index(), "").value();
    EXPECT_EQ(reader.segment({0}).documents, 1u);
    RuleRequest request;
    request.rule = name;
    request.files.path = path_regex;
    CollectingSink sink;
    EXPECT_EQ(list_rule_hits(request, &reader, &sink).message(), "");
    std::vector<std::string> files;
    for (const FoundLine& line : sink.lines) files.push_back(line.repository + "/" + line.path);
    return files;
  }

  TestTree tree_;
  int rules_ = 0;
};

using Names = std::vector<std::string>;

TEST_F(RuleScopes, CountInFilesOfTheirLanguagesAndPaths) {
  const Names all = {"a/code.py", "a/data.yaml", "a/notes", "b/doc/x.py", "b/tests/t.py"};
  EXPECT_EQ(listed({}), all);
  EXPECT_EQ(listed({{"Python"}, {}, {}}), (Names{"a/code.py", "b/doc/x.py", "b/tests/t.py"}));
  EXPECT_EQ(listed({{"pYTHON", "YAML"}, {}, {}}),
            (Names{"a/code.py", "a/data.yaml", "b/doc/x.py", "b/tests/t.py"}));
  EXPECT_EQ(listed({{"C++"}, {}, {}}), Names{});
  EXPECT_EQ(listed({{}, {"*.py"}, {}}), (Names{"a/code.py", "b/doc/x.py", "b/tests/t.py"}));
  EXPECT_EQ(listed({{}, {"*.py", "notes"}, {"tests/"}}),
            (Names{"a/code.py", "a/notes", "b/doc/x.py"}));
  EXPECT_EQ(listed({{}, {}, {"/doc/", "*.yaml"}}), (Names{"a/code.py", "a/notes", "b/tests/t.py"}));
  EXPECT_EQ(listed({{"python"}, {"/doc/", "/tests/"}, {"t.py"}}), Names{"b/doc/x.py"});
  EXPECT_EQ(listed({{"python"}, {}, {}}, "code"), Names{"a/code.py"});
}

TEST_F(RuleScopes, AreNoPartOfWhatIsStored) {
  listed({{"C++"}, {}, {}});
  const Rule other =
      make_rule("everywhere", RuleExpression::of_regex("import"), RuleScope{}).value();
  EXPECT_EQ(add_rules(tree_.index(), {file_of(other)}, false).value().filled_in, 0u);
}

TEST_F(RuleScopes, ResultsTellTheClassWhereItIsAskedFor) {
  listed({});
  IndexReader reader = IndexReader::open(tree_.index(), "").value();
  class Classes : public ResultSink {
   public:
    Result<bool> file(const FileResult& result) override {
      all.push_back(result.file_class);
      return true;
    }
    std::vector<FileClass> all;
  } sink;
  RuleRequest request;
  request.rule = "r1";
  request.needs.classes = true;
  EXPECT_TRUE(list_rule_hits(request, &reader, &sink).is_ok());
  EXPECT_EQ(sink.all, (std::vector{FileClass::kCode, FileClass::kCode, FileClass::kCode,
                                   FileClass::kDocumentation, FileClass::kTest}));
}

// Two catalogues may each have a rule with the same id.
TEST_F(RuleScopes, AnIdAloneNamesARuleThatIsAlone) {
  for (const char* name : {"one/r", "two/r", "two/s"}) {
    Rule rule = make_rule(name, RuleExpression::of_regex("import")).value();
    ASSERT_TRUE(add_rules(tree_.index(), {file_of(std::move(rule))}, false).is_ok());
  }
  IndexReader reader = IndexReader::open(tree_.index(), "").value();
  CollectingSink sink;
  RuleRequest request;
  request.rule = "s";
  EXPECT_TRUE(list_rule_hits(request, &reader, &sink).is_ok());
  EXPECT_EQ(sink.lines.size(), 5u);
  request.rule = "r";
  EXPECT_EQ(list_rule_hits(request, &reader, &sink).message(),
            "several catalogues have a rule 'r': name one of one/r, two/r");
}

}  // namespace
}  // namespace trawl
