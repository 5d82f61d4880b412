// The classes of a Python source, with their bases and the names that they define.
#include "indexer/python/classes.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace trawl {
namespace {

// "1-2 A(B, .C, ?): f g" for each: ".C" for `m.C`, "?" for what is not a name.
std::vector<std::string> classes_of(std::string_view source) {
  std::vector<std::string> texts;
  for (const PythonClass& each : python_classes(source)) {
    std::string text = std::to_string(each.first_line) + "-" + std::to_string(each.header_line) +
                       " " + std::string(each.name) + "(";
    for (const PythonBase& base : each.bases) {
      text += text.ends_with('(') ? "" : ", ";
      text += base.is_dotted ? "." : "";
      text += base.name.empty() ? "?" : base.name;
    }
    text += "):";
    for (const std::string_view name : each.defined) text.append(" ").append(name);
    texts.push_back(text);
  }
  return texts;
}

using Texts = std::vector<std::string>;

TEST(PythonClasses, HaveTheirBases) {
  EXPECT_EQ(classes_of("class A: pass\nclass B(A): pass\nclass C(m.n.B, A): pass\n"),
            (Texts{"1-1 A():", "2-2 B(A):", "3-3 C(.B, A):"}));
  EXPECT_EQ(classes_of("class A(\n    m.B,\n    metaclass=abc.ABCMeta,\n):\n  pass\n"),
            (Texts{"1-4 A(.B):"}));
  EXPECT_EQ(classes_of("class A(make(B, C), D[int], E):\n  pass\n"), (Texts{"1-1 A(?, ?, E):"}));
  EXPECT_EQ(classes_of("if a:\n  class A(B):\n    pass\n"), (Texts{"2-2 A(B):"}));
}

TEST(PythonClasses, DefineNames) {
  EXPECT_EQ(classes_of("class A:\n  x = 1\n  y: int = f(z=2)\n  def f(self): pass\n"
                       "  async def g(self):\n    h = 1\n  class D:\n    e = 1\n"),
            (Texts{"1-1 A(): D f g x y"}));
  EXPECT_EQ(classes_of("class A:\n  def f(self):\n    self.x, self.y = 1, self.z\n"
                       "    self.w: int = 1\n    self.v += 1\n    g(self.u, a=self.t)\n"
                       "    if self.s == 1: pass\nself.r = 1\n"),
            (Texts{"1-1 A(): f v w x y"}));
  EXPECT_EQ(classes_of("class A:\n  def f(self):\n    while (self.x() or self.y > 1): pass\n"),
            (Texts{"1-1 A(): f"}));
}

TEST(PythonClasses, AreOfTheModule) {
  EXPECT_EQ(classes_of("def f():\n  class A: pass\nclass B:\n  class C: pass\n  x = 1\n"),
            (Texts{"3-3 B(): C x"}));
  EXPECT_EQ(classes_of("'''\nclass A: pass\n'''\n# class B: pass\nx.class_ = 1\n"), Texts{});
}

TEST(PythonClasses, AreReadInAnyBytes) {
  for (const char* odd : {"class", "class A(", "class A(B", "class A(,):", "class A()):\n  x",
                          "class A:\n  =\n  self.\n  self.=", "class A((((", "def class A:"}) {
    python_classes(odd);
  }
  std::string nested;
  for (int i = 0; i < 2000; ++i) nested += std::string(i, ' ') + "class A(B):\n";
  EXPECT_EQ(classes_of(nested), (Texts{"1-1 A(B): A"}));
}

}  // namespace
}  // namespace trawl
