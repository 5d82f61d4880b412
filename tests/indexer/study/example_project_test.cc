// The evidence of an example project is that of an index with its files.
#include "indexer/study/example_project.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace trawl {
namespace {

// One rule, and a study that counts, in code, calls of functions whose body has a hit of it.
RepositoryEvidence evidence_of(std::vector<ExampleFile> files) {
  Catalogue catalogue;
  catalogue.name = "c";
  CatalogueRule rule;
  rule.id = "spawn";
  rule.rule = make_rule("c/spawn", RuleExpression::of_regex("green\\.spawn")).value();
  catalogue.rules.push_back(std::move(rule));
  Study study;
  study.comment_marker = "#";
  study.patterns.resize(1);
  study.patterns[0].wraps = {0};
  study.patterns[0].classes[static_cast<size_t>(FileClass::kCode)] = true;
  ExampleScanner scanner = ExampleScanner::create(catalogue).value();
  ExampleProject project;
  project.files = std::move(files);
  return scanner.scan(project, study).value();
}

// "path:line" of each call.
std::string calls_of(std::vector<ExampleFile> files) {
  std::string calls;
  for (const EvidenceFile& file : evidence_of(std::move(files)).files) {
    for (const WrapperCall& call : file.calls) {
      calls += file.path + ":" + std::to_string(call.line) + " ";
    }
  }
  return calls;
}

const ExampleFile kWrapper = {"m.py", "import green\ndef run(f):\n    green.spawn(f)\n"};

TEST(ExampleProject, HasCallsOfItsWrappersHoweverTheyAreWritten) {
  EXPECT_EQ(calls_of({kWrapper,
                      {"n.py", "import m\nm.run (1)\n"},
                      {"o.py", "from m import (\n  run\n  as go)\ngo(2)\n"}}),
            "n.py:2 o.py:4 ");
}

TEST(ExampleProject, HasCallsOnlyInFilesWhereTheyCount) {
  const std::string use = "import m\nm.run(1)\n";
  const RepositoryEvidence evidence =
      evidence_of({kWrapper, {"tests/test_n.py", use}, {"doc/n.rst", use}, {"n.rb", use}});
  ASSERT_EQ(evidence.files.size(), 1U);
  EXPECT_EQ(evidence.files[0].path, "m.py");
}

}  // namespace
}  // namespace trawl
