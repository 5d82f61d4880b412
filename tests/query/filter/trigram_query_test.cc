#include "query/filter/trigram_query.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace trawl {
namespace {

TEST(TrigramQuery, Table) {
  const struct {
    const char* pattern;
    const char* query;
  } rows[] = {
      {"", "+"},
      {"ab", "+"},
      {"abc", "\"abc\""},
      {"Abc", "\"abc\""},
      {"eventlet", "\"ent\" \"eve\" \"let\" \"ntl\" \"tle\" \"ven\""},
      {"abcdef", "\"abc\" \"bcd\" \"cde\" \"def\""},
      {".", "+"},
      {".*", "+"},
      {"a.c", "+"},
      {"abc.def", "\"abc\" \"def\""},
      {"abc.*def", "\"abc\" \"def\""},
      {"ab.*cd", "+"},
      {"(abc)", "\"abc\""},
      {"(abc|def)", "(\"abc\"|\"def\")"},
      {"abc|def", "(\"abc\"|\"def\")"},
      {"abc|ab", "+"},
      {"abc|", "+"},
      {"(abc|abd)", "(\"abc\"|\"abd\")"},
      {"abcd|bcde", "\"bcd\" (\"abc\"|\"cde\")"},
      {"(abc)(def)", "\"abc\" \"bcd\" \"cde\" \"def\""},
      {"ab[cd]", "(\"abc\"|\"abd\")"},
      {"ab[cd]e", "((\"abc\" \"bce\")|(\"abd\" \"bde\"))"},
      {"[ab]c[de]", "(\"acd\"|\"ace\"|\"bcd\"|\"bce\")"},
      {"abc(d|e)", "\"abc\" (\"bcd\"|\"bce\")"},
      {"(abc|xyz)def", "\"def\" ((\"abc\" \"bcd\" \"cde\")|(\"xyz\" \"yzd\" \"zde\"))"},
      {"(foo|bar)baz", "\"baz\" ((\"arb\" \"bar\" \"rba\")|(\"foo\" \"oba\" \"oob\"))"},
      {"(abcd|wxyz)efgh",
       "\"efg\" \"fgh\" ((\"abc\" \"bcd\")|(\"wxy\" \"xyz\")) ((\"cde\" \"def\")|(\"yze\" "
       "\"zef\"))"},
      {"foobar|foobaz", "\"foo\" \"oba\" \"oob\" (\"bar\"|\"baz\")"},
      {"foo_bar|foo_baz|qux", "(\"qux\"|(\"_ba\" \"foo\" \"o_b\" \"oo_\" (\"bar\"|\"baz\")))"},
      {"abc*", "+"},
      {"abc+", "\"abc\""},
      {"ab(cab)*cat", "\"abc\" \"bca\" \"cat\""},
      {"abc?", "+"},
      {"(abc)*", "+"},
      {"(abc)+", "\"abc\""},
      {"(abc)+xyz", "\"abc\" \"bcx\" \"cxy\" \"xyz\""},
      {"(abc){2}", "\"abc\" \"bca\" \"cab\""},
      {"(abc){2,}", "\"abc\" \"bca\" \"cab\""},
      {"(abc){0,1}", "+"},
      {"x{3}", "\"xxx\""},
      {"x{2}", "+"},
      {"x{4}", "\"xxx\""},
      {"x{3,}", "\"xxx\""},
      {"x{100}", "\"xxx\""},
      {"x{2,3}", "+"},
      {"(ab){2}", "\"aba\" \"bab\""},
      {"colou?r", "\"col\" \"olo\" (\"lor\"|\"our\")"},
      {"ab(c|d)?ef", "((\"abc\" \"bce\" \"cef\")|(\"abd\" \"bde\" \"def\")|(\"abe\" \"bef\"))"},
      {"foo(bar)*baz", "\"baz\" \"foo\" ((\"arb\" \"rba\")|(\"oba\" \"oob\"))"},
      {"foo(bar)+baz", "\"arb\" \"bar\" \"baz\" \"foo\" \"oba\" \"oob\" \"rba\""},
      {"foo(bar)?baz", "\"baz\" \"foo\" \"oba\" \"oob\""},
      {"foo.?bar", "\"bar\" \"foo\""},
      {"[0-9]foo",
       "\"foo\" (\"0fo\"|\"1fo\"|\"2fo\"|\"3fo\"|\"4fo\"|\"5fo\"|\"6fo\"|\"7fo\"|\"8fo\"|\"9fo\")"},
      {"[0-9]+foo",
       "\"foo\" (\"0fo\"|\"1fo\"|\"2fo\"|\"3fo\"|\"4fo\"|\"5fo\"|\"6fo\"|\"7fo\"|\"8fo\"|\"9fo\")"},
      {"[0-9a-f]{2}foo",
       "\"foo\" "
       "(\"0fo\"|\"1fo\"|\"2fo\"|\"3fo\"|\"4fo\"|\"5fo\"|\"6fo\"|\"7fo\"|\"8fo\"|\"9fo\"|\"afo\"|"
       "\"bfo\"|\"cfo\"|\"dfo\"|\"efo\"|\"ffo\")"},
      {"[a-z]foo", "\"foo\""},
      {"\\d\\d\\d", "+"},
      {"\\d{4}-\\d{2}", "+"},
      {"def\\s+test_\\w+_eventlet",
       "\"_ev\" \"def\" \"ent\" \"est\" \"eve\" \"let\" \"ntl\" \"st_\" \"tes\" \"tle\" \"ven\" "
       "(\"\\x09te\"|\"\\x0bte\"|\"\\x0cte\"|\"\\x0dte\"|\" te\") "
       "(\"ef\\x09\"|\"ef\\x0b\"|\"ef\\x0c\"|\"ef\\x0d\"|\"ef \")"},
      {"import\\s+eventlet",
       "\"ent\" \"eve\" \"imp\" \"let\" \"mpo\" \"ntl\" \"ort\" \"por\" \"tle\" \"ven\" "
       "(\"\\x09ev\"|\"\\x0bev\"|\"\\x0cev\"|\"\\x0dev\"|\" ev\") "
       "(\"rt\\x09\"|\"rt\\x0b\"|\"rt\\x0c\"|\"rt\\x0d\"|\"rt \")"},
      {"^foo", "\"foo\""},
      {"foo$", "\"foo\""},
      {"^foo$", "\"foo\""},
      {"^", "+"},
      {"\\bfoo\\b", "\"foo\""},
      {"\\Bfoo", "\"foo\""},
      {"\\Aabc\\z", "\"abc\""},
      {"(?i)FooBar", "\"bar\" \"foo\" \"oba\" \"oob\""},
      {"(?i)stra\303\237e", "\"a\\xc3\\x9f\" \"ra\\xc3\" \"str\" \"tra\" \"\\xc3\\x9fe\""},
      {"foo(?-i:BAR)", "\"bar\" \"foo\" \"oba\" \"oob\""},
      {"\303\251", "+"},
      {"\303\251a", "\"\\xc3\\xa9a\""},
      {"[\303\251\303\250]abc",
       "\"abc\" ((\"\\xa8ab\" \"\\xc3\\xa8a\")|(\"\\xa9ab\" \"\\xc3\\xa9a\"))"},
      {"[^a]bc", "+"},
      {"[^\\s\\S]", "-"},
      {"abc[^\\s\\S]", "-"},
      {"abc|[^\\s\\S]", "\"abc\""},
      {"x*", "+"},
      {"(a|b)c", "+"},
      {"(a|b)(c|d)(e|f)", "(\"ace\"|\"acf\"|\"ade\"|\"adf\"|\"bce\"|\"bcf\"|\"bde\"|\"bdf\")"},
      {"abc(?=def)", "\"abc\" \"def\""},
      {"(?=.*foo)(?=.*bar)", "\"bar\" \"foo\""},
      {"(?!foo)bar", "\"bar\""},
      {"(?<=foo)bar", "\"bar\" \"foo\""},
      {"(?<!foo)bar", "\"bar\""},
      {"(?>foo|ba)r", "(\"bar\"|(\"foo\" \"oor\"))"},
      {"fo++bar", "\"bar\" \"oba\""},
      {"(foo)\\1", "\"foo\""},
      {"\\1(foobar)", "\"bar\" \"foo\" \"oba\" \"oob\""},
      {"(foo)(?1)bar", "\"bar\" \"foo\""},
      {"(foo)?(?(1)bar|baz)qux", "\"qux\""},
      {"(?(DEFINE)(?<n>foo))bar", "\"bar\""},
      {"a\\Kbcd", "\"abc\" \"bcd\""},
      {"abc\\.def", "\".de\" \"abc\" \"bc.\" \"c.d\" \"def\""},
      {"\\(foo\\)", "\"(fo\" \"foo\" \"oo)\""},
      {"\"a\\\\b", "\"\\\"a\\\\\" \"a\\\\b\""},
      {"(abc|abcd|abcde)", "\"abc\""},
      {"(abc)(|def)", "\"abc\""},
      {"(a|)(b|)(c|)d", "+"},
      {"a*b*c*", "+"},
      {"a+b+c+", "+"},
      {"(ab|cd)+ef", "((\"abe\" \"bef\")|(\"cde\" \"def\"))"},
      {"foo(a|b|[^c])bar", "\"bar\" \"foo\""},
      {"(aa|b.*c|dd)ee", "(\"cee\"|(\"aae\" \"aee\")|(\"dde\" \"dee\"))"},
      {"hello\\s+world",
       "\"ell\" \"hel\" \"llo\" \"orl\" \"rld\" \"wor\" "
       "(\"\\x09wo\"|\"\\x0bwo\"|\"\\x0cwo\"|\"\\x0dwo\"|\" wo\") "
       "(\"lo\\x09\"|\"lo\\x0b\"|\"lo\\x0c\"|\"lo\\x0d\"|\"lo \")"},
      {"http://[a-z]+\\.com", "\".co\" \"://\" \"com\" \"htt\" \"p:/\" \"tp:\" \"ttp\""},
      {"(oslo|neutron|nova)_(config|db)",
       "((\"_co\" \"con\" \"fig\" \"nfi\" \"onf\" (\"a_c\"|\"n_c\"|\"o_c\"))|(\"_db\" "
       "(\"a_d\"|\"n_d\"|\"o_d\"))) ((\"eut\" \"neu\" \"ron\" \"tro\" \"utr\")|(\"nov\" "
       "\"ova\")|(\"osl\" \"slo\")) (\"lo_\"|\"on_\"|\"va_\")"},
      {"self\\.(assertEqual|assertTrue|assertFalse)\\(",
       "\".as\" \"ass\" \"elf\" \"ert\" \"f.a\" \"lf.\" \"sel\" \"ser\" \"sse\" ((\"als\" \"fal\" "
       "\"lse\" \"rtf\" \"tfa\")|(\"equ\" \"qua\" \"rte\" \"teq\" \"ual\")|(\"rtt\" \"rue\" "
       "\"tru\" \"ttr\")) (\"al(\"|\"se(\"|\"ue(\")"},
      {"a.{0,5}bcd", "\"bcd\""},
      {"(?:ab){3}", "\"aba\" \"bab\""},
      {"(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
       "sixteen|seventeen)",
       "(\"one\"|\"six\"|\"ten\"|\"two\"|(\"een\" \"tee\" ((\"fif\" \"fte\" \"ift\")|(\"hir\" "
       "\"irt\" \"rte\" \"thi\")))|(\"eig\" \"ght\" \"igh\")|(\"elv\" \"lve\" \"twe\" "
       "\"wel\")|(\"eve\" \"ven\" (\"sev\"|(\"ele\" \"lev\")))|(\"fiv\" \"ive\")|(\"fou\" "
       "\"our\")|(\"hre\" \"ree\" \"thr\")|(\"ine\" \"nin\"))"},
  };
  for (const auto& row : rows) {
    const Result<Pattern> pattern = parse_pattern(row.pattern, {});
    ASSERT_TRUE(pattern.is_ok()) << pattern.status().message();
    EXPECT_EQ(debug_string(trigram_query(pattern->root)), row.query) << row.pattern;
  }
}

TEST(TrigramQuery, Options) {
  PatternOptions options;
  options.ignore_case = true;
  EXPECT_EQ(debug_string(trigram_query(parse_pattern("FooB", options)->root)), R"("foo" "oob")");
  options.word = true;
  EXPECT_EQ(debug_string(trigram_query(parse_pattern(".foo", options)->root)), R"("foo")");
  options.fixed_string = true;
  EXPECT_EQ(debug_string(trigram_query(parse_pattern("(a*", options)->root)), R"("(a*")");
}

TrigramQuery query_of(std::string_view text) {
  return trigram_query(parse_pattern(text, {})->root);
}

TEST(TrigramQuery, Algebra) {
  const TrigramQuery a = TrigramQuery::of_text("aaa");
  const TrigramQuery b = TrigramQuery::of_text("bbb");
  const TrigramQuery c = TrigramQuery::of_text("ccc");
  const auto all_of = [](std::vector<TrigramQuery> parts) {
    return TrigramQuery::all_of(std::move(parts));
  };
  const auto any_of = [](std::vector<TrigramQuery> parts) {
    return TrigramQuery::any_of(std::move(parts));
  };
  EXPECT_EQ(all_of({}), TrigramQuery::all());
  EXPECT_EQ(any_of({}), TrigramQuery::none());
  EXPECT_EQ(all_of({a, TrigramQuery::none()}), TrigramQuery::none());
  EXPECT_EQ(all_of({a, TrigramQuery::all()}), a);
  EXPECT_EQ(any_of({a, TrigramQuery::none()}), a);
  EXPECT_EQ(any_of({a, TrigramQuery::all()}), TrigramQuery::all());
  EXPECT_EQ(all_of({a, a}), a);
  EXPECT_EQ(any_of({a, a}), a);
  EXPECT_EQ(all_of({a, any_of({a, b})}), a);
  EXPECT_EQ(any_of({a, all_of({a, b})}), a);
  EXPECT_EQ(all_of({any_of({a, b}), any_of({a, b, c})}), any_of({a, b}));
  EXPECT_EQ(any_of({all_of({a, b}), all_of({a, b, c})}), all_of({a, b}));
  EXPECT_EQ(debug_string(any_of({all_of({a, b}), all_of({a, c})})), R"("aaa" ("bbb"|"ccc"))");
  EXPECT_EQ(debug_string(all_of({any_of({a, b}), c})), R"("ccc" ("aaa"|"bbb"))");
}

// Long and deep patterns take no noticeable time.
TEST(TrigramQuery, LargePatterns) {
  std::string words = "word0000";
  for (int i = 1; i < 2500; ++i) words += "|word" + std::to_string(10'000 + i);
  EXPECT_EQ(query_of(words).kind, TrigramQuery::Kind::kAnd);
  EXPECT_EQ(query_of(std::string(30'000, 'a')), TrigramQuery::of_text("aaa"));
  std::string classes;
  for (int i = 0; i < 5'000; ++i) classes += "[ab1]x";
  EXPECT_EQ(query_of(classes).kind, TrigramQuery::Kind::kOr);
  std::string letters = "(?i)";
  for (int i = 0; i < 10'000; ++i) letters += "abc";
  EXPECT_EQ(debug_string(query_of(letters)), R"("abc" "bca" "cab")");
  std::string nested = "abc";
  for (int i = 0; i < 150; ++i) nested = "(" + nested + "|x" + std::to_string(i) + "yz){2,3}";
  EXPECT_FALSE(debug_string(query_of(nested)).empty());
}

}  // namespace
}  // namespace trawl
