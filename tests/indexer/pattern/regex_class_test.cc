// Checks classes against PCRE2: which bytes each one contains, and which texts are not a class.
#include <gtest/gtest.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <string>
#include <string_view>

#include "indexer/pattern/regex_syntax.h"

namespace trawl {
namespace {

// The bytes that, as a line of one byte, match the whole expression in PCRE2; "error" if it does
// not compile.
std::string matched_bytes(std::string_view expression) {
  int error = 0;
  PCRE2_SIZE offset = 0;
  const std::string whole = "^(?:" + std::string(expression) + ")$";
  pcre2_code* code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(whole.data()), whole.size(),
                                   PCRE2_MULTILINE, &error, &offset, nullptr);
  if (code == nullptr) return "error";
  pcre2_match_data* data = pcre2_match_data_create_from_pattern(code, nullptr);
  std::string bytes;
  for (int value = 0; value < 256; ++value) {
    const auto byte = static_cast<unsigned char>(value);
    if (byte != '\n' && pcre2_match(code, &byte, 1, 0, 0, data, nullptr) > 0) {
      bytes.push_back(static_cast<char>(byte));
    }
  }
  pcre2_match_data_free(data);
  pcre2_code_free(code);
  return bytes;
}

std::string our_bytes(std::string_view text) {
  const Result<Pattern> pattern = parse_pattern(text, {});
  return pattern.is_ok() ? matched_bytes(pattern->pcre2) : "error";
}

TEST(RegexClass, HoldsTheBytesThatPcre2Reads) {
  for (const std::string_view text : {
           "[a-c]",        "[a\\E-c]",       "[\\Qa\\E-c]",  "[a-\\Ec]",      "[a-\\Qc\\E]",
           "[a\\Q\\E-c]",  "[a-\\Q\\Ec]",    "[\\Qa-c\\E]",  "[a\\Q-\\Ec]",   "[a-\\E]",
           "[a\\E-\\E]",   "[a-\\Q\\E]",     "[-\\E]",       "[\\E-c]",       "[Z-\\Q]\\Eb]",
           "[\\Qa]\\E-c]", "[c\\E-a]",       "[\\E^a]",      "[\\Q\\E^a]",    "[^\\Ea-c]",
           "[\\Q^\\Ea]",   "[\\E]a]",        "[]\\E-a]",     "[a-c\\E-e]",    "[a\\E-c\\E-]",
           "[\\Qa\\E",     "[a\\E-",         "[a-\\E",       "[\\x61\\E-c]",  "[a\\E\\Q\\E-c-e]",
           "[[:alpha:]]",  "[[:alpha:]\\E]", "[[:^digit:]]", "[a[:digit:]z]", "[[:]",
           "[[:a]",        "[[:a[:digit:]]", "[[:a\\]:]",    "[[:1:]]",       "[[::]]",
           "[[:Alpha:]]",  "[[:al pha:]]",   "[a[:<:]]",     "[[:<:]a]",      "[^[:>:]]",
       }) {
    EXPECT_EQ(our_bytes(text), matched_bytes(text)) << text;
  }
}

TEST(RegexClass, WordBoundariesInBracketsAreRefusedByName) {
  const struct {
    const char* text;
    const char* message;
  } rows[] = {
      {"a[[:<:]]b", "[[:<:]] is not supported: write \\b(?=\\w) at byte 1"},
      {"a[[:>:]]", "[[:>:]] is not supported: write \\b(?<=\\w) at byte 1"},
  };
  for (const auto& row : rows) {
    const Result<Pattern> pattern = parse_pattern(row.text, {});
    ASSERT_FALSE(pattern.is_ok()) << row.text;
    EXPECT_EQ(pattern.status().code(), StatusCode::kUnsupported);
    EXPECT_TRUE(pattern.status().message().starts_with(row.message)) << pattern.status().message();
  }
}

}  // namespace
}  // namespace trawl
