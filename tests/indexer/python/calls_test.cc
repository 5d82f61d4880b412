// The calls of a Python source, as they are written.
#include "indexer/python/calls.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace trawl {
namespace {

// "2 self.pool.spawn" is written "2 pool|spawn".
std::vector<std::string> calls_of(std::string_view source) {
  std::vector<std::string> texts;
  for (const PythonCall& call : python_calls(source)) {
    std::string& text = texts.emplace_back(std::to_string(call.line) + " ");
    text.append(call.receiver).append("|").append(call.name);
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

TEST(PythonCalls, ReadAnyBytes) {
  EXPECT_EQ(calls_of(""), Texts{});
  EXPECT_EQ(calls_of("(((a("), (Texts{"1 |a"}));
  EXPECT_EQ(calls_of("...a.(\n.b(\n"), (Texts{"2 .|b"}));
  EXPECT_EQ(calls_of(std::string("\0\xff(\n", 4)), (Texts{"1 |\xff"}));
}

}  // namespace
}  // namespace trawl
