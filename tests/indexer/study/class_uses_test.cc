// Uses of classes that derive from what a study is about.
#include <gtest/gtest.h>

#include <string>

#include "tests/indexer/study/wrapped_project.h"

namespace trawl {
namespace {

constexpr const char* kGreenPool =
    "class Pool(green.Pool):\n"
    "  def make(self):\n"
    "    return 1\n"
    "  def count(self):\n"
    "    self.make()\n"
    "    self.resize(1)\n";

// What another module does with the class; its first line is line 2.
std::string uses_of_pool(const std::string& text) {
  return uses_in({{"m.py", "class Pool(green.Pool):\n  pass\n"}, {"n.py", "import m\n" + text}});
}

TEST(ClassUses, AreInTheClassWhatItInherits) {
  EXPECT_EQ(uses_in({{"m.py", kGreenPool}}), "m.py:6 Pool");
  EXPECT_EQ(uses_in({{"m.py",
                      "class Pool(green.Pool):\n  def get(self):\n"
                      "    super().get()\n    super(Pool, self).free()\n"}}),
            "m.py:3 Pool, m.py:4 Pool");
  EXPECT_EQ(uses_in({{"m.py",
                      "class Pool(green.Pool):\n  def __init__(self):\n"
                      "    super().__init__()\n    self.size = self.current\n"}}),
            "m.py:3 Pool");
  // Another base may define it.
  EXPECT_EQ(uses_in({{"m.py", "class Pool(green.Pool, Other):\n  def f(self):\n    self.g()\n"}}),
            "");
}

TEST(ClassUses, AreObjectsAndTheirMethods) {
  EXPECT_EQ(uses_of_pool("pool = m.Pool(4)\npool.item()\n"), "n.py:2 Pool, n.py:3 Pool");
  EXPECT_EQ(uses_of_pool("with m.Pool() as pool:\n  pass\n"), "n.py:2 Pool");
  EXPECT_EQ(uses_of_pool("class A:\n  def __init__(self):\n    self.pool = m.Pool()\n"
                         "  def f(self):\n    with self.pool.item() as item:\n      item.run()\n"),
            "n.py:4 Pool, n.py:6 Pool");
  EXPECT_EQ(uses_of_pool("class A(m.Pool):\n  pass\npool = A()\npool.item()\n"),
            "n.py:4 Pool, n.py:5 Pool");
  // What the class defines itself is a method of such an object as well.
  EXPECT_EQ(uses_in({{"m.py", kGreenPool}, {"n.py", "from m import Pool\np = Pool()\np.make()\n"}}),
            "m.py:6 Pool, n.py:2 Pool, n.py:3 Pool");
}

TEST(ClassUses, AreNotNamesOfTheClass) {
  EXPECT_EQ(uses_of_pool("def f(x: m.Pool) -> m.Pool:\n  return isinstance(x, m.Pool)\n"), "");
  EXPECT_EQ(uses_of_pool("class A(m.Pool):\n  pass\n"), "");
  EXPECT_EQ(uses_of_pool("try:\n  pass\nexcept m.Pool:\n  pass\n"), "");
  EXPECT_EQ(uses_of_pool("pool = other.Pool()\npool.item()\n"), "");
}

TEST(ClassUses, NeedAClassThatIsNotLocal) {
  EXPECT_EQ(uses_in({{"m.py",
                      "class Pool(green.Pool):\n  pass\ndef f(Pool):\n  Pool()\n"
                      "def g():\n  Pool()\n"}}),
            "m.py:6 Pool");
  EXPECT_EQ(uses_in({{"m.py", "def f():\n  class Pool(green.Pool):\n    pass\n  Pool()\n"}}), "");
}

// Each of what is built has its class, and a class between that defines a constructor is not one.
TEST(ClassUses, OfAConstructorAreThoseOfTheClassesThatInheritIt) {
  const std::string group = "class Group:\n  def __init__(self):\n    spawn(1)\n";
  EXPECT_EQ(uses_in({{"m.py", group + "class A(Group): pass\nA()\nGroup()\n"}}),
            "m.py:5 Group, m.py:6 Group");
  EXPECT_EQ(uses_in({{"m.py", group + "class A(Group):\n  def __init__(self): pass\nA()\n"}}), "");
  EXPECT_EQ(uses_in({{"m.py", group + "class A(Group):\n  def __init__(self):\n"
                                      "    super().__init__()\nA()\n"}}),
            "m.py:6 Group");
}

}  // namespace
}  // namespace trawl
