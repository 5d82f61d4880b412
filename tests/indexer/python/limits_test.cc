// Sources that would take very long if work or memory were not in proportion to their size.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "indexer/python/calls.h"
#include "indexer/python/functions.h"
#include "indexer/python/import_scan.h"
#include "indexer/python/names.h"
#include "indexer/python/python_text.h"
#include "indexer/python/scopes.h"
#include "indexer/python/statements.h"

namespace trawl {
namespace {

const std::vector<std::string> kRoots = {"e"};

std::string repeat(std::string_view text, size_t bytes) {
  std::string repeated;
  while (repeated.size() < bytes) repeated += text;
  return repeated;
}

// Each line one space further in than the one before it.
std::string staircase(std::string_view line, size_t bytes) {
  std::string stairs;
  for (size_t depth = 0; stairs.size() < bytes; ++depth) {
    stairs += std::string(depth, ' ') + std::string(line) + "\n";
  }
  return stairs;
}

struct LargeSource {
  const char* what;
  std::string source;
};

std::vector<LargeSource> large_sources(size_t bytes) {
  const std::string begin = "import e, e as a\n";
  const std::string long_name = "e." + std::string(120, 'b');
  const std::string defined = "import e\nclass " + repeat("A", bytes / 2) + ":\n";
  return {
      {"brackets", begin + repeat("(", bytes)},
      {"closed brackets", begin + repeat("[", bytes / 2) + repeat("]", bytes / 2)},
      {"other brackets", begin + repeat("(]", bytes)},
      {"lambdas", begin + repeat("lambda a: e.c + ", bytes)},
      {"lambdas in brackets", begin + repeat("f(lambda a: e.c, ", bytes)},
      {"parameters of lambdas", begin + repeat("lambda a=e.c, b=", bytes)},
      {"comprehensions", begin + repeat("[e.c for a in ", bytes)},
      {"elements of comprehensions",
       begin + repeat("[", bytes / 20) + repeat("e.c for a in b]", bytes)},
      {"blocks", begin + staircase("if e.c:", bytes)},
      {"functions", begin + staircase("def f(a=e.c):", bytes)},
      {"classes", begin + staircase("class A(e.c):", bytes)},
      {"nonlocal names", begin + staircase("def f(): nonlocal e; e.a", bytes)},
      {"global names", begin + repeat("def f():\n global e\n e = 1\n e.c\n", bytes)},
      {"one long line", begin + repeat("e.c;", bytes)},
      {"a call with many arguments", begin + "f(" + repeat("e=e, a=e.c, ", bytes)},
      {"a target of many names", begin + repeat("e, a, ", bytes) + "= b\n"},
      {"many targets", begin + repeat("e = ", bytes) + "e.c\n"},
      {"many attributes", begin + "e" + repeat(".b", bytes)},
      {"a long list of imports", "from e." + long_name + " import " + repeat("a, ", bytes)},
      {"many uses of a long name", "import " + long_name + " as a\n" + repeat("a\n", bytes)},
      {"an alias of itself", begin + repeat("e = e.b\n", bytes)},
      {"aliases of aliases", begin + repeat("a = e.b\ne = a.c\n", bytes)},
      {"many alternatives",
       repeat("if b: from e import a, d as a\nif c: a = 1\ndef f(): a\n", bytes)},
      {"many conditions", begin + repeat("if c: e = 1\n", bytes / 2) + repeat("e.c\n", bytes / 2)},
      {"values of :=", begin + repeat("(e := e.c + ", bytes)},
      {"a string that is not closed", begin + "'''" + repeat("e\n", bytes)},
      {"a formatted string", begin + "f'" + repeat("{e.a}{", bytes)},
      {"formatted strings", begin + repeat("f'{e:{e!r", bytes)},
      {"a long formatted string", begin + "f\'\'\'" + repeat("\n{e.a}\\N{", bytes)},
      {"short strings", begin + repeat("'a' ", bytes)},
      {"strings that are not closed", begin + repeat("'e\n", bytes)},
      {"backslashes", begin + repeat("\\\n", bytes)},
      {"methods of a class with a long name", defined + repeat(" def f(): e.b\n", bytes / 2)},
  };
}

TEST(PythonLimits, LargeSourcesAreRead) {
  for (const LargeSource& each : large_sources(1 << 17)) {
    SCOPED_TRACE(each.what);
    size_t bytes = 0;
    for (const PythonName& name : python_names(each.source, kRoots)) bytes += name.name.size();
    EXPECT_LT(bytes, 20 * each.source.size() + (1 << 20));
    bytes = 0;
    for (const PythonFunction& function : python_functions(each.source)) {
      bytes += function.name.size() + function.of_class.size();
    }
    EXPECT_LT(bytes, 100 * each.source.size());
    EXPECT_LE(python_calls(each.source).size(), each.source.size());
    const uint64_t last[] = {each.source.size()};
    EXPECT_FALSE(begin_in_text(each.source, last)[0]);
  }
}

TEST(PythonLimits, AVeryLargeSourceHasNoNames) {
  std::string source = "import e\ne.a\n";
  source.resize(kMostResolvedBytes, '\n');
  EXPECT_EQ(python_names(source, kRoots).size(), 2U);
  source.push_back('\n');
  EXPECT_TRUE(python_names(source, kRoots).empty());
}

uint64_t steps_of(const std::string& source) {
  const ImportScan scan = scan_imports(source, kRoots);
  PythonScopes scopes;
  const std::vector<NameUse> uses = PythonStatements(source, scan, scopes).run();
  scopes.resolve_attributes();
  for (const NameUse& each : uses) scopes.meanings(each.name, each.place);
  return scopes.steps();
}

// The largest is that of a use at the greatest depth.
TEST(PythonLimits, WorkIsInProportionToTheSource) {
  constexpr size_t kBytes = 1 << 13;
  const std::vector<LargeSource> small = large_sources(kBytes);
  const std::vector<LargeSource> large = large_sources(8 * kBytes);
  for (size_t i = 0; i < small.size(); ++i) {
    const uint64_t steps = steps_of(small[i].source);
    EXPECT_LE(steps, 100 * kBytes) << small[i].what;
    // Depth and alternatives reach their limits only in the larger one.
    EXPECT_LE(steps_of(large[i].source), 16 * steps + 1000) << large[i].what;
  }
}

// Pieces of Python in any order, and cut anywhere.
TEST(PythonLimits, AnyBytesAreRead) {
  constexpr const char* kPieces[] = {"e",       "a",     ".",       "(",      ")",
                                     "[",       "]",     "{",       "}",      ",",
                                     ":",       ":=",    "=",       "+=",     "\n",
                                     "\n  ",    ";",     "lambda",  " for ",  " in ",
                                     "import ", "from ", " as ",    "def ",   "class ",
                                     "except ", "'",     "'''",     "\\",     "\r",
                                     "#",       "*",     "global ", "del ",   "try_import('e')",
                                     "if ",     "\xff",  "\f",      "async ", "with ",
                                     "@",       "1",     "f'{e",    "}'"};
  std::mt19937 random(3);
  for (int round = 0; round < 5000; ++round) {
    std::string source = "import e, e as a\n";
    for (size_t i = random() % 40; i > 0; --i) source += kPieces[random() % std::size(kPieces)];
    source.resize(source.size() - random() % 2);
    uint32_t line = 0;
    for (const PythonName& each : python_names(source, kRoots)) {
      ASSERT_LE(line, each.line) << source;
      ASSERT_TRUE(each.name == "e" || each.name.starts_with("e.")) << source;
      line = each.line;
    }
    for (const PythonFunction& each : python_functions(source)) {
      ASSERT_LE(each.first_line, each.last_line) << source;
      ASSERT_LE(each.first_line, each.body_line) << source;
      ASSERT_LE(each.body_begin, source.size()) << source;
    }
    line = 0;
    for (const PythonCall& each : python_calls(source)) {
      ASSERT_LE(line, each.line) << source;
      ASSERT_FALSE(each.name.empty()) << source;
      line = each.line;
    }
  }
}

}  // namespace
}  // namespace trawl
