// Uses of wrappers that are not calls: names that are handed on, and methods of what is returned.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/indexer/study/wrapped_project.h"

namespace trawl {
namespace {

constexpr const char* kRunner = "def run(f):\n  spawn(f)\n";

std::string uses_after_run(const std::string& text) {
  return uses_in({{"m.py", kRunner + text}});
}

// In another module, whose first line is line 2.
std::string uses_of_run(const std::string& text) {
  return uses_in({{"m.py", kRunner}, {"n.py", "from m import run\n" + text}});
}

TEST(HandedOnUses, AreArgumentsElementsAndResults) {
  EXPECT_EQ(uses_after_run("call(run)\ncall(1, by=run)\nall = [run]\n"),
            "m.py:3 run, m.py:4 run, m.py:5 run");
  EXPECT_EQ(uses_of_run("call(run)\ncall(1, by=run)\nall = {1: run}\ndef f():\n  return run\n"),
            "n.py:2 run, n.py:3 run, n.py:4 run, n.py:6 run");
  EXPECT_EQ(uses_of_run("call(\n  1,\n  run)\n@run\ndef f():\n  pass\n"), "n.py:4 run, n.py:5 run");
}

TEST(HandedOnUses, AreNotWhatBindsTheName) {
  EXPECT_EQ(uses_after_run("run = 1\nx.run = 2\nfor run in x:\n  pass\ndel run\n"), "");
  EXPECT_EQ(uses_of_run("call(run=1)\ncall(x.run)\ncall('run')\n"), "");
  EXPECT_EQ(uses_after_run("import run\nfrom x import (run)\nglobal run\n"), "");
  EXPECT_EQ(uses_after_run("def f(x=run, *run): pass\nclass A(run): pass\n"), "");
}

TEST(HandedOnUses, AreNotLocalNamesOfTheSpelling) {
  EXPECT_EQ(uses_after_run("def f(run):\n  call(run)\ndef g():\n  call(run)\n"), "m.py:6 run");
  EXPECT_EQ(uses_after_run("def f():\n  run = 1\n  call(run)\n"), "");
  EXPECT_EQ(uses_after_run("def f():\n  for i, run in x:\n    call(run)\n"), "");
  EXPECT_EQ(uses_after_run("def f():\n  with x as run:\n    call(run)\n"), "");
  EXPECT_EQ(uses_after_run("def f():\n  def run(): pass\n  call(run)\n"), "");
  EXPECT_EQ(uses_of_run("def f(run):\n  call(run)\ndef g():\n  call(run)\n"), "n.py:5 run");
}

TEST(HandedOnUses, AreMethodsOfTheOwnObject) {
  const std::string group = "class Group:\n  def add(self, f):\n    spawn(f)\n";
  EXPECT_EQ(
      uses_in({{"m.py", group + "  def f(self):\n    call(self.add, 1)\n    self.add = 1\n"}}),
      "m.py:5 Group.add");
  EXPECT_EQ(uses_in({{"m.py", group + "  def f(self, other):\n    call(other.add)\n"}}), "");
  // What a class is may be an attribute of any kind.
  EXPECT_EQ(uses_in({{"m.py", "class Pool(green.Pool):\n  def f(self):\n    call(self.size)\n"}}),
            "");
}

constexpr const char* kStarter = "def start(f):\n  return green.spawn(f)\n";

TEST(ReturnedUses, AreMethodsOfWhatAWrapperReturns) {
  EXPECT_EQ(uses_in({{"m.py", std::string(kStarter) + "t = start(1)\nt.wait()\nu.wait()\n"}}),
            "m.py:3 start, m.py:4 start");
  EXPECT_EQ(uses_in({{"m.py", kStarter},
                     {"n.py",
                      "import m\nclass A:\n  def f(self):\n    self.t = m.start(1)\n"
                      "  def g(self):\n    self.t.kill()\n"}}),
            "n.py:4 start, n.py:6 start");
}

TEST(ReturnedUses, NeedAWrapperThatReturnsTheObject) {
  EXPECT_EQ(uses_after_run("t = run(1)\nt.wait()\n"), "m.py:3 run");
  EXPECT_EQ(uses_in({{"m.py",
                      "def start(f):\n  return green.spawn(f).id\nt = start(1)\n"
                      "t.wait()\n"}}),
            "m.py:3 start");
}

// A hit has a line and no column: which of the line's calls it is of is not known.
TEST(ReturnedUses, MayBeOfACallAroundTheHit) {
  EXPECT_EQ(uses_in({{"m.py",
                      "def start(f):\n  return wrap(green.spawn(f))\nt = start(1)\n"
                      "t.wait()\n"}}),
            "m.py:3 start, m.py:4 start");
}

TEST(ReturnedUses, NeedANameWithNothingElse) {
  EXPECT_EQ(uses_in({{"m.py", std::string(kStarter) + "t = start(1)\nt = other()\nt.wait()\n"}}),
            "m.py:3 start");
  EXPECT_EQ(uses_in({{"m.py", std::string(kStarter) + "t = start(1).result\nt.wait()\n"}}),
            "m.py:3 start");
}

TEST(WrapperRules, AreThoseThatThePatternNamesFirst) {
  const auto rule_of = [](const std::string& source) {
    const std::vector<Wrapper> wrappers = wrappers_in({{"m.py", source}});
    EXPECT_EQ(wrappers.size(), 1U);
    return wrappers.at(0).rule;
  };
  EXPECT_EQ(rule_of("def f():\n  x = green.Pool()\n"), 1U);
  EXPECT_EQ(rule_of("def f():\n  x = green.Pool()\n  spawn(x)\n"), 0U);
  EXPECT_EQ(rule_of("def f():\n  spawn(x)\n  x = green.Pool()\n"), 0U);
}

TEST(WrapperLines, AreNoComments) {
  EXPECT_EQ(uses_in({{"m.py", "def run(f):\n  # spawn(f)\n  f()\nrun(2)\n"}}), "");
}

TEST(WrapperLines, AreNoUsesOfTheWrapper) {
  EXPECT_EQ(uses_in({{"m.py", "def run(f):\n  spawn(f)\n  call(run)\n  run(1)\nrun(2)\n"}}),
            "m.py:5 run");
  EXPECT_EQ(uses_in({{"m.py",
                      "class A:\n  def run(self):\n    spawn(1)\n    self.run()\n"
                      "  def f(self):\n    self.run()\n"}}),
            "m.py:6 A.run");
}

}  // namespace
}  // namespace trawl
