#include "indexer/python/functions.h"

#include <gtest/gtest.h>

#include <string>

namespace trawl {
namespace {

// "class.name first-last" for each function, with a ' after the name of a nested one.
std::string functions_of(std::string_view source) {
  std::string text;
  for (const PythonFunction& each : python_functions(source)) {
    if (!text.empty()) text += ", ";
    if (!each.of_class.empty()) text += each.of_class + ".";
    text += each.name + (each.is_nested ? "' " : " ") + std::to_string(each.first_line) + "-" +
            std::to_string(each.last_line);
  }
  return text;
}

struct FunctionCase {
  const char* what;
  std::string_view source;
  const char* functions;
};

constexpr FunctionCase kFunctionCases[] = {
    {"nothing", "", ""},
    {"no function", "a = 1\n", ""},
    {"one", "def f():\n  a\n  b\n\n\nc\n", "f 1-3"},
    {"on one line", "def f(): pass\ndef g(): pass\n", "f 1-1, g 2-2"},
    {"async", "async def f():\n  a\n", "f 1-2"},
    {"decorators are before it", "@a\n@b(1)\ndef f():\n  a\n", "f 3-4"},
    {"parameters on several lines", "def f(a,\n      b):\n  a\n", "f 1-3"},
    {"a method", "class A(B):\n  x = 1\n  def f(self):\n    a\n\n  def g(self):\n    b\n",
     "A.f 3-4, A.g 6-7"},
    {"a function in a function", "def f():\n  def g():\n    a\n  b\nc\n", "f 1-4, g' 2-3"},
    {"a method in a function", "def f():\n  class A:\n    def g(self):\n      a\n",
     "f 1-4, A.g' 3-4"},
    {"a function in a method", "class A:\n  def f(self):\n    def g():\n      a\n",
     "A.f 2-4, g' 3-4"},
    {"a class in a class", "class A:\n  class B:\n    def f(self): pass\n  def g(self): pass\n",
     "B.f 3-3, A.g 4-4"},
    {"in other blocks", "if a:\n  def f():\n    b\nelse:\n  def f():\n    c\n", "f 2-3, f 5-6"},
    {"the method of a class in a block", "class A:\n  if b:\n    def f(self):\n      c\n",
     "A.f 3-4"},
    {"in a string", "'''\ndef f():\n  a\n'''\n", ""},
    {"in a comment", "# def f():\n", ""},
    {"a long string at its end", "def f():\n  '''a\nb\n'''\nc\n", "f 1-4"},
    {"comments do not end it", "def f():\n  a\n# b\n  c\n", "f 1-4"},
    {"nor do lines in brackets", "def f():\n  a(\nb,\n)\n  c\nd\n", "f 1-5"},
    {"nor lines after a backslash", "def f():\n  a + \\\nb\n  c\nd\n", "f 1-4"},
    {"tabs", "def f():\n\tif a:\n\t    b\n\tc\nd\n", "f 1-4"},
    {"CRLF", "def f():\r\n  a\r\nb\r\n", "f 1-2"},
    {"no final newline", "def f():\n  a", "f 1-2"},
    {"a byte order mark",
     "\xEF\xBB\xBF"
     "def f():\n  a\n",
     "f 1-2"},
    {"a form feed", "\fdef f():\n  a\n\f\ndef g():\n  a\n", "f 1-2, g 4-5"},
    {"no body", "def f():\ndef g():\n", "f 1-1, g 2-2"},
    {"no name", "def\ndef (a):\n  b\n", ""},
};

TEST(PythonFunctions, HaveNamesAndLines) {
  for (const FunctionCase& each : kFunctionCases)
    EXPECT_EQ(functions_of(each.source), each.functions) << each.what;
}

// "line:rest of the line" where the body of each function begins.
std::string bodies_of(std::string_view source) {
  std::string text;
  for (const PythonFunction& each : python_functions(source)) {
    if (!text.empty()) text += ", ";
    const std::string_view rest = source.substr(each.body_begin);
    text += std::to_string(each.body_line) + ":";
    text += rest.substr(0, rest.find('\n'));
  }
  return text;
}

TEST(PythonFunctions, HaveABodyThatBeginsAfterTheHeader) {
  EXPECT_EQ(bodies_of("def f(a):\n  # b\n\n  c\n  d\n"), "4:c");
  EXPECT_EQ(bodies_of("def f(a): b(1)\ndef g():\n  c"), "1:b(1), 3:c");
  EXPECT_EQ(bodies_of("def f(a={1: 2}[1:],\n      b=g(c)) -> d[e:f]:\n  h\n"), "3:h");
  EXPECT_EQ(bodies_of("def f(a,\n      b): c\n"), "2:c");
  EXPECT_EQ(bodies_of("def f(): pass\n  x\n"), "1:pass");
  EXPECT_EQ(bodies_of("def f():\n  def g():\n    a\n"), "2:def g():, 3:a");
  EXPECT_EQ(bodies_of("def f():\n  \"\"\"a\nb\"\"\"\n"), "2:\"\"\"a");
}

TEST(PythonFunctions, WithoutABodyHaveTheLineAfter) {
  EXPECT_EQ(bodies_of("def f():\ndef g():\n"), "2:, 3:");
  EXPECT_EQ(bodies_of("def f(a"), "2:");
  EXPECT_EQ(bodies_of("def f"), "2:");
}

TEST(OuterFunctions, AreFoundByTheirLines) {
  const std::string_view source =
      "a\ndef f():\n  def g():\n    b\n  c\nd\nclass A:\n  def h(self):\n    e\n";
  const OuterFunctions functions(source);
  std::string found;
  for (uint64_t line = 0; line < 11; ++line) {
    const PythonFunction* const function = functions.at(line);
    found += function == nullptr ? "-" : function->name;
  }
  EXPECT_EQ(found, "--ffff--hh-");
}

}  // namespace
}  // namespace trawl
