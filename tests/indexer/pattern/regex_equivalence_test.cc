// For random patterns of the dialect and random lines, the expressions written from the tree match
// the same lines as PCRE2 does with the original pattern.
#include <gtest/gtest.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/pattern/line_proof.h"
#include "indexer/pattern/regex_syntax.h"

namespace trawl {
namespace {

struct CodeDeleter {
  void operator()(pcre2_code* code) const { pcre2_code_free(code); }
};
using Code = std::unique_ptr<pcre2_code, CodeDeleter>;

Code compile(const std::string& expression, bool caseless, bool is_original) {
  int error = 0;
  PCRE2_SIZE offset = 0;
  // The original runs without auto-possession, which is wrong before atomic groups (see
  // regex_rewrite.cc). The expression written from the tree must turn it off itself.
  const uint32_t flags = PCRE2_MULTILINE | (is_original ? PCRE2_NO_AUTO_POSSESS : 0u) |
                         (caseless ? PCRE2_CASELESS : 0u);
  return Code(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(expression.data()), expression.size(),
                            flags, &error, &offset, nullptr));
}

// The start and end of the match, or nothing.
std::vector<size_t> match(const Code& code, const std::string& line) {
  pcre2_match_data* data = pcre2_match_data_create_from_pattern(code.get(), nullptr);
  const int count = pcre2_match(code.get(), reinterpret_cast<PCRE2_SPTR>(line.data()), line.size(),
                                0, 0, data, nullptr);
  std::vector<size_t> span;
  if (count > 0) span = {pcre2_get_ovector_pointer(data)[0], pcre2_get_ovector_pointer(data)[1]};
  pcre2_match_data_free(data);
  return span;
}

class PatternGenerator {
 public:
  explicit PatternGenerator(uint32_t seed) : random_(seed) {}

  std::string pattern(int depth) {
    std::string text = sequence(depth);
    while (pick(4) == 0) text.append("|").append(sequence(depth));
    return text;
  }

  std::string line() {
    static constexpr std::string_view kBytes = "aabbABc1_ -.\t\xc3\xa9\xa8";
    std::string text;
    const size_t length = pick(10);
    for (size_t i = 0; i < length; ++i) text += kBytes[pick(kBytes.size())];
    return text;
  }

  size_t pick(size_t limit) { return random_() % limit; }

 private:
  std::string sequence(int depth) {
    std::string text;
    const size_t length = pick(4);
    for (size_t i = 0; i < length; ++i) {
      text += atom(depth);
      static constexpr std::string_view kQuantifiers[] = {"*",     "+",   "?",  "{2}",   "{1,2}",
                                                          "{0,2}", "*?",  "+?", "??",    "*+",
                                                          "{2,}",  "{0}", "++", "{1,}?", "{1}"};
      if (pick(3) == 0) text += kQuantifiers[pick(std::size(kQuantifiers))];
      static constexpr std::string_view kAnchors[] = {"^",   "$",    "\\b",  "\\B",
                                                      "\\A", "(?i)", "(?-i)"};
      if (pick(8) == 0) text += kAnchors[pick(std::size(kAnchors))];
    }
    return text;
  }

  std::string atom(int depth) {
    static constexpr std::string_view kAtoms[] = {
        "a",           "b",      "A",     "ab",     "(?:\xc3\xa9)",
        ".",           "\\w",    "\\W",   "\\s",    "\\S",
        "\\d",         "[ab]",   "[^a]",  "[^\\w]", "[a-c1]",
        "[[:alpha:]]", "\\.",    "\\x61", "[-a]",   "[[:^upper:]]",
        "\\Qa.\\E",    "1",      "\\-",   "\\141",  "_",
        "[\\w-]",      "b(?#x)", "[B-Z]"};
    if (depth == 0 || pick(3) > 0) return std::string(kAtoms[pick(std::size(kAtoms))]);
    static constexpr std::string_view kHeads[] = {
        "(", "(?:", "(?i:", "(?-i:", "(?=", "(?!", "(?>", "(?x: ", "(?s:", "(?<!"};
    const std::string_view head = kHeads[pick(std::size(kHeads))];
    if (head == "(?<!") return "(?<!a|b)";
    return std::string(head) + pattern(depth - 1) + ")";
  }

  std::mt19937 random_;
};

TEST(RegexEquivalence, RandomPatternsAndLines) {
  PatternGenerator generator(42);
  size_t matches = 0;
  size_t hyperscan_expressions = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::string text = generator.pattern(3);
    PatternOptions options;
    options.ignore_case = generator.pick(4) == 0;
    options.word = generator.pick(5) == 0;
    SCOPED_TRACE(text + (options.ignore_case ? " -i" : "") + (options.word ? " -w" : ""));
    const Code original =
        compile(options.word ? "(?<!\\w)(?:" + text + ")(?!\\w)" : text, options.ignore_case, true);
    const Result<Pattern> pattern = parse_pattern(text, options);
    ASSERT_EQ(pattern.is_ok(), original != nullptr)
        << (pattern.is_ok() ? "accepted" : pattern.status().message());
    if (!pattern.is_ok()) continue;
    const Code rewritten = compile(pattern->pcre2, pattern->caseless, false);
    ASSERT_NE(rewritten, nullptr) << pattern->pcre2;
    const bool has_hyperscan = pattern->hyperscan_refusal.empty();
    const Code hyperscan = compile(pattern->hyperscan, pattern->caseless, false);
    ASSERT_NE(hyperscan, nullptr) << pattern->hyperscan;
    hyperscan_expressions += has_hyperscan;
    const LineFacts facts = prove_line_facts(pattern->root);
    for (int i = 0; i < 30; ++i) {
      const std::string line = generator.line();
      const std::vector<size_t> expected = match(original, line);
      ASSERT_EQ(match(rewritten, line), expected) << line << "\n" << pattern->pcre2;
      if (has_hyperscan) {
        ASSERT_EQ(match(hyperscan, line), expected) << line << "\n" << pattern->hyperscan;
      }
      ASSERT_FALSE(facts.matches_every_line && expected.empty()) << line;
      ASSERT_FALSE(!facts.may_match_empty && !expected.empty() && expected[0] == expected[1]);
      matches += !expected.empty();
    }
  }
  // The test is meaningful only if both outcomes occur often.
  EXPECT_GT(matches, 100'000u);
  EXPECT_GT(hyperscan_expressions, 5'000u);
}

}  // namespace
}  // namespace trawl
