// Uses of wrappers that are methods, through the classes that inherit them.
#include <gtest/gtest.h>

#include <string>

#include "tests/indexer/study/wrapped_project.h"

namespace trawl {
namespace {

constexpr const char* kAddingGroup = "class Group:\n  def add(self, f):\n    spawn(f)\n";

// What the text after the class calls; its first line is line 4.
std::string uses_after_group(const std::string& text) {
  return uses_in({{"m.py", kAddingGroup + text}});
}

TEST(InheritedUses, AreFoundOverSeveralClassesOfAFile) {
  EXPECT_EQ(uses_after_group("class A(Group):\n  def f(self):\n    self.add(1)\n"),
            "m.py:6 Group.add");
  EXPECT_EQ(uses_after_group("class A(Group):\n  pass\nclass B(A):\n  def f(self):\n"
                             "    self.add(1)\n    super().add(2)\n"),
            "m.py:8 Group.add, m.py:9 Group.add");
  EXPECT_EQ(uses_after_group("class A(Group): pass\nclass B(A): pass\nclass C(B):\n"
                             "  @classmethod\n  def f(cls):\n    cls.add(1)\n"),
            "m.py:9 Group.add");
}

TEST(InheritedUses, AreFoundThroughImports) {
  const ProjectFile group{"a/m.py", kAddingGroup};
  const ProjectFile second{"a/n.py", "from a import m\nclass A(m.Group):\n  pass\n"};
  const ProjectFile third{"b/o.py",
                          "from a.n import A\nclass B(A):\n  def f(self):\n    self.add(1)\n"};
  const ProjectFile fourth{"b/p.py", "import b.o\nx = b.o.B()\nx.add(1)\n"};
  EXPECT_EQ(uses_in({group, second, third, fourth}), "b/o.py:4 Group.add, b/p.py:3 Group.add");
  // A file may be read before the one that its class derives from.
  EXPECT_EQ(uses_in({fourth, third, second, group}), "b/p.py:3 Group.add, b/o.py:4 Group.add");
  EXPECT_EQ(uses_in({group, third, fourth}), "");
}

TEST(InheritedUses, EndWhereAClassDefinesTheName) {
  EXPECT_EQ(uses_after_group("class A(Group):\n  def add(self, f): pass\n  def f(self):\n"
                             "    self.add(1)\n"),
            "");
  EXPECT_EQ(uses_after_group("class A(Group):\n  def add(self, f): pass\nclass B(A):\n"
                             "  def f(self):\n    self.add(1)\n"),
            "");
  // What the class overrides is still what super() names.
  EXPECT_EQ(uses_after_group("class A(Group):\n  def add(self, f):\n    super().add(f)\n"
                             "    super(A, self).add(f)\n    self.add(f)\n"),
            "m.py:6 Group.add, m.py:7 Group.add");
  EXPECT_EQ(uses_after_group("class A(Group):\n  add = None\n  def f(self):\n    self.add(1)\n"),
            "");
  EXPECT_EQ(uses_after_group("class A(Group):\n  def __init__(self):\n    self.add = print\n"
                             "  def f(self):\n    self.add(1)\n"),
            "");
}

TEST(InheritedUses, AreNoneBehindABaseThatIsNotKnown) {
  EXPECT_EQ(uses_after_group("class A(other.Base, Group):\n  def f(self):\n    self.add(1)\n"), "");
  EXPECT_EQ(uses_after_group("class A(make(Group)):\n  def f(self):\n    self.add(1)\n"), "");
  EXPECT_EQ(uses_after_group("class A(Group, other.Base):\n  def f(self):\n    self.add(1)\n"),
            "m.py:6 Group.add");
  EXPECT_EQ(uses_after_group("class A(object, Group):\n  def f(self):\n    self.add(1)\n"),
            "m.py:6 Group.add");
  EXPECT_EQ(uses_after_group("class A(Group, metaclass=Meta):\n  def f(self):\n    self.add(1)\n"),
            "m.py:6 Group.add");
}

TEST(InheritedUses, AreNoneInOtherClasses) {
  EXPECT_EQ(uses_after_group("class A:\n  def f(self):\n    self.add(1)\n"), "");
  EXPECT_EQ(uses_after_group("class A(Groups):\n  def f(self):\n    self.add(1)\n"), "");
  EXPECT_EQ(uses_after_group("class A(Group):\n  def f(self, other):\n    other.add(1)\n"), "");
  EXPECT_EQ(uses_in({{"m.py", kAddingGroup},
                     {"n.py",
                      "from o import Group\nclass A(Group):\n  def f(self):\n"
                      "    self.add(1)\n"}}),
            "");
}

TEST(InheritedUses, AreNoneThroughANameThatAnImportGives) {
  EXPECT_EQ(uses_in({{"m.py", kAddingGroup},
                     {"n.py",
                      "from m import Group as Base\nclass A(Base):\n  def f(self):\n"
                      "    self.add(1)\n"}}),
            "");
}

// Where a relative import leads depends on the file's package, which is not looked up.
TEST(InheritedUses, AreNoneThroughRelativeImports) {
  EXPECT_EQ(uses_in({{"a/m.py", kAddingGroup},
                     {"a/n.py",
                      "from .m import Group\nfrom . import m\nclass A(Group):\n"
                      "  def f(self):\n    self.add(1)\nclass B(m.Group):\n"
                      "  def f(self):\n    self.add(1)\ng = Group()\ng.add(1)\n"}}),
            "");
}

TEST(InheritedUses, OfAClassOfSeveralDefinitionsAreThoseOfTheLastThatIsRead) {
  EXPECT_EQ(uses_after_group("if x:\n  class A(Group): pass\nelse:\n  class A(Group): pass\n"
                             "class B(A):\n  def f(self):\n    self.add(1)\n"),
            "m.py:10 Group.add");
}

TEST(InheritedUses, EndInClassesThatDeriveFromEachOther) {
  EXPECT_EQ(uses_after_group("class A(B):\n  def f(self):\n    self.add(1)\n"
                             "class B(A):\n  def f(self):\n    self.add(1)\n"),
            "");
  EXPECT_EQ(uses_after_group("class A(A):\n  def f(self):\n    self.add(1)\n"), "");
  EXPECT_EQ(uses_after_group("class Group(Group):\n  def f(self):\n    self.add(1)\n"
                             "    self.more(1)\n"),
            "m.py:6 Group.add");
  EXPECT_EQ(uses_in({{"a.py",
                      "import b\nclass A(b.B):\n  def run(self):\n    spawn(1)\n"
                      "  def f(self):\n    self.add(1)\n"},
                     {"b.py",
                      "import a\nclass B(a.A):\n  def f(self):\n    self.run(1)\n"
                      "    self.add(1)\n"}}),
            "b.py:4 A.run");
}

}  // namespace
}  // namespace trawl
