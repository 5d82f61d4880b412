// Which calls of a file are calls of wrappers, in sources as people write them and in very large
// ones.
#include "indexer/study/wrapper_index.h"

#include <gtest/gtest.h>

#include <ctime>
#include <string>
#include <vector>

#include "indexer/python/names.h"
#include "tests/indexer/study/wrapped_project.h"

namespace trawl {
namespace {

std::vector<Wrapper> wrappers_of(const std::string& path, std::string_view source) {
  return wrappers_in({{path, std::string(source)}});
}

// "Group.run 3" for each wrapper, in order.
std::string names_of(std::string_view source) {
  std::string names;
  for (const Wrapper& wrapper : wrappers_of("m.py", source)) {
    if (!names.empty()) names += ", ";
    if (!wrapper.of_class.empty()) names += wrapper.of_class + ".";
    names += wrapper.name + " " + std::to_string(wrapper.line);
  }
  return names;
}

TEST(WrapperDefinitions, AreFunctionsWithAHitInTheirBody) {
  EXPECT_EQ(names_of("def f():\n  spawn(1)\n  spawn(2)\ndef g():\n  pass\nspawn(3)\n"), "f 1");
  EXPECT_EQ(names_of("class A:\n  def f(self):\n    def g():\n      spawn(1)\n"), "A.f 2");
  EXPECT_EQ(names_of("class A:\n  def __init__(self):\n    spawn(1)\n"), "A 2");
  EXPECT_EQ(names_of("class A:\n  def __del__(self):\n    spawn(1)\n"), "");
}

TEST(WrapperDefinitions, MayBeOfOneLine) {
  EXPECT_EQ(names_of("def go(f): spawn(f)\ndef run(f,\n        g): spawn(f)\n"), "go 1, run 2");
}

// A default value, and the name of the function.
TEST(WrapperDefinitions, NeedMoreThanAHeaderWithAHit) {
  EXPECT_EQ(names_of("def f(a,\n      b=spawn(1)):\n  pass\n"), "");
  EXPECT_EQ(names_of("def f(a=spawn(1)): pass\ndef spawn(f):\n  pass\n"), "");
}

// An index that has read the file of its wrappers.
WrapperIndex index_of(const std::vector<Wrapper>& wrappers, std::string_view source) {
  WrapperIndex index(wrappers);
  while (!index.take_new_modules().empty()) index.read("m.py", source);
  return index;
}

// "line name" of each use in a file of the wrappers that it defines.
std::string calls_of(std::string_view source) {
  const std::vector<Wrapper> wrappers = wrappers_of("m.py", source);
  std::string calls;
  for (const WrapperCall& call : index_of(wrappers, source).uses_in("m.py", source)) {
    if (!calls.empty()) calls += ", ";
    calls += std::to_string(call.line) + " " + wrappers[call.wrapper].name;
  }
  return calls;
}

constexpr std::string_view kGroup = "class Group:\n  def add(self, f):\n    spawn(f)\n";

// What the text after the class of a method calls; its first line is line 4.
std::string calls_after_group(std::string_view text) {
  return calls_of(std::string(kGroup) + std::string(text));
}

TEST(WrapperIndex, FindsCallsOfAMethodThroughWhatHoldsAnObject) {
  EXPECT_EQ(calls_after_group("group = Group()\ngroup.add(1)\n"), "5 add");
  EXPECT_EQ(calls_after_group("class A:\n  def f(self):\n    self.group = Group()\n"
                              "  def g(self, group):\n    self.group.add(group.add(1))\n"),
            "8 add");
  // What becomes of an argument is not followed.
  EXPECT_EQ(calls_after_group("f(group=Group(), a=1)\nself.group.add(1)\n"), "");
}

TEST(WrapperIndex, DoesNotTakeAParameterForTheObject) {
  EXPECT_EQ(calls_after_group("group = Group()\ndef g(group):\n  group.add(2)\n"), "");
}

TEST(WrapperIndex, DoesNotTakeAnotherValueForTheObject) {
  EXPECT_EQ(calls_after_group("group = Group()\ngroup = dict\ngroup.add(3)\n"), "");
  // How a name begins that gets its value later.
  EXPECT_EQ(calls_after_group("group = None\ngroup = Group()\ngroup.add(3)\n"), "6 add");
}

TEST(WrapperIndex, DoesNotTakeAResultForTheObject) {
  EXPECT_EQ(calls_after_group("x = Group().result()\nx.add(4)\n"), "");
  EXPECT_EQ(calls_after_group("x = Other(Group())\nx.add(4)\n"), "");
}

TEST(WrapperIndex, TakesTheNameBeforeAnAnnotation) {
  EXPECT_EQ(calls_after_group("pool: Group = Group()\npool.add(5)\nGroup.add(6)\n"), "5 add");
}

// In another file, where only lines are known of what an import binds.
TEST(WrapperIndex, FindsWhichCallOfALineMakesTheObject) {
  const std::vector<Wrapper> wrappers = wrappers_of("m.py", kGroup);
  const WrapperIndex index(wrappers);
  const auto calls = [&](std::string_view source) {
    std::string lines;
    for (const WrapperCall& call : index.uses_in("n.py", source)) {
      lines += std::to_string(call.line) + " ";
    }
    return lines;
  };
  EXPECT_EQ(calls("import m\nx = Other(y=m.Group())\nx.add(1)\ny.add(1)\n"), "");
  EXPECT_EQ(calls("import m\nx = m.Group(m.other())\nx.add(1)\n"), "3 ");
  EXPECT_EQ(calls("from m import Group as G\nx = G()\nx.add(1)\n"), "3 ");
}

// Of a name that is defined twice the first definition is called, and both are the wrapper itself.
TEST(WrapperIndex, TakesTheFirstOfSeveralDefinitions) {
  EXPECT_EQ(calls_of("if a:\n  def f():\n    spawn(f())\nelse:\n  def f():\n    spawn(f())\nf()\n"),
            "7 f");
}

// Which files have to be read, and which of them may have uses.
TEST(WrapperIndex, NamesTheModulesThatFilesWithUsesImport) {
  const std::vector<Wrapper> wrappers = wrappers_of("a/m.py", kGroup);
  WrapperIndex index(wrappers);
  EXPECT_EQ(index.take_new_modules(), (WrapperIndex::Modules{{"a.m", {"Group"}}}));
  EXPECT_TRUE(index.take_new_modules().empty());
  EXPECT_TRUE(index.read("a/m.py", kGroup));
  EXPECT_FALSE(index.read("b/o.py", "from a import m\nm.run()\n"));
  EXPECT_FALSE(index.read("b/o.py", "from a import m\nm.Groups(am.Group1())\n"));
  EXPECT_TRUE(index.read("b/o.py", "from a import m\nm.Group()\n"));
  EXPECT_TRUE(index.take_new_modules().empty());
  EXPECT_TRUE(
      index.read("b/n.py", "from a import m\nclass Other(m.Group): pass\nclass No: pass\n"));
  EXPECT_EQ(index.take_new_modules(), (WrapperIndex::Modules{{"b.n", {"Other"}}}));
}

TEST(WrapperIndex, TakesNoPartOfAVeryLargeFile) {
  std::string source = std::string(kGroup) + "def f():\n  spawn(1)\nf()\n";
  const std::vector<Wrapper> wrappers = wrappers_of("m.py", source);
  const WrapperIndex index(wrappers);
  source.resize(kMostResolvedBytes, '\n');
  EXPECT_EQ(wrappers_of("m.py", source).size(), 2U);
  EXPECT_EQ(index.uses_in("m.py", source).size(), 1U);
  source.push_back('\n');
  EXPECT_TRUE(wrappers_of("m.py", source).empty());
  EXPECT_TRUE(index.uses_in("m.py", source).empty());
}

struct LargeProject {
  const char* what;
  std::string begin, definition, middle, use;  // N stands for a number
};

const LargeProject kLargeProjects[] = {
    {"functions", "", "def fN():\n  spawn(fN)\n", "", "fN()\n"},
    {"functions of one name", "", "def f():\n  spawn(f)\n", "", "f()\n"},
    {"methods", "class A:\n", "  def fN(self):\n    spawn(1)\n", "  def g(self):\n",
     "    self.fN()\n"},
    {"methods of many classes", "", "class AN:\n  def f(self):\n    spawn(1)\n", "",
     "aN = AN()\naN.f()\n"},
    {"objects of one class", "class A:\n", "  def fN(self):\n    spawn(1)\n", "",
     "aN = A()\naN.fN()\n"},
    {"calls on one line", "", "def fN():\n  spawn(fN)\n", "", "fN();"},
    {"classes that derive from one", "class A:\n  def f(self):\n    spawn(1)\n",
     "class BN(A):\n  def g(self):\n    self.f()\n", "", ""},
    {"names that are handed on", "", "def fN():\n  spawn(fN)\n", "all = [", "fN,"},
    {"functions within a function", "def f():\n", "  def fN():\n    spawn(fN)\n", "", "f()\n"},
};

std::string numbered(const std::string& text, size_t count) {
  std::string all;
  for (size_t i = 0; i < count; ++i) {
    for (const char c : text) all += c == 'N' ? std::to_string(i) : std::string(1, c);
  }
  return all;
}

struct Effort {
  double seconds = 0;  // of the processor
  size_t calls = 0;
};

Effort effort_of(const LargeProject& project, size_t count) {
  const std::string source = project.begin + numbered(project.definition, count) + project.middle +
                             numbered(project.use, count);
  const std::clock_t begin = std::clock();
  const std::vector<Wrapper> wrappers = wrappers_of("m.py", source);
  const size_t calls = index_of(wrappers, source).uses_in("m.py", source).size();
  return {static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC, calls};
}

// Eight times the source may take 8 times the time and a little more, but not 64 times.
TEST(WrapperIndex, TakesTimeInProportionToTheSource) {
  constexpr size_t kCount = 2000;
  for (const LargeProject& project : kLargeProjects) {
    const Effort small = effort_of(project, kCount);
    const Effort large = effort_of(project, 8 * kCount);
    EXPECT_EQ(small.calls, kCount) << project.what;
    EXPECT_EQ(large.calls, 8 * kCount) << project.what;
    EXPECT_LT(large.seconds, 24 * small.seconds + 0.2) << project.what;
  }
}

// The effort of another module alone, which has all uses on one line.
Effort effort_of_line(const std::string& definition, const std::string& begin,
                      const std::string& use, size_t count) {
  const std::vector<Wrapper> wrappers = wrappers_of("m.py", numbered(definition, count));
  const std::string source = "import m\n" + begin + numbered(use, count) + ")\n";
  WrapperIndex index(wrappers);
  const std::clock_t start = std::clock();
  index.read("n.py", source);
  const size_t calls = index.uses_in("n.py", source).size();
  return {static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, calls};
}

TEST(WrapperIndex, TakesTimeInProportionToALineOfImportedNames) {
  constexpr size_t kCount = 2000;
  const std::string function = "def fN():\n  spawn(fN)\n";
  const Effort small = effort_of_line(function, "call(", "m.fN,", kCount);
  const Effort large = effort_of_line(function, "call(", "m.fN,", 8 * kCount);
  EXPECT_EQ(small.calls, kCount);
  EXPECT_EQ(large.calls, 8 * kCount);
  EXPECT_LT(large.seconds, 24 * small.seconds + 0.2);
}

TEST(WrapperIndex, TakesTimeInProportionToALineOfBases) {
  constexpr size_t kCount = 2000;
  const std::string base = "class BN:\n  def f(self):\n    spawn(1)\n";
  const Effort small = effort_of_line(base, "class C(", "m.BN,", kCount);
  const Effort large = effort_of_line(base, "class C(", "m.BN,", 8 * kCount);
  EXPECT_LT(large.seconds, 24 * small.seconds + 0.2);
}

}  // namespace
}  // namespace trawl
