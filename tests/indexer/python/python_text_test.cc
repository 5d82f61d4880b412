#include "indexer/python/python_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <string>
#include <vector>

namespace trawl {
namespace {

// One letter for each line of the source: t for text, c for code.
std::string lines_of(std::string_view source) {
  const size_t newlines = std::count(source.begin(), source.end(), '\n');
  std::vector<uint64_t> lines(newlines + (source.empty() || source.back() == '\n' ? 0 : 1));
  std::iota(lines.begin(), lines.end(), 1);
  std::string letters;
  for (const bool is_text : begin_in_text(source, lines)) letters += is_text ? 't' : 'c';
  return letters;
}

struct TextCase {
  const char* what;
  std::string_view source;
  const char* lines;
};

using namespace std::string_view_literals;

// Python's own tokenizer agrees on every case that it accepts.
constexpr TextCase kTextCases[] = {
    {"nothing", "", ""},
    {"no string", "a = 1\nb = 2\n", "cc"},
    {"a docstring", "def f():\n    \"\"\"Say.\n\n    More.\n    \"\"\"\n    g()\n",
     "ccttt"
     "c"},
    {"the other quote", "'''a\nb'''\nc\n", "ctc"},
    {"on one line", "\"\"\"a\"\"\"\nb\n", "cc"},
    {"no final newline", "'''a\nb", "ct"},
    {"closed without final newline", "'''a\nb'''", "ct"},
    {"CRLF", "'''a\r\nb'''\r\nc\r\n", "ctc"},
    {"never closed", "'''\na\nb\n", "ctt"},
    {"code behind the end", "'''a\nb'''; c()\nd\n", "ctc"},
    {"the other quotes within", "'''a\n\"\"\"\nb'''\nc\n", "cttc"},
    {"fewer quotes within", "'''a\n' '' b\n'''\nc\n", "cttc"},
    {"a quote before the end", "\"\"\"a\nb\"\"\"\"\nc\n", "ctc"},
    {"a quote behind the begin", "\"\"\"\"a\nb\"\"\"\nc\n", "ctc"},
    {"one behind the other", "'''a\nb''''''c\nd'''\ne\n", "cttc"},
    {"both kinds, one behind the other", "'''a\nb'''\"\"\"c\nd\"\"\"\ne\n", "cttc"},
    {"an empty long string", "''''''\nb\n", "cc"},
    {"empty strings", "'' \"\" ''\nb\n", "cc"},
    {"an empty string before a long one", "\"\" '''\nb'''\nc\n", "ctc"},
    {"long quotes within a string", "\"'''\"\nb\n", "cc"},
    {"and the other way", "'\"\"\"'\nb\n", "cc"},
    {"in a comment", "# '''\nb\n", "cc"},
    {"one quote in a comment", "# don't\n'''\nb'''\nc\n", "cctc"},
    {"behind a comment that ends in a backslash", "# \\\n'''\nb'''\n", "cct"},
    {"# in a string", "'#' '''\nb'''\nc\n", "ctc"},
    {"# in a long string", "'''\n# a'''\nb\n", "ctc"},
    {"an escaped quote", "'\\'' '''\nb'''\nc\n", "ctc"},
    {"an escaped backslash", "'\\\\' '''\nb'''\nc\n", "ctc"},
    {"an escaped quote in a long string", "'''\\'''\nb'''\nc\n", "ctc"},
    {"escaped within the end", "'''\n''\\'\nb'''\nc\n", "cttc"},
    {"an escaped backslash before the end", "'''\na\\\\'''\nb\n", "ctc"},
    {"prefixes", "a = Rb'''\nb'''\nc = f\"\"\"\nd\"\"\"\ne\n", "ctctc"},
    {"a raw string keeps escaped quotes open", "r'\\' '''\nb\n", "cc"},
    {"a raw long string, too", "r'''\n\\'''\nb'''\nc\n", "cttc"},
    {"a format within a long string", "f'''\n{a['b']}\n'''\nc\n", "cttc"},
    {"a string that is continued", "'a\\\n''''b\nc'''\nd\n", "cctc"},
    {"and with CRLF", "'a\\\r\n\"\"\" '\r\nc\r\n", "ccc"},
    {"a line that is continued", "a = \\\n'''\nb'''\nc\n", "cctc"},
    {"in brackets", "f(\n  '''\nb''',\n  c)\n", "cctc"},
    {"a string that is not closed ends with its line", "'a\n'''\nb'''\nc\n", "cctc"},
    {"at a carriage return, too", "'a\r'''\nb'''\nc\n", "ctc"},
    {"as a comment", "# a\r'''\nb'''\nc\n", "ctc"},
    {"a backslash at the end", "'''a\n\\", "ct"},
    {"a string that ends in a backslash", "'\\", "c"},
    {"and with a carriage return", "'\\\r", "c"},
    {"two quotes at the end", "''", "c"},
    {"bytes of any kind", "\xff\0'''\n\xfe\0'''\n\x80\n"sv, "ctc"},
};

TEST(PythonText, IsWhatBeginsWithinLongStrings) {
  for (const TextCase& each : kTextCases) EXPECT_EQ(lines_of(each.source), each.lines) << each.what;
}

TEST(PythonText, AnswersForTheLinesThatAreAskedFor) {
  const auto asked = [](std::vector<uint64_t> lines) {
    return begin_in_text("'''\n2\n3'''\n4\n'''\n6\n", lines);
  };
  EXPECT_EQ(asked({}), std::vector<bool>{});
  EXPECT_EQ(asked({1}), std::vector<bool>{false});
  EXPECT_EQ(asked({3, 4}), (std::vector<bool>{true, false}));
  EXPECT_EQ(asked({2, 2, 6}), (std::vector<bool>{true, true, true}));
  EXPECT_EQ(asked({6, 7, 99}), (std::vector<bool>{true, false, false}));
}

// Whatever the bytes are, the answer for a line depends only on the lines before it.
TEST(PythonText, OfABeginIsThatOfTheWhole) {
  std::mt19937 random(7);
  constexpr std::string_view kLetters = "'''\"\"\"\\\n\r# a";
  for (int round = 0; round < 2000; ++round) {
    std::string source;
    for (size_t i = random() % 40; i > 0; --i) source += kLetters[random() % kLetters.size()];
    const std::string whole = lines_of(source);
    for (size_t end = 0; end < source.size(); ++end) {
      const std::string begin = lines_of(std::string_view(source).substr(0, end));
      ASSERT_EQ(begin, whole.substr(0, begin.size())) << source;
    }
  }
}

}  // namespace
}  // namespace trawl
