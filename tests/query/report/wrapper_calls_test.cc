// Wrappers and their calls, found in a small index.
#include "query/report/wrapper_calls.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "indexer/python/names.h"
#include "indexer/upkeep/rule_publication.h"
#include "query/report/evidence_collection.h"
#include "tests/query/index_search.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

// A study with one pattern: calls, in code, of functions whose body spawns.
class WrapperCalls : public testing::Test {
 protected:
  WrapperCalls() {
    catalogue_.name = "c";
    CatalogueRule rule;
    rule.id = "spawn";
    rule.rule = make_rule("c/spawn", RuleExpression::of_regex("green\\.spawn")).value();
    catalogue_.rules.push_back(std::move(rule));
    study_.comment_marker = "#";
    study_.patterns.resize(1);
    study_.patterns[0].id = "calls";
    study_.patterns[0].wraps = {0};
    study_.patterns[0].classes[static_cast<size_t>(FileClass::kCode)] = true;
  }

  // "nova/utils.py:2 spawn < nova/a.py:3" for each call, and a line for a wrapper without one.
  std::vector<std::string> calls() {
    build(build_of(tree_.path("src"), 1, tree_.index()));
    RuleFile file;
    for (const CatalogueRule& rule : catalogue_.rules) file.rules.push_back(rule.rule);
    EXPECT_TRUE(add_rules(tree_.index(), {file}, false).is_ok());
    IndexReader reader = IndexReader::open(tree_.index(), "", kListFamilies).value();
    const auto all = collect_evidence(catalogue_, study_, &reader);
    EXPECT_TRUE(all.is_ok()) << all.status().message();
    if (!all.is_ok()) return {};
    std::vector<std::string> texts;
    for (const RepositoryEvidence& repository : *all) {
      for (uint32_t i = 0; i < repository.wrappers.size(); ++i) add(repository, i, &texts);
    }
    return texts;
  }

  TestTree tree_;

 private:
  static void add(const RepositoryEvidence& repository, uint32_t number,
                  std::vector<std::string>* texts) {
    const Wrapper& wrapper = repository.wrappers[number];
    const std::string of_class = wrapper.of_class.empty() ? "" : wrapper.of_class + ".";
    const std::string name = repository.repository + "/" + wrapper.path + ":" +
                             std::to_string(wrapper.line) + " " + of_class + wrapper.name;
    const size_t before = texts->size();
    for (const EvidenceFile& file : repository.files) {
      for (const WrapperCall& call : file.calls) {
        if (call.wrapper != number) continue;
        texts->push_back(name + " < " + file.path + ":" + std::to_string(call.line) + " " +
                         call.text);
      }
    }
    if (texts->size() == before) texts->push_back(name);
  }

  Catalogue catalogue_;
  Study study_;
};

using Texts = std::vector<std::string>;

constexpr std::string_view kUtilsClass =
    "import green\nclass Runner:\n    def run(self, f):\n        green.spawn(f)\n";
constexpr std::string_view kUtils = "import green\ndef run(f):\n    green.spawn(f)\n";

TEST_F(WrapperCalls, OfFunctionsAreFoundHoweverTheyAreImported) {
  tree_.add("src/nova/nova/utils.py", kUtils);
  tree_.add("src/nova/nova/a.py", "from nova import utils\n\nutils.run(1)\n");
  tree_.add("src/nova/nova/b.py", "from nova.utils import run as start\nstart(2)\n");
  tree_.add("src/nova/nova/c.py", "import nova.utils\ndef f():\n    nova.utils.run(3)\n");
  EXPECT_EQ(calls(), (Texts{"nova/nova/utils.py:2 run < nova/a.py:3 utils.run(1)",
                            "nova/nova/utils.py:2 run < nova/b.py:2 start(2)",
                            "nova/nova/utils.py:2 run < nova/c.py:3     nova.utils.run(3)"}));
}

TEST_F(WrapperCalls, OfFunctionsAreFoundHoweverTheyAreWritten) {
  tree_.add("src/a/m.py", kUtils);
  tree_.add("src/a/n.py", "import m\nm.run (1)\nm.run \\\n  (2)\n");
  tree_.add("src/a/o.py", "from m import (\n  run\n  as go,\n)\ngo(3)\n");
  tree_.add("src/a/p.py", "from m import run\ngo = run\ngo(4)\n");
  EXPECT_EQ(calls(), (Texts{"a/m.py:2 run < n.py:2 m.run (1)", "a/m.py:2 run < n.py:3 m.run \\",
                            "a/m.py:2 run < o.py:5 go(3)", "a/m.py:2 run < p.py:3 go(4)"}));
}

TEST_F(WrapperCalls, AreNotLookedForInAVeryLargeFile) {
  tree_.add("src/a/m.py", kUtils);
  std::string use = "import m\nm.run(1)\n";
  use.resize(kMostResolvedBytes, '\n');
  tree_.add("src/a/n.py", use);
  tree_.add("src/a/o.py", use + "\n");
  EXPECT_EQ(calls(), (Texts{"a/m.py:2 run < n.py:2 m.run(1)"}));
}

TEST_F(WrapperCalls, OfOtherFunctionsWithTheNameAreNone) {
  tree_.add("src/nova/nova/utils.py", kUtils);
  tree_.add("src/nova/nova/a.py", "import subprocess\nsubprocess.run(1)\nrun(1)\nself.run(1)\n");
  tree_.add("src/nova/nova/b.py",
            "from nova import utils\n# utils.run(1)\n'''\nutils.run(1)\n'''\n");
  tree_.add("src/heat/heat/b.py", "from nova import utils\nutils.run(1)\n");
  EXPECT_EQ(calls(), (Texts{"nova/nova/utils.py:2 run"}));
}

TEST_F(WrapperCalls, InTheModuleItselfNeedNoImport) {
  tree_.add("src/a/m.py", std::string(kUtils) + "def g():\n    run(1)\n\nrun(2)\n");
  EXPECT_EQ(calls(), (Texts{"a/m.py:2 run < m.py:5     run(1)", "a/m.py:2 run < m.py:7 run(2)"}));
}

constexpr std::string_view kGroup =
    "import green\n"
    "class Group:\n"
    "    def __enter__(self):\n"
    "        green.spawn(1)\n"
    "    def start(self):\n"
    "        green.spawn(2)\n"
    "        self.start()\n"
    "    def again(self):\n"
    "        self.start()\n"
    "class Other:\n"
    "    def again(self):\n"
    "        self.start()\n";

TEST_F(WrapperCalls, OfMethodsAreFoundThroughSelfInTheClass) {
  tree_.add("src/a/m.py", kGroup);
  EXPECT_EQ(calls(), (Texts{"a/m.py:5 Group.start < m.py:9         self.start()"}));
}

TEST_F(WrapperCalls, OfMethodsAreFoundThroughWhatHoldsAnObject) {
  tree_.add("src/a/m.py", kGroup);
  tree_.add("src/a/n.py", "import m\ngroups = m.Group()\ngroups.start()\n");
  tree_.add("src/a/o.py",
            "from m import Group as G\nclass A:\n  def f(self):\n    self.x = G()\n"
            "  def g(self):\n    self.x.start(1)\n");
  tree_.add("src/a/p.py", "self.groups.start()\nself.pool.start()\nstart()\n");
  EXPECT_EQ(calls(), (Texts{"a/m.py:5 Group.start < m.py:9         self.start()",
                            "a/m.py:5 Group.start < n.py:3 groups.start()",
                            "a/m.py:5 Group.start < o.py:6     self.x.start(1)"}));
}

// Another class of the same name, and a name that holds something else as well.
TEST_F(WrapperCalls, OfMethodsNeedTheClassAndNothingElse) {
  tree_.add("src/a/m.py", kGroup);
  tree_.add("src/a/n.py", "import other\nself.groups = other.Group()\nself.groups.start()\n");
  tree_.add("src/a/o.py", "import m\ng = m.Group()\ng = m.Pool()\ng.start()\n");
  EXPECT_EQ(calls(), (Texts{"a/m.py:5 Group.start < m.py:9         self.start()"}));
}

// What a file derives from is in a file that nothing else leads to.
TEST_F(WrapperCalls, OfMethodsAreFoundThroughClassesOfOtherFiles) {
  tree_.add("src/a/m.py", kUtilsClass);
  tree_.add("src/a/b/n.py", "import m\nclass Second(m.Runner):\n    pass\n");
  tree_.add("src/a/c/o.py",
            "from b.n import Second\nclass Third(Second):\n    def f(self):\n"
            "        self.run(1)\n        self.go(self.run)\n");
  tree_.add("src/a/d/p.py", "from c import o\nx = o.Third()\nx.run(2)\nx.f()\n");
  tree_.add("src/a/e/q.py", "from c import p as o\nx = o.Third()\nx.run(2)\n");
  EXPECT_EQ(calls(), (Texts{"a/m.py:3 Runner.run < c/o.py:4         self.run(1)",
                            "a/m.py:3 Runner.run < c/o.py:5         self.go(self.run)",
                            "a/m.py:3 Runner.run < d/p.py:3 x.run(2)"}));
}

TEST_F(WrapperCalls, AreFoundWhereAFunctionIsHandedOn) {
  tree_.add("src/nova/nova/utils.py", kUtils);
  tree_.add("src/nova/nova/a.py",
            "from nova import utils\ncall(utils.run, 1)\nutils.run = 1\ncall(run)\n");
  tree_.add("src/nova/nova/b.py", "from .utils import run\ncall(run)\n");
  EXPECT_EQ(calls(), (Texts{"nova/nova/utils.py:2 run < nova/a.py:2 call(utils.run, 1)"}));
}

TEST_F(WrapperCalls, OfAnInitialiserAreThoseOfItsClass) {
  tree_.add("src/a/m.py",
            "import green\nclass C:\n    def __init__(self):\n        green.spawn(1)\n");
  tree_.add("src/a/n.py", "from m import C\nx = C()\nx.__init__()\n");
  EXPECT_EQ(calls(), (Texts{"a/m.py:3 C < n.py:2 x = C()"}));
}

// The function around a nested one is what others call. Hits outside of functions, in text and in
// tests make no wrappers, nor do calls in tests count.
TEST_F(WrapperCalls, OfWhatIsNoWrapperAreNone) {
  tree_.add("src/a/m.py",
            "import green\ngreen.spawn(0)\ndef run():\n    def inner():\n        green.spawn(1)\n"
            "    return inner\ndef text():\n    '''\n    green.spawn\n    '''\ninner()\ntext()\n");
  tree_.add("src/a/tests/test_m.py",
            "import green\nimport m\ndef run():\n    green.spawn(1)\nrun()\nm.run()\n");
  EXPECT_EQ(calls(), (Texts{"a/m.py:3 run"}));
}

// What is a direct use already is not counted twice, and only one level is followed.
TEST_F(WrapperCalls, CountNoDirectUsesAndNoCallersOfCallers) {
  tree_.add("src/a/m.py",
            "import green\ndef spawn():\n    green.spawn(1)\ndef f():\n    spawn()\nf()\n");
  tree_.add("src/a/n.py", "import m as green\ngreen.spawn()\n");
  EXPECT_EQ(calls(), (Texts{"a/m.py:2 spawn < m.py:5     spawn()"}));
}

// More names than are searched for at once.
TEST_F(WrapperCalls, AreFoundForManyWrappers) {
  std::string definitions = "import green\n";
  std::string uses = "import m\n";
  constexpr int kMany = 450;
  for (int i = 0; i < kMany; ++i) {
    definitions += "def f" + std::to_string(i) + "():\n  green.spawn(1)\n";
    uses += "m.f" + std::to_string(i) + "()\n";
  }
  tree_.add("src/a/m.py", definitions);
  tree_.add("src/a/n.py", uses);
  const Texts found = calls();
  ASSERT_EQ(found.size(), size_t{kMany});
  EXPECT_EQ(found.back(), "a/m.py:900 f449 < n.py:451 m.f449()");
}

}  // namespace
}  // namespace trawl
