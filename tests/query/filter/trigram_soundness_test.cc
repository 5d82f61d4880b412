// No trigram query loses a match: random patterns, and random lines made to match them, with PCRE2
// as the reference.
#include <gtest/gtest.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <string_view>

#include "query/filter/trigram_query.h"

namespace trawl {
namespace {
// ------------------------------------------------------------------------------

bool holds(const TrigramQuery& query, const std::set<Gram>& grams) {
  const auto has_gram = [&grams](Gram gram) { return grams.contains(gram); };
  const auto child_holds = [&grams](const TrigramQuery& child) { return holds(child, grams); };
  switch (query.kind) {
    case TrigramQuery::Kind::kAll:
      return true;
    case TrigramQuery::Kind::kNone:
      return false;
    case TrigramQuery::Kind::kAnd:
      return std::all_of(query.grams.begin(), query.grams.end(), has_gram) &&
             std::all_of(query.children.begin(), query.children.end(), child_holds);
    case TrigramQuery::Kind::kOr:
      return std::any_of(query.grams.begin(), query.grams.end(), has_gram) ||
             std::any_of(query.children.begin(), query.children.end(), child_holds);
  }
  return true;
}

class Generator {
 public:
  explicit Generator(uint32_t seed) : random_(seed) {}

  size_t pick(size_t limit) { return random_() % limit; }

  std::string pattern(int depth) {
    std::string text = sequence(depth);
    while (pick(4) == 0) text.append("|").append(sequence(depth));
    return text;
  }

  // A line that the tree probably matches. Look-around, anchors and references are ignored.
  std::string line_for(const RegexNode& root) {
    std::string line;
    if (pick(3) == 0) line += noise();
    append_match(root, &line);
    if (pick(3) == 0) line += noise();
    if (!line.empty() && pick(8) == 0) line.erase(pick(line.size()), 1);
    std::erase(line, '\n');
    return line;
  }

 private:
  std::string noise() {
    static constexpr std::string_view kBytes = "abcABxyz01_ .-";
    std::string text;
    for (size_t i = pick(8); i > 0; --i) text += kBytes[pick(kBytes.size())];
    return text;
  }

  std::string sequence(int depth) {
    static constexpr std::string_view kQuantifiers[] = {"*",     "+",    "?",     "{2}", "{3}",
                                                        "{0,2}", "{1,}", "{2,4}", "+?",  "*+",
                                                        "{5}",   "{0}",  "{6,9}", "??",  "{4,}"};
    static constexpr std::string_view kAnchors[] = {"^", "$", "\\b", "\\B", "(?i)", "(?-i)", "\\K"};
    std::string text;
    for (size_t i = pick(5); i > 0; --i) {
      text += atom(depth);
      if (pick(3) == 0) text += kQuantifiers[pick(std::size(kQuantifiers))];
      if (pick(10) == 0) text += kAnchors[pick(std::size(kAnchors))];
    }
    return text;
  }

  std::string atom(int depth) {
    static constexpr std::string_view kAtoms[] = {
        "a",     "b",      "abc",  "xyz",    "Ab",     "(?:foo)", ".", "\\w",      "\\s",
        "\\d",   "[ab]",   "[^a]", "[a-f]",  "[0-9a]", "\\.",     "_", "\xc3\xa9", "[\xc3\xa9z]",
        "[x-z]", "(?:xy)", "c",    "barbaz", "-",      "[A-C]",   "1", "\\W",      "(ab)"};
    if (depth == 0 || pick(3) > 0) return std::string(kAtoms[pick(std::size(kAtoms))]);
    static constexpr std::string_view kHeads[] = {"(",   "(?:", "(?i:", "(?=", "(?!",
                                                  "(?>", "(?:", "(",    "(",   "(?:"};
    const std::string_view head = kHeads[pick(std::size(kHeads))];
    if (pick(12) == 0) return "(a|bc)\\g{-1}";
    if (pick(12) == 0) return "(?<=a|bc)";
    return std::string(head) + pattern(depth - 1) + ")";
  }

  void append_match(const RegexNode& node, std::string* line) {
    using Kind = RegexNode::Kind;
    switch (node.kind) {
      case Kind::kBytes:
        *line += node.bytes;
        break;
      case Kind::kClass: {
        size_t skip = pick(std::min<size_t>(node.set.count(), 100));
        size_t byte = node.set._Find_first();
        while (skip-- > 0) byte = node.set._Find_next(byte);
        *line += static_cast<char>(byte);
        break;
      }
      case Kind::kConcat:
      case Kind::kGroup:
      case Kind::kAtomic:
        for (const RegexNode& child : node.children) append_match(child, line);
        break;
      case Kind::kAlternate:
        append_match(node.children[pick(node.children.size())], line);
        break;
      case Kind::kRepeat: {
        const uint32_t more = node.max == node.min ? 0 : std::min<uint32_t>(3, node.max - node.min);
        for (uint32_t i = node.min + static_cast<uint32_t>(pick(more + 1)); i > 0; --i) {
          append_match(node.children[0], line);
        }
        break;
      }
      case Kind::kAssertion:
        if (pick(2) == 0 && node.bytes == "(?=") append_match(node.children[0], line);
        break;
      default:
        break;
    }
  }

  std::mt19937 random_;
};

// Nested repeats could backtrack for minutes. A line on which PCRE2 gives up is not a match that
// could be lost.
constexpr uint32_t kMatchLimit = 20'000;
constexpr size_t kMaxLineBytes = 120;

class Engine {
 public:
  explicit Engine(const Pattern& pattern) {
    int error = 0;
    PCRE2_SIZE offset = 0;
    code_ = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.pcre2.data()), pattern.pcre2.size(),
                          PCRE2_MULTILINE | (pattern.caseless ? PCRE2_CASELESS : 0u), &error,
                          &offset, nullptr);
    pcre2_set_match_limit(context_, kMatchLimit);
    if (code_ != nullptr) data_ = pcre2_match_data_create_from_pattern(code_, nullptr);
  }
  ~Engine() {
    pcre2_match_context_free(context_);
    pcre2_match_data_free(data_);
    pcre2_code_free(code_);
  }
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  bool compiled() const { return code_ != nullptr; }
  bool matches(const std::string& line) const {
    return pcre2_match(code_, reinterpret_cast<PCRE2_SPTR>(line.data()), line.size(), 0, 0, data_,
                       context_) >= 0;
  }

 private:
  pcre2_match_context* context_ = pcre2_match_context_create(nullptr);
  pcre2_code* code_ = nullptr;
  pcre2_match_data* data_ = nullptr;
};

TEST(TrigramSoundness, NeverLosesAMatch) {
  Generator generator(7);
  size_t filtered_matches = 0;
  size_t rejected = 0;
  for (int round = 0; round < 8'000; ++round) {
    const std::string text = generator.pattern(3);
    PatternOptions options;
    options.ignore_case = generator.pick(4) == 0;
    options.word = generator.pick(8) == 0;
    const Result<Pattern> pattern = parse_pattern(text, options);
    ASSERT_TRUE(pattern.is_ok()) << text << ": " << pattern.status().message();
    const Engine engine(*pattern);
    if (!engine.compiled()) continue;  // for example \K in a look-around
    const TrigramQuery query = trigram_query(pattern->root);
    for (int i = 0; i < 20; ++i) {
      std::string line = generator.line_for(pattern->root);
      if (line.size() > kMaxLineBytes) line.resize(kMaxLineBytes);
      std::set<Gram> grams;
      for_each_trigram(line, line.size(), [&grams](Gram gram) { grams.insert(gram); });
      const bool passes = holds(query, grams);
      rejected += !passes;
      if (!engine.matches(line)) continue;
      filtered_matches += query.kind != TrigramQuery::Kind::kAll;
      ASSERT_TRUE(passes) << text << " on `" << line << "`: " << debug_string(query);
    }
  }
  // The test is meaningful only if many lines match through a filter and many do not pass one.
  EXPECT_GT(filtered_matches, 10'000u);
  EXPECT_GT(rejected, 3'000u);
}

}  // namespace
}  // namespace trawl
