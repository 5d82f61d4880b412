// The calls of a Python source, as they are written.
#include "indexer/python/calls.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace trawl {
namespace {

// "2 self.pool.spawn" is written "2 pool|spawn"; a call that is given to a name ends with " >
// name".
std::vector<std::string> calls_of(std::string_view source) {
  std::vector<std::string> texts;
  for (const PythonCall& call : python_calls(source).calls) {
    std::string& text = texts.emplace_back(std::to_string(call.line) + " ");
    text.append(call.receiver).append("|").append(call.name);
    if (!call.target.empty()) text.append(" > ").append(call.target);
  }
  return texts;
}

using Texts = std::vector<std::string>;

TEST(PythonCalls, HaveTheirReceiver) {
  EXPECT_EQ(calls_of("spawn(f)\nutils.spawn(f)\nself.pool.spawn(f, g(1))\n"),
            (Texts{"1 |spawn", "2 utils|spawn", "3 pool|spawn", "3 |g"}));
  EXPECT_EQ(calls_of("pools[0].spawn()\nf().g()\n'{}'.format(1)\n"),
            (Texts{"1 .|spawn", "2 |f", "2 .|g", "3 .|format"}));
}

TEST(PythonCalls, MayStandInAnyExpression) {
  EXPECT_EQ(calls_of("return spawn(f)\nx = await spawn(f)\nif not a.b(c):\n  pass\n"),
            (Texts{"1 |spawn", "2 |spawn", "3 a|b"}));
  EXPECT_EQ(calls_of("@utils.wraps(f)\ndef g(a=h(1)):\n  pass\n"),
            (Texts{"1 utils|wraps", "2 |h > a"}));
  EXPECT_EQ(calls_of("a = (b\n     .c(1)\n     .d(2))\n"), (Texts{"2 b|c", "3 .|d"}));
  EXPECT_EQ(calls_of("spawn (f)\nspawn \\\n  (f)\n"), (Texts{"1 |spawn", "2 |spawn"}));
}

TEST(PythonCalls, AreNoDefinitionsAndNoText) {
  EXPECT_EQ(calls_of("def spawn(f):\n  pass\nclass A(Base):\n  async def f(self): pass\n"),
            Texts{});
  EXPECT_EQ(calls_of("# spawn(f)\n'spawn(f)'\n\"\"\"\nspawn(f)\n\"\"\"\nx = spawn\n(f)\n"),
            Texts{});
}

TEST(PythonCalls, KnowWhatTheirValueIsGivenTo) {
  EXPECT_EQ(calls_of("pool = Pool(3)\nself.group = groups.Group()\nf(group=Group())\n"),
            (Texts{"1 |Pool > pool", "2 groups|Group > group", "3 |f", "3 |Group > group"}));
  EXPECT_EQ(calls_of("a == Pool()\na = 1 + Pool()\na = not Pool()\na = b[Pool()]\n"),
            (Texts{"1 |Pool", "2 |Pool", "3 |Pool", "4 |Pool"}));
}

TEST(PythonCalls, AreGivenToANameOnlyIfNothingFollows) {
  EXPECT_EQ(calls_of("x = Group().result()\n"), (Texts{"1 |Group", "1 .|result"}));
  EXPECT_EQ(calls_of("a = F()[0]\nb = F() or c\nd = F(), 1\ne = F() if f else g\nh = F()()\n"),
            (Texts{"1 |F", "2 |F", "3 |F", "4 |F", "5 |F"}));
  EXPECT_EQ(calls_of("a = F(b,\n  c)  # d\ne = F(); f(g=F(1), h=F().i)\n"),
            (Texts{"1 |F > a", "3 |F > e", "3 |f", "3 |F > g", "3 |F"}));
  EXPECT_EQ(calls_of("if (a := F()): pass\n"), (Texts{"1 |if", "1 |F > a"}));
}

TEST(PythonCalls, AreGivenToTheNameBeforeAnAnnotation) {
  EXPECT_EQ(calls_of("pool: Group = Group()\nself.pool: a.Group[int] = Group()\n"),
            (Texts{"1 |Group > pool", "2 |Group > pool"}));
  EXPECT_EQ(calls_of("def f(a: b = c(1), *, d: e=g()): h = i()\n"),
            (Texts{"1 |c > a", "1 |g > d", "1 |i > h"}));
  EXPECT_EQ(calls_of("else: a = F()\nwhile b: c = F()\n"), (Texts{"1 |F > a", "2 |F > c"}));
}

// The names that get something else than the value of a call, in their order.
std::string rebound_in(std::string_view source) {
  std::string names;
  for (const std::string_view name : python_calls(source).rebound) {
    if (!names.empty()) names += ' ';
    names += name;
  }
  return names;
}

struct ReboundCase {
  const char* what;
  std::string_view source;
  const char* names;
};

constexpr ReboundCase kReboundCases[] = {
    {"a call", "a = f()\nf(b=g())\n", ""},
    {"another value", "a = dict\nb.c = 1\nd = 'e'\nf = g()[1]\n", "a c d f"},
    {"a call that another value follows", "a = f().g()\nb = f() or c\nd = f(), 1\n", "a b d"},
    {"None, and the same name", "a = None\nself.b = b\nf(c=None, d=self.d)\n", ""},
    {"None in a tuple", "a = None, 1\n", "a"},
    {"a keyword argument", "f(a=b, c=1)\n", "a c"},
    {"with an annotation", "a: b = c\nd: e\n", "a"},
    {"several targets", "a, b.c = f()\n(d, [e, g]) = f()\n*h, i = f()\n", "a c d e g h i"},
    {"targets in a row", "a = b = f()\n", "a"},
    {"no target", "a[b] = 1\nf(c).d = 2\ne[(g, h)] = 3\ni == j\n", "d"},
    {"an operation", "a += 1\nb.c //= 2\na <= d\n", "a c"},
    {"parameters", "def f(a, b=1, *c, **d): pass\n", "a b c d f"},
    {"a parameter with a call", "def f(a: b = c(d), e=g(h, i)): pass\n", "a e f"},
    {"parameters of a lambda", "f(lambda a, b=c, *d: e, g(h))\n", "a b d"},
    {"loops", "for a, (b, c) in d: e\n[f for g in h if i]\n", "a b c g"},
    {"names of contexts", "with a() as b, c(d) as (e, f): g\n", "b e f"},
    {"exceptions", "try: a\nexcept B as c: d\n", "c"},
    {"imports", "import a\nfrom b import c, d as e\nfrom f import (g,\n  h)\n", "a c d e g h"},
    {"definitions", "class A(B): c\ndef d(): e\n", "A d"},
    {"a value in an expression", "if (a := b): c\nif d := f(): e\n", "a d"},
    {"text", "# a = b\n'a = b'\n", ""},
};

TEST(PythonCalls, KnowWhichNamesGetSomethingElse) {
  for (const ReboundCase& each : kReboundCases) {
    EXPECT_EQ(rebound_in(each.source), each.names) << each.what;
  }
}

TEST(PythonCalls, ReadAnyBytes) {
  EXPECT_EQ(calls_of(""), Texts{});
  EXPECT_EQ(calls_of("(((a("), (Texts{"1 |a"}));
  EXPECT_EQ(calls_of("...a.(\n.b(\n"), (Texts{"2 .|b"}));
  EXPECT_EQ(calls_of(std::string("\0\xff(\n", 4)), (Texts{"1 |\xff"}));
}

}  // namespace
}  // namespace trawl
