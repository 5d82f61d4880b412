// The central property: for generated patterns and texts, each way to decide lines selects exactly
// the lines that PCRE2 finds when it runs the original pattern on each line alone.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <pcre2.h>

#include <optional>
#include <random>

#include "indexer/match/matcher.h"
#include "indexer/pattern/line_proof.h"
#include "tests/indexer/match/pattern_variants.h"

namespace trawl {
namespace {

using Random = std::mt19937;

size_t below(Random* random, size_t limit) {
  return (*random)() % limit;
}

template <size_t kCount>
std::string one_of(Random* random, const char* const (&choices)[kCount]) {
  return choices[below(random, kCount)];
}

std::string generate_atom(Random* random) {
  static const char* const kAtoms[] = {
      "a",    "b",     "ab",  ".",     "[ab]",  "[^a]",   "[^b ]", "\\s", "\\S",
      "\\w",  "\\W",   "\\b", "\\B",   "^",     "$",      "\\A",   "\\z", " ",
      "(a)b", "\\x00", "\\r", "(?=a)", "(?!b)", "(?<=a)", "(?<!b)"};
  return one_of(random, kAtoms);
}

std::string generate_pattern(Random* random, int depth) {
  static const char* const kRepeats[] = {"?",     "*",     "+",    "*?", "{2}",
                                         "{1,3}", "{0,9}", "{2,}", "++"};
  const size_t kind = depth == 0 ? 5 : below(random, 6);
  if (kind == 5) return generate_atom(random);
  const std::string first = generate_pattern(random, depth - 1);
  if (kind == 4) return fmt::format("({})", first);
  if (kind == 3) return fmt::format("({}){}", first, one_of(random, kRepeats));
  const std::string second = generate_pattern(random, depth - 1);
  return kind == 2 ? fmt::format("(?:{}|{})", first, second) : first + second;
}

std::string generate_text(Random* random) {
  static constexpr std::string_view kBytes{"aaaabbb \n\n\n\r_\0\xe9", 15};
  std::string text;
  // Long texts have enough lines that scans skip the rest of some.
  const size_t limit = below(random, 6) == 0 ? 800 : 24;
  for (size_t length = below(random, limit); length > 0; --length) {
    text.push_back(kBytes[below(random, kBytes.size())]);
  }
  return text;
}

// Runs PCRE2 on one line after another, without any code of the library under test.
class LineByLine {
 public:
  LineByLine(const std::string& pattern, bool caseless) {
    int error = 0;
    size_t offset = 0;
    code_ = pcre2_compile(units(pattern), pattern.size(), caseless ? PCRE2_CASELESS : 0U, &error,
                          &offset, nullptr);
    data_ = pcre2_match_data_create(1, nullptr);
  }
  ~LineByLine() {
    pcre2_match_data_free(data_);
    pcre2_code_free(code_);
  }
  LineByLine(const LineByLine&) = delete;
  LineByLine& operator=(const LineByLine&) = delete;

  bool is_pattern() const { return code_ != nullptr; }

  // Nullopt when PCRE2 gives up on a line, as it does for some nested repeats.
  std::optional<std::vector<uint64_t>> lines(std::string_view text) const {
    std::vector<uint64_t> lines;
    for (uint64_t line = 0; !text.empty(); ++line) {
      const std::string alone(text.substr(0, text.find('\n')));
      const int found = pcre2_match(code_, units(alone), alone.size(), 0, 0, data_, nullptr);
      if (found >= 0) lines.push_back(line);
      if (found < PCRE2_ERROR_NOMATCH) return std::nullopt;
      text.remove_prefix(std::min(text.size(), alone.size() + 1));
    }
    return lines;
  }

 private:
  static PCRE2_SPTR units(const std::string& text) {
    return reinterpret_cast<PCRE2_SPTR>(text.data());
  }

  pcre2_code* code_ = nullptr;
  pcre2_match_data* data_ = nullptr;
};

std::vector<uint64_t> lines_of(const std::vector<LineMatch>& matches, uint32_t pattern) {
  std::vector<uint64_t> lines;
  for (const LineMatch& match : matches) {
    if (match.pattern == pattern) lines.push_back(match.line);
  }
  return lines;
}

void expect_lines(const std::vector<Pattern>& patterns, const LineByLine& expected,
                  Random* random) {
  Result<Matcher> matcher = Matcher::compile(patterns);
  ASSERT_TRUE(matcher.is_ok()) << matcher.status().message();
  Result<LineScanner> scanner = LineScanner::create(*matcher);
  ASSERT_TRUE(scanner.is_ok()) << scanner.status().message();
  for (int i = 0; i < 30; ++i) {
    const std::string text = generate_text(random);
    const std::optional<std::vector<uint64_t>> lines = expected.lines(text);
    if (!lines) continue;
    std::vector<LineMatch> matches;
    const Status status = scanner->scan(text, &matches);
    ASSERT_TRUE(status.is_ok()) << status.message();
    for (uint32_t pattern = 0; pattern < patterns.size(); ++pattern) {
      ASSERT_EQ(lines_of(matches, pattern), *lines)
          << "`" << patterns[pattern].text << "`, " << matcher->engine_description(pattern)
          << ", on " << testing::PrintToString(text);
    }
    const Result<bool> any = scanner->matches_any(text);
    ASSERT_TRUE(any.is_ok());
    ASSERT_EQ(*any, !lines->empty()) << "`" << patterns[0].text << "`";
  }
}

TEST(MatcherPropertyTest, SelectsTheLinesThatMatchAlone) {
  Random random(20241009);
  int accepted = 0;
  for (int i = 0; i < 1500 && !HasFatalFailure(); ++i) {
    const std::string text = generate_pattern(&random, static_cast<int>(1 + below(&random, 3)));
    const PatternOptions options{.fixed_string = false,
                                 .ignore_case = below(&random, 4) == 0,
                                 .word = below(&random, 6) == 0};
    const Result<Pattern> pattern = parse_pattern(text, options);
    const LineByLine expected(options.word ? fmt::format("(?<!\\w)(?:{})(?!\\w)", text) : text,
                              options.ignore_case);
    if (!pattern.is_ok() || !expected.is_pattern()) continue;
    ++accepted;
    SCOPED_TRACE(text);
    // An expression for Hyperscan must never match across lines, because its reports are only final
    // if it does not.
    EXPECT_TRUE(pattern->hyperscan.empty() || !prove_line_facts(pattern->root).may_consume_newline);
    expect_lines(variants(*pattern), expected, &random);
  }
  EXPECT_GT(accepted, 1300);
}

}  // namespace
}  // namespace trawl
