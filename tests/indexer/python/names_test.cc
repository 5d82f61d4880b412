#include "indexer/python/names.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace trawl {
namespace {

// The names of roots e and os: "line name" for each, with "import " before what is imported, and
// with "()" after what is called.
std::string names_of(std::string_view source) {
  const std::string roots[] = {"e", "os"};
  std::string text;
  for (const PythonName& each : python_names(source, roots)) {
    if (!text.empty()) text += ", ";
    text += std::to_string(each.line);
    text += each.kind == NameKind::kImport ? " import " : " ";
    text += each.name + (each.kind == NameKind::kCall ? "()" : "");
  }
  return text;
}

struct NameCase {
  const char* what;
  std::string_view source;
  const char* names;
};

constexpr NameCase kImports[] = {
    {"nothing", "", ""},
    {"a module", "import e\n", "1 import e"},
    {"a module below", "import e.a.b\n", "1 import e.a.b"},
    {"several", "import json, e.a as a, os\n", "1 import e.a, 1 import os"},
    {"a name of a module", "from e import sleep\n", "1 import e.sleep"},
    {"a list", "from e.a import (b,  # c\n    c as d,\n)\n", "1 import e.a.b, 2 import e.a.c"},
    {"a list after a backslash", "from e import a, \\\n  b\n", "1 import e.a, 2 import e.b"},
    {"everything of a module", "from e.a import *\nsleep(0)\n", "1 import e.a"},
    {"another root", "import ee\nfrom eventlet import e\nimport a.e\n", ""},
    {"relative imports", "from . import e\nfrom .e import a\nfrom ...os import path\ne.a()\n", ""},
    {"in blocks", "if a: import e\ntry:\n  import os; b\nexcept: pass\n",
     "1 import e, 3 import os"},
    {"in strings and comments", "'import e'\n'''\nimport e\n'''\n# import e\n", ""},
    {"words that only look like it", "yield_from = 1\na.import_e\nraise a from e\n", ""},
    {"functions that import",
     "import_module('e.a')\nimportutils.try_import(\"os\", None)\n__import__('e.b')\n",
     "1 import e.a, 2 import os, 3 import e.b"},
    {"arguments that are no modules",
     "try_import(e)\ntry_import('')\ntry_import('.e')\ntry_import('e' + a)\ntry_import('e f')\n",
     ""},
    {"CRLF", "import e\r\nfrom os import (\r\n  path)\r\n", "1 import e, 3 import os.path"},
    {"a byte order mark", "\xEF\xBB\xBFimport e\n", "1 import e"},
    {"no final newline", "import e", "1 import e"},
};

TEST(PythonNames, AreImported) {
  for (const NameCase& each : kImports) EXPECT_EQ(names_of(each.source), each.names) << each.what;
}

// After "import e, os" and "from e import sleep" in the first line; the imports are left out.
std::string uses_of(std::string_view source) {
  const std::string begin = "import e, os; from e import sleep\n";
  const std::string imports = "1 import e, 1 import e.sleep, 1 import os";
  const std::string names = names_of(begin + std::string(source));
  return names.substr(std::min(names.size(), imports.size() + 2));
}

constexpr NameCase kUses[] = {
    {"a module", "e\n", "2 e"},
    {"an attribute", "e.a.b\n", "2 e.a.b"},
    {"a call", "e.a.b(1)\n", "2 e.a.b()"},
    {"a name of a module", "sleep(0)\nsleep.a\n", "2 e.sleep(), 3 e.sleep.a"},
    {"what a call returns", "e.a(1).b(2)[3].c()\n", "2 e.a()"},
    {"in arguments", "f(e.a, b=os.b(sleep))\n", "2 e.a, 2 e.sleep, 2 os.b()"},
    {"twice", "e.a; e.a; e.a()\n", "2 e.a, 2 e.a()"},
    {"on several lines", "(e\n  .a\n  .b())\ne. \\\n  a\n", "4 e.a.b(), 6 e.a"},
    {"attributes of others", "a.e\na.e.os()\na().e\n1 .e\n'a'.e\na[0].e\n", ""},
    {"keyword arguments", "f(e=1)\nf(a, sleep=2)\nclass A(os=3): pass\nf(\n  e=4)\n", ""},
    {"values of keyword arguments", "f(e=e)\nf(a, sleep=sleep())\n", "2 e, 3 e.sleep()"},
    {"comparisons", "f(e==1)\nif e != os: pass\n", "2 e, 3 e, 3 os"},
    {"strings and comments", "'e'\n'''\ne.a\n'''\n# e\nb'e' rb'''e'''\n", ""},
    {"formatted strings", "f'{e.a!r}' rF\"{{e}} {os.b('e.c'):>{sleep}} {a['os']} e {a != e}\"\n",
     "2 e, 2 e.a, 2 e.sleep, 2 os.b()"},
    {"long ones", "f'''{a}\n{\n  e.a} {f\"{e.b}\"}\n{f(e=e.c)}'''\n", "4 e.a, 4 e.b, 5 e.c"},
    {"strange ones", "f'{' f'{e.a' f'}{e.b}{' f'\\N{e}' f'{}{:e}{!e}'\n", "2 e.a, 2 e.b"},
    {"strings that look like them", "'{e.a}' b'{e.a}' r'{e.b}'\n", ""},
    {"decorators", "@e.a\n@sleep(1)\ndef f(): pass\n", "2 e.a, 3 e.sleep()"},
    {"default values and annotations", "def f(a: e.a=os.b, *b: e.c) -> os.d: pass\n",
     "2 e.a, 2 e.c, 2 os.b, 2 os.d"},
    {"bases", "class A(e.a, metaclass=os.b): pass\n", "2 e.a, 2 os.b"},
    {"assignments to parts", "e.a = 1\nos.b[0] = 2\ndel e.c\ne.d += 3\nf(e).a = 1\n",
     "2 e.a, 3 os.b, 4 e.c, 5 e.d, 6 e"},
    {"in all kinds of statements",
     "if e.a: pass\nwhile e.b: pass\nwith e.c(): pass\nfor a in e.d: pass\nassert e.e\n"
     "raise e.f from e.g\n",
     "2 e.a, 3 e.b, 4 e.c(), 5 e.d, 6 e.e, 7 e.f, 7 e.g"},
    {"one-line bodies", "if a: e.b\nelse: e.c; e.d\n", "2 e.b, 3 e.c, 3 e.d"},
    {"Python 2", "print e.a\nprint >>e.b, e.c\nexec e.d in e.e\nraise e.f, e.g\n`e.h`\n",
     "2 e.a, 3 e.b, 3 e.c, 4 e.d, 4 e.e, 5 e.f, 5 e.g, 6 e.h"},
    {"slices and dictionaries", "a[e.a:e.b]\n{e.c: e.d}\n", "2 e.a, 2 e.b, 3 e.c, 3 e.d"},
    {"match", "match e.a:\n  case e.b:\n    e.c\nmatch = 1\n", "2 e.a, 3 e.b, 4 e.c"},
};

TEST(PythonNames, AreUsed) {
  for (const NameCase& each : kUses) EXPECT_EQ(uses_of(each.source), each.names) << each.what;
}

constexpr NameCase kBindings[] = {
    {"another name", "import e.a as b\nb.c()\ne.d\na.f\n", "1 import e.a, 2 e.a.c()"},
    {"another name of a name", "from e import a as b\nb()\na()\n", "1 import e.a, 2 e.a()"},
    {"two modules of one", "import e.a\nimport e.b\ne.c\n", "1 import e.a, 2 import e.b, 3 e.c"},
    {"before the import", "e.a\nimport e\n", "2 import e"},
    {"a function before the import", "def f(): e.a\nimport e\n", "1 e.a, 2 import e"},
    {"an alias", "import e\na = e.b\na.c()\n", "1 import e, 2 e.b, 3 e.b.c()"},
    {"of an alias", "import e\na = b = e.b\nc = a.d\nc()\nb\n",
     "1 import e, 2 e.b, 3 e.b.d, 4 e.b.d(), 5 e.b"},
    {"in parentheses", "import e\na = (\n  e.b)\na()\n", "1 import e, 3 e.b, 4 e.b()"},
    {"with a type", "import e\na = 1\na: T = e.b\na()\n", "1 import e, 3 e.b, 4 e.b()"},
    {"no alias", "import e\na = e.b()\na = e.b + 1\na, b = e.b, 1\na = not e.b\na()\nb()\n",
     "1 import e, 2 e.b(), 3 e.b, 4 e.b, 5 e.b"},
    {"no alias of a tuple", "import e\na = e.b,\na()\n", "1 import e, 2 e.b"},
    {"an alias that a function uses", "import e\ndef f(): a()\na = e.b\n",
     "1 import e, 2 e.b(), 3 e.b"},
    {"a module that a function imports",
     "a = importutils.try_import('e.a')\na.b()\nc = importlib.import_module('e.c', d)\nc()\n",
     "1 import e.a, 2 e.a.b(), 3 import e.c, 4 e.c()"},
    {"another module that a function imports",
     "import e as a\nif b:\n  a = try_import('x')\n  a.c()\na.d\n", "1 import e, 5 e.d"},
    {"the first part", "a = __import__('e.a')\na.b()\n", "1 import e.a, 2 e.b()"},
    {"no module", "a = try_import('e.a').b\na()\nc = try_import('e.c') or d\nc()\n",
     "1 import e.a, 3 import e.c"},
    {"alternatives", "try:\n  import e as a\nexcept ImportError:\n  import os as a\na.b()\n",
     "2 import e, 4 import os, 5 e.b(), 5 os.b()"},
    {"an alternative that is nothing",
     "try:\n  import e\nexcept ImportError:\n  e = None\ne.a()\ndef f(): e.b()\n",
     "2 import e, 5 e.a(), 6 e.b()"},
    {"an alternative elsewhere", "try:\n  import e\nexcept ImportError:\n  import x as e\ne.a()\n",
     "2 import e, 5 e.a()"},
    {"an import in a block", "if a:\n  import e\n  e.b\nelse:\n  e = c\n  e.d\ne.f\n",
     "2 import e, 3 e.b, 7 e.f"},
    {"an import in a function", "def f():\n  import e\n  e.a\ne.b\n", "2 import e, 3 e.a"},
    {"a function in a function", "def f():\n  import e\n  def g():\n    e.a\n  return g\n",
     "2 import e, 4 e.a"},
    {"an import in a class", "class A:\n  import e\n  e.a\n  def f(self):\n    e.b\ne.c\n",
     "2 import e, 3 e.a"},
    {"global", "e = None\ndef f():\n  global e\n  import e\n  e.a\ndef g(): e.b\n",
     "4 import e, 5 e.a, 6 e.b"},
    {"nonlocal",
     "def f():\n  e = None\n  def g():\n    nonlocal e\n    import e\n  def h(): e.a\ne.b\n",
     "5 import e, 6 e.a"},
};

TEST(PythonNames, AreWhatImportsAndAssignmentsBind) {
  for (const NameCase& each : kBindings) EXPECT_EQ(names_of(each.source), each.names) << each.what;
}

constexpr NameCase kShadows[] = {
    {"an assignment", "e.a\ne = 1\ne.b\n", "2 e.a"},
    {"its own value", "e = e.a(e)\ne.b\n", "2 e, 2 e.a()"},
    {"of a tuple", "(a, [e, *os]) = b\ne.a\nos.b\n", ""},
    {"in a chain", "a = e = b\ne.a\n", ""},
    {"augmented", "e += 1\ne.a\n", ""},
    {"with a type", "e: T = 1\ne.a\n", ""},
    {"with a lambda for a type", "a: lambda: e.a = [e for e in e.b]\n", "2 e.a, 2 e.b"},
    {"with :=", "if (e := f()): e.a\n", ""},
    {"the value of :=", "(e := e.a)\nf((sleep := sleep), sleep)\nif os := os.a: os.b\n",
     "2 e.a, 3 e.sleep, 4 os.a"},
    {"another import", "import x as e\ne.a\nfrom . import os\nos.b\nfrom x import sleep\nsleep()\n",
     ""},
    {"in a block", "if a:\n  e = 1\n  e.a\ne.b\n", "5 e.b"},
    {"before a block", "e = 1\nif a:\n  e.a\n", ""},
    {"after a function", "def f():\n  e.a\n  os.b\ne = 1\nif a: os = 2\n", "4 os.b"},
    {"for", "for e in e.a:\n  e.b\ne.c\n", "2 e.a"},
    {"for with several", "for a, (e, b) in c: e.b\n", ""},
    {"with", "with e.a() as e, b as (os, c):\n  e.b\n  os.d\nsleep\n", "2 e.a(), 5 e.sleep"},
    {"with in parentheses", "with (a as e,\n      b as os): e.b, os.c\n", ""},
    {"with into a part", "with a as e.b, c as os[0]: pass\n", "2 e.b, 2 os"},
    {"except", "try: a\nexcept e.A as e: e.b\ne.c\n", "3 e.A, 4 e.c"},
    {"except of Python 2", "try: a\nexcept e.A, e: e.b\nexcept (os.B, e.C), os: os.d\n",
     "3 e.A, 4 e.C, 4 os.B"},
    {"a function", "def e(): pass\ne.a\n", ""},
    {"a class", "class e(e.A):\n  e.b\n  def f(self): e.c\ne.d\n", "2 e.A, 3 e.b"},
    {"del", "del e, (os)\ne.a\nos.b\n", ""},
    {"a parameter", "def f(a, e, os=os.a, *sleep): e.a, os.b, sleep()\n", "2 os.a"},
    {"parameters on several lines", "def f(\n    e: T = 1,\n    **os\n):\n  e.a\n  os.b\n", ""},
    {"a parameter of Python 2", "def f(a, (e, b)): e.a\nos.b\n", "3 os.b"},
    {"of a lambda", "lambda e, a=e.a: e.b\ne.c\n", "2 e.a, 3 e.c"},
    {"of a lambda in brackets", "f(lambda e: e.a, e.b)\n{1: lambda os: os.a, 2: os.b}\n",
     "2 e.b, 3 os.b"},
    {"of a lambda of Python 2", "f(lambda (a, e): e.a, e.b)\n", "2 e.b"},
    {"of a lambda in a default", "lambda a=lambda e: e.a: e.b\n", "2 e.b"},
    {"a lambda runs later", "a = lambda: e.a\ne = 1\n", ""},
    {"a comprehension", "[e.a for e in b]\ne.c\n", "3 e.c"},
    {"its first iterable", "[e.a for e in e.b if e.c]\n", "2 e.b"},
    {"its second iterable", "{e: os for a in e.a for e, os in os.b}\n", "2 e.a"},
    {"a generator", "f(e.a for e in b)\nf(os.a for a in os.b(os))\n", "3 os, 3 os.a, 3 os.b()"},
    {"a comprehension in another", "[[e.a for e in e.b] for os in e.c]\n", "2 e.b, 2 e.c"},
    {"a condition is no target", "[a for a in b if a in e.b]\n", "2 e.b"},
    {"a local name", "def f():\n  e.a\n  e = 1\n  e.b\ndef g(): e.c\n", "6 e.c"},
    {"a local name of a function in it",
     "def f():\n  e = 1\n  def g(): e.a\n  return lambda: e.b\n", ""},
    {"an import of a parameter", "def f(e):\n  e.a\n  import e\n  e.b\n", "4 import e, 5 e.b"},
    {"a name of a class", "class A:\n  e = 1\n  e.a\n  def f(self): e.b\n", "5 e.b"},
    {"a name of a class before it", "class A:\n  e = e.a\n  b = e.c\n", "3 e.a, 4 e.a.c"},
    {"a comprehension in a class", "class A:\n  e = 1\n  a = [e.b for c in d]\n", "4 e.b"},
    {"global", "def f():\n  global e\n  e = 1\n  e.a\ndef g(): e.b\n", "6 e.b"},
    {"an assignment of a part is none", "a.e = 1\na[e] = 2\n{e: 1}[0] = 3\ne.b\n",
     "3 e, 4 e, 5 e.b"},
};

TEST(PythonNames, AreShadowed) {
  for (const NameCase& each : kShadows) EXPECT_EQ(uses_of(each.source), each.names) << each.what;
}

constexpr NameCase kLayouts[] = {
    {"tabs", "def f(e):\n\tif a:\n\t    e.a\n\te.b\ne.c\n", "6 e.c"},
    {"spaces after tabs", "def f(e):\n\tif a:\n                e.a\n\te.b\ne.c\n", "6 e.c"},
    {"CRLF", "def f(e):\r\n  e.a\r\n\r\ne.b\r\n", "5 e.b"},
    {"form feeds", "def f(e):\n  e.a\n\f\ne.b\n\fe.c\n", "5 e.b, 6 e.c"},
    {"comments between", "def f(e):\n# a\n  e.a\n# b\n  e.b\n", ""},
    {"lines in brackets", "def f(e):\n  g(\ne.a)\n  e.b\ne.c\n", "6 e.c"},
    {"a backslash", "def f(e):\n  a + \\\ne.a\n  e.b\ne.c\n", "6 e.c"},
    {"a long string", "def f(e):\n  '''\nA.\n'''\n  e.b\ne.c\n", "7 e.c"},
    {"blocks on one line", "def f(e): e.a; e.b\ne.c\n", "3 e.c"},
    {"a dedent between", "if a:\n    if b:\n        e = 1\n  e.a\ne.b\n", "5 e.a, 6 e.b"},
    {"async",
     "async def f(e):\n  async with e.a as os: os.b\n  async for sleep in a: sleep()\ne.c\n",
     "5 e.c"},
    {"no body", "def f(e):\ne.a\n", "3 e.a"},
    {"no colon", "def f(e)\ne.a\nfor os\nos.b\n", "3 e.a"},
    {"a bracket too many", "def f(e)):\n  e.a\ne.b\n", "4 e.b"},
    {"a string that is not closed", "'e.a\ne.b\n", "3 e.b"},
};

TEST(PythonNames, AreFoundInAnyLayout) {
  for (const NameCase& each : kLayouts) EXPECT_EQ(uses_of(each.source), each.names) << each.what;
}

}  // namespace
}  // namespace trawl
