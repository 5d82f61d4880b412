// The calls of a Python source, as they are written, and names that it hands on.
#include "indexer/python/calls.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace trawl {
namespace {

// "2 self.pool.spawn" is written "2 pool|spawn".
std::vector<std::string> texts_of(std::string_view source, bool is_handed_on) {
  std::vector<std::string> texts;
  for (const PythonCall& call : python_calls(source)) {
    if (call.is_handed_on != is_handed_on) continue;
    std::string& text = texts.emplace_back(std::to_string(call.line) + " ");
    text.append(call.receiver).append("|").append(call.name);
  }
  return texts;
}

std::vector<std::string> calls_of(std::string_view source) {
  return texts_of(source, false);
}

std::vector<std::string> handed_on_by(std::string_view source) {
  return texts_of(source, true);
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
            (Texts{"1 utils|wraps", "2 |h"}));
  EXPECT_EQ(calls_of("a = (b\n     .c(1)\n     .d(2))\n"), (Texts{"2 b|c", "3 .|d"}));
  EXPECT_EQ(calls_of("spawn (f)\nspawn \\\n  (f)\n"), (Texts{"1 |spawn", "2 |spawn"}));
}

TEST(PythonCalls, AreNoDefinitionsAndNoText) {
  EXPECT_EQ(calls_of("def spawn(f):\n  pass\nclass A(Base):\n  async def f(self): pass\n"),
            Texts{});
  EXPECT_EQ(calls_of("# spawn(f)\n'spawn(f)'\n\"\"\"\nspawn(f)\n\"\"\"\nx = spawn\n(f)\n"),
            Texts{});
}

TEST(PythonCalls, MayBeOfWhatSuperGives) {
  EXPECT_EQ(calls_of("super().stop(1)\nsuper(A, self).wait()\nsuper(A, f()).go()\n"),
            (Texts{"1 |super", "1 super|stop", "2 |super", "2 super|wait", "3 |super", "3 |f",
                   "3 super|go"}));
  EXPECT_EQ(calls_of("a.super().stop()\nf(super(), b().stop())\nsuper()\n(b).stop()\n"),
            (Texts{"1 a|super", "1 .|stop", "2 |f", "2 |super", "2 |b", "2 .|stop", "3 |super",
                   "4 .|stop"}));
}

TEST(PythonCalls, AreNotNeededToHandANameOn) {
  EXPECT_EQ(handed_on_by("f(run, a=self.go, *b)\nx = [run, m.run]\ny = {'a': run}\n"),
            (Texts{"1 |run", "1 self|go", "2 |run", "2 m|run", "3 |run"}));
  EXPECT_EQ(handed_on_by("def f():\n  return self.go\n@m.run\ndef g(): pass\n"),
            (Texts{"2 self|go", "3 m|run"}));
  EXPECT_EQ(handed_on_by("super(A, b).f(\n    super().go)\n"),
            (Texts{"1 |A", "1 |b", "2 super|go"}));
}

TEST(PythonCalls, AreNoParametersAndNoTargetsThatAreHandedOn) {
  for (const char* other :
       {"x = run\n", "def f(a, run): pass\n", "class A(run): pass\n", "from m import (run, go)\n",
        "if run == 1: pass\n", "f(run.name)\n", "f(run + 1)\n", "f(a if run else b)\n",
        "for (a, run) in b: pass\n", "@run.go(1)\ndef f(): pass\n", "f(run=1)\n", "run\n",
        "def f(a=1, b=run): pass\n"}) {
    for (const std::string& text : handed_on_by(other)) {
      EXPECT_FALSE(text.ends_with("|run")) << other;
    }
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
