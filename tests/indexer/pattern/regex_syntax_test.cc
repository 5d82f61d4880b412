#include "indexer/pattern/regex_syntax.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include "indexer/base/command_words.h"

namespace trawl {
namespace {

std::string tree_of(std::string_view text, PatternOptions options = {}) {
  const Result<Pattern> pattern = parse_pattern(text, options);
  return pattern.is_ok() ? debug_string(pattern->root)
                         : "error: " + pattern.status().message(command_words);
}

TEST(RegexSyntax, Trees) {
  const struct {
    std::string_view pattern;
    const char* tree;
  } rows[] = {
      {"", "(empty)"},
      {"abc", "\"abc\""},
      {"a.c", "(cat \"a\" . \"c\")"},
      {"ab*", "(cat \"a\" (rep 0 inf \"b\"))"},
      {"ab+?", "(cat \"a\" (rep 1 inf lazy \"b\"))"},
      {"ab?+", "(cat \"a\" (rep 0 1 possessive \"b\"))"},
      {"a{3}", "(rep 3 3 \"a\")"},
      {"a{3,}", "(rep 3 inf \"a\")"},
      {"a{3,5}?", "(rep 3 5 lazy \"a\")"},
      {"a{1}", "\"a\""},
      {"a{1}+", "(atomic \"a\")"},
      {"a{0}b", "\"b\""},
      {"(a){0}b", "(cat (rep 0 0 (group \"a\")) \"b\")"},
      {"a{", "\"a{\""},
      {"a{1", "\"a{1\""},
      {"a{x}", "\"a{x}\""},
      {"a{1,x}", "\"a{1,x}\""},
      {"{}]}", "\"{}\\x5d}\""},
      {"(?:ab)*", "(rep 0 inf \"ab\")"},
      {"(?:)*", "(empty)"},
      {"(ab)", "(group \"ab\")"},
      {"()", "(group (empty))"},
      {"(?<n>ab)", "(group n \"ab\")"},
      {"(?P<n1>ab)(?'m'c)", "(cat (group n1 \"ab\") (group m \"c\"))"},
      {"ab|cd", "(alt \"ab\" \"cd\")"},
      {"a|b|c", "[a-c]"},
      {"ab|c|d|", "(alt \"ab\" [cd] (empty))"},
      {"|", "(alt (empty) (empty))"},
      {"x(?:ab|cd)y", "(cat \"x\" (alt \"ab\" \"cd\") \"y\")"},
      {"(?:ab|(?:cd|ef))", "(alt \"ab\" \"cd\" \"ef\")"},
      {"^a$", "(cat bol \"a\" eol)"},
      {"\\Aa\\z\\Z", "(cat bol \"a\" eol eol)"},
      {"\\ba\\B", "(cat \\b \"a\" \\B)"},
      {"\\t\\r\\f\\a\\e", "\"\\x09\\x0d\\x0c\\x07\\x1b\""},
      {"\\x41\\x4g\\x{7a}", "\"A\\x04gz\""},
      {"\\0\\012x|\\101",
       "error: a pattern matches within a line, so it cannot contain a newline (patterns over "
       "lines come with -U) "
       "at byte 2 of the pattern `\\0\\012x|\\101`"},
      {"\\011\\101\\o{60}\\cA\\cz", "\"\\x09A0\\x01\\x1a\""},
      {"\\.\\*\\-\\/\\_\\\xff", "\".*\\x2d/_\\xff\""},
      {"\\Qa.b\\E.", "(cat \"a.b\" .)"},
      {"\\Qab\\E+", "(cat \"a\" (rep 1 inf \"b\"))"},
      {"\\Q(|[", "\"(|\\x5b\""},
      {"a\\Q\\E+\\E", "(rep 1 inf \"a\")"},
      {"\\d\\D", "(cat [0-9] [^\\x0a0-9])"},
      {"\\w\\W", "(cat [0-9A-Z_a-z] [^\\x0a0-9A-Z_a-z])"},
      {"\\s\\S", "(cat [\\x09\\x0b-\\x0d ] [^\\x09-\\x0d ])"},
      {"\\h\\H", "(cat [\\x09 ] [^\\x09\\x0a ])"},
      {"\\v\\V", "(cat [\\x0b-\\x0d] [^\\x0a-\\x0d])"},
      {"[abc]", "[a-c]"},
      {"[^x]", "[^\\x0ax]"},
      {"[a]", "\"a\""},
      {"[]a]", "[\\x5da]"},
      {"[^]a]", "[^\\x0a\\x5da]"},
      {"[a-]", "[\\x2da]"},
      {"[-a]", "[\\x2da]"},
      {"[+--]", "[+-\\x2d]"},
      {"[\\w-.]", "[\\x2d.0-9A-Z_a-z]"},
      {"[.-\\w]", "[\\x2d.0-9A-Z_a-z]"},
      {"[\\d\\s]", "[\\x09\\x0b-\\x0d 0-9]"},
      {"[\\b\\x41\\t\\60]", "[\\x08\\x090A]"},
      {"[\\Q]-\\Ea]", "[\\x2d\\x5da]"},
      {"[[:alpha:][:digit:]_]", "[0-9A-Z_a-z]"},
      {"[[:^alpha:]]", "[^\\x0aA-Za-z]"},
      {"[[:punct:]]", "[!-/:-@\\x5b-`{-~]"},
      {"[[:xdigit:]]", "[0-9A-Fa-f]"},
      {"[[:word:]]", "[0-9A-Z_a-z]"},
      {"[:alpha:]", "[:ahlp]"},
      {"[[:a]", "[:\\x5ba]"},
      {"[a\\n]", "\"a\""},
      {"[^\\n]", "."},
      {"[\\s\\S]", "."},
      {"[^\\s\\S]", "(nothing)"},
      {"[\\x80-\\xff]", "[\\x80-\\xff]"},
      {"[^\\xc3]", "[^\\x0a\\xc3]"},
      {"\xc3\xa9+", "(rep 1 inf \"\\xc3\\xa9\")"},
      {"\\\xc3\xa9+", "(rep 1 inf \"\\xc3\\xa9\")"},
      {"\xff\xfe+", "(cat \"\\xff\" (rep 1 inf \"\\xfe\"))"},
      {"\xc3+", "(rep 1 inf \"\\xc3\")"},
      {"[a\xc3\xa9]", "(alt \"a\" \"\\xc3\\xa9\")"},
      {"[\xc3\xa9\xc3\xa8\xe2\x82\xac]", "(alt (cat \"\\xc3\" [\\xa8\\xa9]) \"\\xe2\\x82\\xac\")"},
      {"[a\xc3\xa9]*", "(rep 0 inf (alt \"a\" \"\\xc3\\xa9\"))"},
      {"(?i)a1", "(cat [Aa] \"1\")"},
      {"a(?i)b|c", "(alt (cat \"a\" [Bb]) [Cc])"},
      {"(a(?i)b)c", "(cat (group (cat \"a\" [Bb])) \"c\")"},
      {"(?i:a)b", "(cat [Aa] \"b\")"},
      {"(?i)a(?-i)b", "(cat [Aa] \"b\")"},
      {"(?i)a(?-i:b)c", "(cat [Aa] \"b\" [Cc])"},
      {"(?i)[a-c]", "[A-Ca-c]"},
      {"(?i)[^a]", "[^\\x0aAa]"},
      {"(?i)[[:upper:]][[:^lower:]]", "(cat [A-Za-z] [^\\x0aA-Za-z])"},
      {"(?i)\xc3\x89", "\"\\xc3\\x89\""},
      {"(?ims-x)a", "[Aa]"},
      {"(?s).(?m)^", "(cat . bol)"},
      {"(?x) a b # c\n d", "\"abd\""},
      {"(?x)a +", "(rep 1 inf \"a\")"},
      {"(?x)[ a]\\ \\#", "(cat [ a] \" #\")"},
      {"(?x: a ) b", "\"a b\""},
      {"a(?#no)+b", "(cat (rep 1 inf \"a\") \"b\")"},
      {"a(?=b)", "(cat \"a\" (assert (?= \"b\"))"},
      {"(?<!a|bc)d", "(cat (assert (?<! (alt \"a\" \"bc\")) \"d\")"},
      {"(?>a*)", "(atomic (rep 0 inf \"a\"))"},
      {"(a)\\1", "(cat (group \"a\") (opaque (?-i:\\g{1})))"},
      {"(?i)(1)\\g{-1}", "(cat (group \"1\") (opaque (?i:\\g{1})))"},
      {"(?<n>a)\\k<n>(?P=n)", "(cat (group n \"a\") (opaque (?-i:\\k{n})) (opaque (?-i:\\k{n})))"},
      {"(a)(?1)(?&n)(?<n>b)", "(cat (group \"a\") (opaque (?1)) (opaque (?&n)) (group n \"b\"))"},
      {"(?R)?a", "(cat (rep 0 1 (opaque (?0))) \"a\")"},
      {"(a)?(?(1)b|c)", "(cat (rep 0 1 (group \"a\")) (opaque (?(1) (alt \"b\" \"c\")))"},
      {"(?(?=a)b|c)", "(opaque (? (assert (?= \"a\") (alt \"b\" \"c\"))"},
      {"a\\Kb", "(cat \"a\" (assert \\K) \"b\")"},
      {"\\12",
       "error: a pattern matches within a line, so it cannot contain a newline (patterns over "
       "lines come with -U) "
       "at byte 0 of the pattern `\\12`"},
      {"\\101", "\"A\""},
  };
  for (const auto& row : rows) EXPECT_EQ(tree_of(row.pattern), row.tree) << row.pattern;
}

TEST(RegexSyntax, Errors) {
  const struct {
    std::string_view pattern;
    const char* reason;
    size_t position;
    StatusCode code;
  } rows[] = {
      {"f(oo", "missing ) for the (", 1, StatusCode::kInvalidArgument},
      {"f(?:o(o)", "missing ) for the (", 1, StatusCode::kInvalidArgument},
      {"foo)", "unmatched )", 3, StatusCode::kInvalidArgument},
      {"a[bc", "missing ] for the [", 1, StatusCode::kInvalidArgument},
      {"[]", "missing ] for the [", 0, StatusCode::kInvalidArgument},
      {"[a-", "missing ] for the [", 0, StatusCode::kInvalidArgument},
      {"[z-a]", "the range is out of order", 1, StatusCode::kInvalidArgument},
      {"[[:foo:]]", "unknown POSIX class", 1, StatusCode::kInvalidArgument},
      {"[[.a.]]", "POSIX collating elements are not supported", 1, StatusCode::kUnsupported},
      {"*a", "nothing to repeat", 0, StatusCode::kInvalidArgument},
      {"a|+", "nothing to repeat", 2, StatusCode::kInvalidArgument},
      {"^*", "nothing to repeat", 1, StatusCode::kInvalidArgument},
      {"\\b+", "nothing to repeat", 2, StatusCode::kInvalidArgument},
      {"(?i)*", "nothing to repeat", 4, StatusCode::kInvalidArgument},
      {"a**", "a quantifier after a quantifier", 2, StatusCode::kInvalidArgument},
      {"a{2}{3}", "a quantifier after a quantifier", 4, StatusCode::kInvalidArgument},
      {"a{3,2}", "the bounds of {n,m} are out of order", 1, StatusCode::kInvalidArgument},
      {"a{65536}", "more than 65535 repetitions", 1, StatusCode::kInvalidArgument},
      {"a{1,99999999999999}", "more than 65535 repetitions", 1, StatusCode::kInvalidArgument},
      {"a{,3}", "{,m} is a literal to some engines", 1, StatusCode::kUnsupported},
      {"ab\\", "pattern ends with an unescaped \\", 2, StatusCode::kInvalidArgument},
      {"\\y", "unknown escape \\y", 0, StatusCode::kInvalidArgument},
      {"[\\y]", "unknown escape \\y", 1, StatusCode::kInvalidArgument},
      {"\\xg", "\\x without hexadecimal digits", 0, StatusCode::kInvalidArgument},
      {"\\x{41", "missing } for the \\x{", 0, StatusCode::kInvalidArgument},
      {"\\x{20ac}", "\\x{} is a byte", 0, StatusCode::kUnsupported},
      {"\\777", "an octal escape above 377", 0, StatusCode::kInvalidArgument},
      {"a\\1", "a reference to a group that does not exist", 1, StatusCode::kInvalidArgument},
      {"a(?&n)", "a reference to a group that does not exist", 1, StatusCode::kInvalidArgument},
      {"(a)\\g{-2}", "a reference to a group that does not exist", 3, StatusCode::kInvalidArgument},
      {"(?<n>a)(?<n>b)", "a second group of the same name", 7, StatusCode::kInvalidArgument},
      {"(?<1>a)", "a group's name is missing", 0, StatusCode::kInvalidArgument},
      {"(?<n", "a group's name is not closed", 0, StatusCode::kInvalidArgument},
      {"(?", "missing ) for the (", 0, StatusCode::kInvalidArgument},
      {"(?i", "missing ) for the (", 0, StatusCode::kInvalidArgument},
      {"(?y)", "unknown kind of group (?", 0, StatusCode::kInvalidArgument},
      {"a(?#b", "missing ) for the (?#", 1, StatusCode::kInvalidArgument},
      {"(?(1)a|b|c)()", "a conditional with too many branches", 0, StatusCode::kInvalidArgument},
      {"x(*ACCEPT)", "(*VERB) is not supported", 1, StatusCode::kUnsupported},
      {"(*sr:a)", "(*VERB) is not supported", 0, StatusCode::kUnsupported},
      {"(*UTF)a", "(*VERB) is not supported", 0, StatusCode::kUnsupported},
      {"a\\C", "\\C is not supported", 1, StatusCode::kUnsupported},
      {"a\\X", "\\X is not supported", 1, StatusCode::kUnsupported},
      {"a\\R", "\\R is not supported", 1, StatusCode::kUnsupported},
      {"a\\pL", "Unicode properties are not supported in byte mode", 1, StatusCode::kUnsupported},
      {"[\\P{Lu}]", "Unicode properties are not supported in byte mode", 1,
       StatusCode::kUnsupported},
      {"\\N{U+41}", "\\N is not supported", 0, StatusCode::kUnsupported},
      {"a\\nb", "a pattern matches within a line, so it cannot contain a newline", 1,
       StatusCode::kUnsupported},
      {"a\nb", "a pattern matches within a line, so it cannot contain a newline", 1,
       StatusCode::kUnsupported},
      {"a\\\nb", "a pattern matches within a line, so it cannot contain a newline", 1,
       StatusCode::kUnsupported},
      {"a\\x0ab", "a pattern matches within a line, so it cannot contain a newline", 1,
       StatusCode::kUnsupported},
      {"\\cJ", "a pattern matches within a line, so it cannot contain a newline", 0,
       StatusCode::kUnsupported},
      {"a[\\n]b", "a pattern matches within a line, so it cannot contain a newline", 1,
       StatusCode::kUnsupported},
      {"\\Qa\nb\\E", "a pattern matches within a line, so it cannot contain a newline", 3,
       StatusCode::kUnsupported},
      {"[^\xc3\xa9]", "a negated class with characters outside ASCII", 2, StatusCode::kUnsupported},
      {"[a-\xc3\xa9]", "a range with characters outside ASCII", 1, StatusCode::kUnsupported},
      {"(?|a|b)", "(?| branch reset is not supported", 0, StatusCode::kUnsupported},
      {"(?C1)", "(?C callouts are not supported", 0, StatusCode::kUnsupported},
      {"(?J)", "the flag J is not supported", 0, StatusCode::kUnsupported},
      {"(?i-U:a)", "the flag U is not supported", 0, StatusCode::kUnsupported},
      {"(?^)", "the flag ^ is not supported", 0, StatusCode::kUnsupported},
      {"(?xx)", "the flag xx is not supported", 0, StatusCode::kUnsupported},
      {"(?*a)", "look-around that is not atomic is not supported", 0, StatusCode::kUnsupported},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.pattern);
    const Result<Pattern> pattern = parse_pattern(row.pattern, {});
    ASSERT_FALSE(pattern.is_ok()) << debug_string(pattern->root);
    const std::string& message = pattern.status().message();
    EXPECT_EQ(pattern.status().code(), row.code);
    EXPECT_TRUE(message.starts_with(row.reason)) << message;
    const std::string byte = std::to_string(row.position);
    const std::string place = " at byte " + byte + " of the pattern `";
    EXPECT_TRUE(message.find(place) != std::string::npos ||
                message.ends_with("(byte " + byte + ")"))
        << message;
  }
}

TEST(RegexSyntax, AnErrorShowsALongPatternAroundThePlace) {
  const std::string text = std::string(500, 'a') + "(" + std::string(500, 'b');
  const std::string message = parse_pattern(text, {}).status().message();
  EXPECT_TRUE(message.starts_with("missing ) for the ( at byte 500 of the pattern `...aaa"))
      << message;
  EXPECT_TRUE(message.ends_with("bbb...`")) << message;
  EXPECT_LT(message.size(), 200u);
}

TEST(RegexSyntax, Expressions) {
  PatternOptions plain;
  PatternOptions folded;
  folded.ignore_case = true;
  PatternOptions word;
  word.word = true;
  PatternOptions fixed;
  fixed.fixed_string = true;
  const struct {
    std::string_view pattern;
    PatternOptions options;
    const char* hyperscan;
    const char* pcre2;
    bool caseless;
    const char* refusal;
  } rows[] = {
      {"a.b", plain, "a.b", "a.b", false, ""},
      {"a\\.b c", plain, "a\\x2eb\\x20c", "a\\x2eb\\x20c", false, ""},
      {"(ab)+?(?<n>c)", plain, "(?:ab)+?(?:c)", "(ab)+?(?<n>c)", false, ""},
      {"\xc3\xa9{2,3}", plain, "(?:\\xc3\\xa9){2,3}", "(?:\\xc3\\xa9){2,3}", false, ""},
      {"x(?:a|bc)", plain, "x(?:a|bc)", "x(?:a|bc)", false, ""},
      {"[^a-c_]", plain, "[^\\x0a_a-c]", "[^\\x0a_a-c]", false, ""},
      {"^\\s*$", plain, "^[\\x09\\x0b-\\x0d\\x20]*$", "^[\\x09\\x0b-\\x0d\\x20]*$", false, ""},
      {"\\Aab\\z", plain, "^ab$", "^ab$", false, ""},
      {"[^\\s\\S]", plain, "[^\\x00-\\xff]", "[^\\x00-\\xff]", false, ""},
      {"aB1[c-e]", folded, "ab1[C-Ec-e]", "ab1[C-Ec-e]", true, ""},
      {"(?i)ab", plain, "ab", "ab", true, ""},
      {"a(?i)b", plain, "a[Bb]", "a[Bb]", false, ""},
      {"12", folded, "12", "12", false, ""},
      {"a(b){0}c", plain, "ac", "a(b){0}c", false, ""},
      {"a.b", fixed, "a\\x2eb", "a\\x2eb", false, ""},
      {"foo", word, "\\bfoo\\b", "\\bfoo\\b", false, ""},
      {"\\w+", word, "\\b[0-9A-Z_a-z]+\\b", "\\b[0-9A-Z_a-z]+\\b", false, ""},
      {"foo|barx", word, "\\b(?:foo|barx)\\b", "\\b(?:foo|barx)\\b", false, ""},
      {"-foo", word, "\\B\\x2dfoo\\b", "\\B\\x2dfoo\\b", false, ""},
      {"foo|-b", word, "\\bfoo\\b|\\B\\x2db\\b", "\\bfoo\\b|\\B\\x2db\\b", false, ""},
      {"^foo", word, "\\b^foo\\b", "\\b^foo\\b", false, ""},
      {".foo", word, "", "(?<![0-9A-Z_a-z]).foo(?![0-9A-Z_a-z])", false,
       "-w around a match that may begin or end on either kind of byte"},
      {"a*", word, "", "(?<![0-9A-Z_a-z])a*(?![0-9A-Z_a-z])", false,
       "-w around a match that may begin or end on either kind of byte"},
      {"ab(?<!c)", plain, "", "ab(?<!c)", false, "look-behind at byte 2"},
      {"a(?=b)", plain, "", "a(?=b)", false, "look-ahead at byte 1"},
      {"(a)b\\1", plain, "", "(a)b(?-i:\\g{1})", false, "back-reference at byte 4"},
      {"(a)b\\1", folded, "", "(a)b(?i:\\g{1})", true, "back-reference at byte 4"},
      {"ab++", plain, "", "(*NO_AUTO_POSSESS)ab++", false, "possessive quantifier at byte 2"},
      {"a(?>b|cd)", plain, "", "(*NO_AUTO_POSSESS)a(?>b|cd)", false, "atomic group at byte 1"},
      {"(a)?(?(1)b|c)", plain, "", "(a)?(?(1)b|c)", false, "conditional at byte 4"},
      {"(?(?!a)(?:b|c)|d)", plain, "", "(?(?!a)[bc]|d)", false, "conditional at byte 0"},
      {"(?(DEFINE)(?<n>a))(?&n)", plain, "", "(?(DEFINE)(?<n>a))(?&n)", false,
       "conditional at byte 0"},
      {"a\\Kb", plain, "", "a\\Kb", false, "\\K at byte 1"},
      {"a(?1)(b)", plain, "", "a(?1)(b)", false, "subroutine call at byte 1"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.pattern);
    const Result<Pattern> pattern = parse_pattern(row.pattern, row.options);
    ASSERT_TRUE(pattern.is_ok()) << pattern.status().message();
    EXPECT_EQ(pattern->hyperscan, row.hyperscan);
    EXPECT_EQ(pattern->pcre2, row.pcre2);
    EXPECT_EQ(pattern->caseless, row.caseless);
    EXPECT_EQ(pattern->hyperscan_refusal, row.refusal);
    EXPECT_EQ(pattern->text, row.pattern);
  }
}

TEST(RegexSyntax, Limits) {
  const auto nested = [](int depth) {
    return std::string(static_cast<size_t>(depth), '(') + "a" +
           std::string(static_cast<size_t>(depth), ')');
  };
  EXPECT_TRUE(parse_pattern(nested(kMaxPatternDepth), {}).is_ok());
  EXPECT_FALSE(parse_pattern(nested(kMaxPatternDepth + 1), {}).is_ok());
  EXPECT_FALSE(parse_pattern(std::string(kMaxPatternBytes, '('), {}).is_ok());
  EXPECT_TRUE(parse_pattern(std::string(kMaxPatternBytes, 'a'), {}).is_ok());
  EXPECT_FALSE(parse_pattern(std::string(kMaxPatternBytes + 1, 'a'), {}).is_ok());
  EXPECT_TRUE(parse_pattern("a{65535}", {}).is_ok());
}

// Any bytes give a tree or an error, never a crash. Meant to be run with the sanitizers.
TEST(RegexSyntax, RandomBytes) {
  std::mt19937 random(20240607);
  const std::string_view pieces[] = {
      "(",   ")",       "[",    "]",   "{",     "}",    "\\",   "|",    "*",
      "+",   "?",       "^",    "$",   "-",     ",",    "1",    "2",    "a",
      "Q",   "E",       "x",    "\\Q", "\\E",   "(?",   "(?<",  "(?P",  "(?(",
      "[:",  ":]",      "[[:",  "#",   "\n",    ".",    "\xc3", "\xa9", "\xe2\x82\xac",
      "\\g", "\\k",     "{1,",  "<n>", "(?i)",  "(?x)", "R)",   "&",    "=",
      "!",   "DEFINE)", "\\x{", "'",   "\\c",   "\\o{", ">",    "[^",   "\\b",
      "\\w", ":",       "\\1",  "\\",  "alpha", ""};
  for (int round = 0; round < 60'000; ++round) {
    std::string text;
    const size_t length = random() % 24;
    for (size_t i = 0; i < length; ++i) {
      if (random() % 8 == 0) {
        text.push_back(static_cast<char>(random()));
      } else {
        text += pieces[random() % std::size(pieces)];
      }
    }
    PatternOptions options;
    options.fixed_string = random() % 16 == 0;
    options.ignore_case = random() % 4 == 0;
    options.word = random() % 4 == 0;
    const Result<Pattern> pattern = parse_pattern(text, options);
    if (pattern.is_ok()) {
      EXPECT_FALSE(debug_string(pattern->root).empty());
      EXPECT_EQ(pattern->hyperscan.empty() && !pattern->pcre2.empty(),
                !pattern->hyperscan_refusal.empty())
          << text;
    } else {
      ASSERT_TRUE(pattern.status().place());
      const std::string byte = std::to_string(pattern.status().place()->column - 1);
      const std::string message = pattern.status().message();
      EXPECT_TRUE(message.find(" at byte " + byte + " of the pattern `") != std::string::npos ||
                  message.ends_with("(byte " + byte + ")"))
          << message;
    }
  }
}

}  // namespace
}  // namespace trawl
