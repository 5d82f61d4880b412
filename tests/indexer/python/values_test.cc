// Methods that are called on what calls of wanted names return.
#include "indexer/python/values.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace trawl {
namespace {

// "3 m.C().go" for each.
std::vector<std::string> value_calls_of(const std::string& source) {
  const std::vector<std::string> roots = {"m"};
  const std::string whole = "import m\n" + source;
  std::vector<std::string> texts;
  for (const PythonName& name : python_value_calls(whole, python_names(whole, roots))) {
    EXPECT_EQ(name.kind, NameKind::kCall);
    texts.push_back(std::to_string(name.line) + " " + name.name);
  }
  return texts;
}

using Texts = std::vector<std::string>;

TEST(PythonValueCalls, AreFoundThroughALocalName) {
  EXPECT_EQ(value_calls_of("x = m.C(1)\nx.go(2)\n"), (Texts{"3 m.C().go"}));
  EXPECT_EQ(value_calls_of("def f():\n  x = m.a.C(g(1), [2])\n  return x.go(x.stop())\n"),
            (Texts{"4 m.a.C().go", "4 m.a.C().stop"}));
  EXPECT_EQ(value_calls_of("from m import C as D\nx = D()\nx.go()\n"), (Texts{"4 m.C().go"}));
  EXPECT_EQ(value_calls_of("x = m.C(\n  1,\n  2)\nx.go(\n  3)\n"), (Texts{"5 m.C().go"}));
  EXPECT_EQ(value_calls_of("x = m.C(y=1)\nx.go(y=2)\nx.stop()\n"),
            (Texts{"3 m.C().go", "4 m.C().stop"}));
}

TEST(PythonValueCalls, AreFoundThroughAnAttributeOfTheClass) {
  EXPECT_EQ(value_calls_of("class A:\n  def f(self):\n    self.x = m.C()\n  def g(self):\n"
                           "    self.x.go()\n    other.x.go()\n    x.go()\n    self.y.x.go()\n"),
            (Texts{"6 m.C().go"}));
  EXPECT_EQ(value_calls_of("class A:\n  def f(self):\n    self.x = m.C()\n"
                           "class B:\n  def g(self):\n    self.x.go()\n"),
            Texts{});
}

TEST(PythonValueCalls, AreNoneIfTheNameIsGivenSomethingElse) {
  EXPECT_EQ(value_calls_of("x = m.C()\nx = 1\nx.go()\n"), Texts{});
  EXPECT_EQ(value_calls_of("x = m.C()\nx = m.D()\nx.go()\n"), Texts{});
  EXPECT_EQ(value_calls_of("x = m.C().y\nx.go()\nz = m.C() + 1\nz.go()\n"), Texts{});
  EXPECT_EQ(value_calls_of("x = None\nx = m.C()\nx.go()\nx = None\n"), (Texts{"4 m.C().go"}));
  EXPECT_EQ(value_calls_of("if a:\n  x = m.C(1)\nelse:\n  x = m.C(2)\nx.go()\n"),
            (Texts{"6 m.C().go"}));
}

TEST(PythonValueCalls, AreOfTheValueAlone) {
  EXPECT_EQ(value_calls_of("x = Other(m.C())\nx.go()\n"), Texts{});
  EXPECT_EQ(value_calls_of("x = Other(y=m.C())\ny.go()\n"), Texts{});
  EXPECT_EQ(value_calls_of("x: m.C = m.C()\nx.go()\n"), (Texts{"3 m.C().go"}));
  EXPECT_EQ(value_calls_of("x: a[b, c] = 1\nx.go()\n"), Texts{});
}

TEST(PythonValueCalls, AreNoneAfterOtherKindsOfAssignment) {
  for (const char* other :
       {"for x in y:\n  pass\n", "with y as x:\n  pass\n", "x, y = z\n", "x += 1\n", "y = x = z\n",
        "import x\n", "from y import x\n", "f(x := 1)\n", "[x for x in y]\n", "x: int = 1\n"}) {
    EXPECT_EQ(value_calls_of(std::string("x = m.C()\n") + other + "x.go()\n"), Texts{}) << other;
  }
  EXPECT_EQ(value_calls_of("class A:\n  def f(self):\n    self.x = m.C()\n"
                           "    self.x, y = z\n    self.x.go()\n"),
            Texts{});
}

TEST(PythonValueCalls, KeepToTheScopeOfTheName) {
  EXPECT_EQ(value_calls_of("def f():\n  x = m.C()\ndef g():\n  x.go()\n"), Texts{});
  EXPECT_EQ(value_calls_of("def f():\n  x = m.C()\n  def g():\n    x.go()\n"),
            (Texts{"5 m.C().go"}));
  EXPECT_EQ(value_calls_of("x = m.C()\ndef f():\n  x.go()\ndef g(x):\n  x.go()\n"),
            (Texts{"4 m.C().go"}));
  EXPECT_EQ(value_calls_of("x = m.C()\ndef f():\n  x = 1\n  x.go()\n"), Texts{});
}

TEST(PythonValueCalls, AreReadInAnyBytes) {
  for (const char* odd :
       {")))x = m.C(", "x = m.C()\nx.\n.go(\n", "x = m.C())\nx.go()", "self.x = m.C("}) {
    value_calls_of(odd);
  }
  std::string nested;
  for (int i = 0; i < 2000; ++i) nested += std::string(i, ' ') + "def f(x):\n";
  EXPECT_EQ(value_calls_of(nested + "x = m.C()\nx.go()\n"), (Texts{"2003 m.C().go"}));
}

TEST(PythonValueCalls, AreNoneInTextAndOfOtherNames) {
  EXPECT_EQ(value_calls_of("x = m.C()\n'''\nx.go()\n'''\n# x.go()\n"), Texts{});
  EXPECT_EQ(value_calls_of("import n\nx = n.C()\nx.go()\n"), Texts{});
  EXPECT_EQ(value_calls_of("x = m.C()\ny = x\nx.go\n"), Texts{});
}

}  // namespace
}  // namespace trawl
