// The evidence for a study, collected from a small index.
#include "query/report/evidence_collection.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "indexer/study/analysis.h"
#include "indexer/upkeep/rule_publication.h"
#include "tests/query/index_search.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

constexpr uint32_t kOccurrence = 0;

// Three rules find names, imports and calls of a thing. Only the first finds mere mentions.
class Evidence : public testing::Test {
 protected:
  Evidence() {
    catalogue_.name = "c";
    for (const char* id : {"occurrence", "import", "call"}) {
      const std::string name = std::string("c/") + id;
      const std::string regex = id == std::string("occurrence") ? "green" : id;
      CatalogueRule rule;
      rule.id = id;
      rule.rule = make_rule(name, RuleExpression::of_regex(regex)).value();
      catalogue_.rules.push_back(std::move(rule));
    }
    study_.words.subject = "green";
    study_.comment_marker = "#";
    study_.bound = {1};
    study_.patterns.resize(2);
    study_.patterns[0].id = "calls";
    study_.patterns[0].rules = {2};
    study_.patterns[0].classes.fill(true);
    study_.patterns[1].id = "mentions";
    study_.patterns[1].rules = {kOccurrence};
    study_.patterns[1].classes.fill(true);
    study_.patterns[1].is_mention = true;
  }

  std::vector<RepositoryEvidence> collect() {
    build(build_of(tree_.path("src"), 1, tree_.index()));
    RuleFile file;
    for (const CatalogueRule& rule : catalogue_.rules) file.rules.push_back(rule.rule);
    EXPECT_TRUE(add_rules(tree_.index(), {file}, false).is_ok());
    IndexReader reader = IndexReader::open(tree_.index(), "", kListFamilies).value();
    Result<std::vector<RepositoryEvidence>> all = collect_evidence(catalogue_, study_, &reader);
    EXPECT_TRUE(all.is_ok()) << all.status().message();
    return all.is_ok() ? *std::move(all) : std::vector<RepositoryEvidence>();
  }

  TestTree tree_;
  Catalogue catalogue_;
  Study study_;
};

// "a/x.py 1:0 2:1t" for a hit of rule 0 in line 1, and one of rule 1 in line 2 that is text.
std::vector<std::string> texts_of(const std::vector<RepositoryEvidence>& all) {
  std::vector<std::string> texts;
  for (const RepositoryEvidence& repository : all) {
    for (const EvidenceFile& file : repository.files) {
      std::string& text = texts.emplace_back(repository.repository + "/" + file.path);
      for (const EvidenceHit& hit : file.hits) {
        text += " " + std::to_string(hit.line) + ":" + std::to_string(hit.rule);
        if (hit.in_text) text += "t";
      }
    }
  }
  return texts;
}

constexpr std::string_view kExample =
    "\"\"\"Of green.\n\n    import green\n\n\"\"\"\nimport green\ncall(green)\n";

TEST_F(Evidence, KnowsTextInPythonFiles) {
  for (const char* name : {"a/x.py", "a/x.txt", "b/same.py"}) {
    tree_.add(std::string("src/") + name, kExample);
  }
  const std::string found = " 1:0 3:0t 3:1t 6:0 6:1 7:0 7:2";
  EXPECT_EQ(texts_of(collect()),
            (std::vector<std::string>{"a/x.py" + found, "a/x.txt 1:0 3:0 3:1 6:0 6:1 7:0 7:2",
                                      "b/same.py" + found}));
}

// Nothing depends on the content of a file that has only mentions.
TEST_F(Evidence, ReadsFilesThatHaveMoreThanMentions) {
  tree_.add("src/a/mention.py", "'''\ngreen\n'''\n");
  tree_.add("src/a/more.py", "'''\ngreen\n'''\nimport x\n");
  EXPECT_EQ(texts_of(collect()),
            (std::vector<std::string>{"a/mention.py 2:0", "a/more.py 2:0t 4:1"}));
}

// Documents with several chunks and segments, read in another order than they are stored in.
TEST_F(Evidence, KnowsTextFarBehindItsBegin) {
  std::string text = "'''\n";
  for (int i = 0; i < 50000; ++i) text += "line " + std::to_string(i) + "\n";
  tree_.add("src/a/z.py", text + "import green\n'''\nimport green\n");
  build(build_of(tree_.path("src"), 1, tree_.index()));
  tree_.add("src/a/b.py", text + "'''\nimport green\n");
  EXPECT_EQ(texts_of(collect()),
            (std::vector<std::string>{"a/b.py 50003:0 50003:1",
                                      "a/z.py 50002:0t 50002:1t 50004:0 50004:1"}));
}

}  // namespace
}  // namespace trawl
