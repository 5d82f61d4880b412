#include "query/output/json_printer.h"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <deque>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "query/output/json_text.h"
#include "tests/indexer/format/damage.h"
#include "tests/query/output/captured_output.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

using Json = nlohmann::json;

SpanMatcher spans_of(const std::vector<std::string>& expressions) {
  std::vector<Pattern> patterns;
  for (const std::string& expression : expressions) {
    patterns.push_back(parse_pattern(expression, {}).value());
  }
  return SpanMatcher::create(SpanPatterns::compile(patterns).value()).value();
}

std::vector<Json> records(const std::string& expression, const std::vector<FileResult>& files) {
  CapturedOutput captured(CapturedOutput::Kind::kPipe);
  Output output(captured.fd());
  JsonPrinter printer(spans_of({expression}), &output);
  for (const FileResult& file : files) EXPECT_TRUE(*printer.file(file));
  EXPECT_TRUE(printer.finish().is_ok());
  EXPECT_TRUE(output.flush().is_ok());
  std::vector<Json> parsed;
  for (const std::string& line : split_lines(captured.read_some())) {
    parsed.push_back(Json::parse(line));
  }
  return parsed;
}

FileResult file_with(std::vector<Line> lines) {
  FileResult result;
  result.repository = "org/repo";
  result.path = "a.py";
  static std::deque<std::vector<Line>> kept;  // results refer to these
  result.lines = kept.emplace_back(std::move(lines));
  result.bytes_searched = 100;
  return result;
}

TEST(JsonPrinter, SubmatchesHaveTheirPlaces) {
  const auto parsed = records("b+|\\d", {file_with({{2, true, 7, "abb 1\xC3\xA9"}})});
  ASSERT_EQ(parsed.size(), 4u);
  const Json& data = parsed[1]["data"];
  EXPECT_EQ(data["line_number"], 2);
  EXPECT_EQ(data["absolute_offset"], 7);
  EXPECT_EQ(data["lines"]["text"], "abb 1\xC3\xA9\n");
  EXPECT_EQ(data["submatches"], Json::parse(R"([{"match":{"text":"bb"},"start":1,"end":3},
                                                {"match":{"text":"1"},"start":4,"end":5}])"));
}

// "start-end" of each match in the line.
std::string submatches(const std::vector<std::string>& expressions, std::string_view line) {
  SpanMatcher spans = spans_of(expressions);
  std::string text;
  spans.begin(line);
  for (auto span = spans.next(); *span; span = spans.next()) {
    text += std::to_string((*span)->begin) + "-" + std::to_string((*span)->end) + " ";
  }
  return text;
}

TEST(Submatches, OfSeveralPatternsAreThoseOfTheirAlternation) {
  EXPECT_EQ(submatches({"b", "a"}, "abab"), "0-1 1-2 2-3 3-4 ");
  EXPECT_EQ(submatches({"ab", "abc"}, "abc abc"), "0-2 4-6 ");  // the earlier of two that tie
  EXPECT_EQ(submatches({"abc", "ab"}, "abc abc"), "0-3 4-7 ");
  EXPECT_EQ(submatches({"bcd", "abc"}, "abcd bcd"), "0-3 5-8 ");  // what overlaps is skipped
  EXPECT_EQ(submatches({"x", "y"}, "ab"), "");
  EXPECT_EQ(submatches({"b", "x*"}, "xxb"), "0-2 2-3 ");
  EXPECT_EQ(submatches({"a\\K"}, "aa"), "1-1 ");  // \K sets the match's beginning; as ripgrep
  EXPECT_EQ(submatches({"a\\K", "b"}, "aab"), "1-1 2-3 ");
  for (const char* line : {"", "abcabc", "aaab", "cab bac", "bbb"}) {
    for (const auto& [one, other] :
         {std::pair("a*", "b"), {"b", "a*"}, {"\\bb", "(?<=a)b"}, {"c|ab", "a"}, {"^a", "$"}}) {
      const std::string both = std::string("(?:") + one + ")|(?:" + other + ")";
      EXPECT_EQ(submatches({one, other}, line), submatches({both}, line)) << both << " " << line;
    }
  }
}

// Nothing of one line is left when the next one is written.
TEST(JsonPrinter, SubmatchesOfSeveralPatterns) {
  CapturedOutput captured(CapturedOutput::Kind::kPipe);
  Output output(captured.fd());
  JsonPrinter printer(spans_of({"two", "one"}), &output);
  EXPECT_TRUE(*printer.file(file_with({{1, true, 0, "one two"}, {2, true, 8, "two"}})));
  EXPECT_TRUE(output.flush().is_ok());
  const std::vector<std::string> lines = split_lines(captured.read_some());
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(Json::parse(lines[1])["data"]["submatches"],
            Json::parse(R"([{"match":{"text":"one"},"start":0,"end":3},
                            {"match":{"text":"two"},"start":4,"end":7}])"));
  EXPECT_EQ(Json::parse(lines[2])["data"]["submatches"].size(), 1u);
}

TEST(JsonPrinter, BytesThatAreNotTextComeAsBase64) {
  const auto parsed = records(".", {file_with({{1, false, 0, "\xFF"}})});
  EXPECT_EQ(parsed[1]["data"]["lines"], Json::parse(R"({"bytes":"/w=="})"));
  EXPECT_EQ(parsed[1]["data"]["submatches"][0]["match"], Json::parse(R"({"bytes":"/w=="})"));
}

TEST(JsonPrinter, ASubmatchMayCutACharacter) {
  const auto parsed = records("\\xC3", {file_with({{1, true, 0, "\xC3\xA9"}})});
  EXPECT_EQ(parsed[1]["data"]["lines"]["text"], "\xC3\xA9\n");
  EXPECT_EQ(parsed[1]["data"]["submatches"][0]["match"]["bytes"], "ww==");
}

TEST(JsonPrinter, ControlCharactersAreEscaped) {
  const auto parsed = records("a", {file_with({{1, true, 0, std::string_view("a\0\x1b\"\\", 5)}})});
  EXPECT_EQ(parsed[1]["data"]["lines"]["text"], std::string("a\0\x1b\"\\\n", 6));
}

TEST(JsonPrinter, EveryCharacterComesBackAndNoneDrivesATerminal) {
  std::string every;  // U+0000 to U+00FF
  for (unsigned c = 0; c < 0x100; ++c) {
    if (c >= 0x80) every += static_cast<char>(0xC0 | c >> 6);
    every += static_cast<char>(c >= 0x80 ? 0x80 | (c & 0x3F) : c);
  }
  every += "\xE2\x80\xA8 \xF0\x9F\x90\x9F";
  std::string text;
  append_json_text(every, &text);
  EXPECT_EQ(Json::parse(text)["text"], every);
  EXPECT_EQ(text.find_first_of("\n\x1b\x7f"), std::string::npos);
  EXPECT_NE(text.find(R"(\b\t\n\u000b\f\r\u000e)"), std::string::npos) << text;
  EXPECT_NE(text.find(R"(~\u007f\u0080)"), std::string::npos) << text;
  EXPECT_NE(text.find("\\u009f\xC2\xA0"), std::string::npos) << text;
}

TEST(JsonPrinter, AFileInPartsHasOneBeginAndOneEnd) {
  FileResult first = file_with({{1, true, 0, "x"}});
  FileResult middle = file_with({{5, true, 50, "xx"}});
  FileResult last = file_with({});
  first.ends = middle.ends = middle.begins = last.begins = false;
  const auto parsed = records("x", {first, middle, last, file_with({{2, true, 5, "x"}})});
  std::string types;
  for (const Json& record : parsed) types += record["type"].get<std::string>().front();
  ASSERT_EQ(types, "bmmebmes");
  const Json& end = parsed[3]["data"]["stats"];
  EXPECT_EQ(end["matched_lines"], 2);
  EXPECT_EQ(end["matches"], 3);
  EXPECT_EQ(end["bytes_searched"], 300);
  const Json& summary = parsed[7]["data"]["stats"];
  EXPECT_EQ(summary["searches_with_match"], 2);
  EXPECT_EQ(summary["matched_lines"], 3);
  EXPECT_EQ(summary["bytes_printed"],
            end["bytes_printed"].get<uint64_t>() +
                parsed[6]["data"]["stats"]["bytes_printed"].get<uint64_t>());
}

// Prints the records of one file to an anonymous file, and measures the largest allocation
// meanwhile.
Result<std::string> print_to_file(const std::string& expression, const FileResult& file,
                                  size_t* largest_allocation) {
  FileDescriptor written(memfd_create("records", 0));
  Output output(written.get());
  JsonPrinter printer(spans_of({expression}), &output);
  take_largest_allocation();
  const Result<bool> more = printer.file(file);
  *largest_allocation = take_largest_allocation();
  EXPECT_TRUE(output.flush().is_ok());
  if (!more.is_ok()) return more.status();
  std::string text(static_cast<size_t>(lseek(written.get(), 0, SEEK_CUR)), '\0');
  EXPECT_EQ(pread(written.get(), text.data(), text.size(), 0), static_cast<ssize_t>(text.size()));
  return text;
}

TEST(JsonPrinter, ALongLineIsWrittenInPieces) {
  constexpr size_t kAllowed = 512 << 10;
  const std::string letters(300 << 10, 'e');
  std::string characters;  // could be cut at any byte
  while (characters.size() < (300 << 10)) characters += "e\xC2\x9F\xE2\x82\xAC\"";
  for (const std::string& text : {letters, characters, characters + "\xFF"}) {
    for (const char* expression : {"e", ".*"}) {
      for (const bool ends_with_newline : {true, false}) {
        size_t largest = 0;
        const Result<std::string> printed =
            print_to_file(expression, file_with({{1, ends_with_newline, 0, text}}), &largest);
        ASSERT_TRUE(printed.is_ok());
        EXPECT_LT(largest, kAllowed);
        const std::vector<std::string> lines = split_lines(*printed);
        ASSERT_EQ(lines.size(), 3u);
        std::string wanted;
        append_json_text(ends_with_newline ? text + "\n" : text, &wanted);
        EXPECT_NE(lines[1].find(R"("lines":)" + wanted + ","), std::string::npos);
        const Json match = Json::parse(lines[1])["data"];
        const size_t count = expression[0] == '.' ? 1 : std::count(text.begin(), text.end(), 'e');
        ASSERT_EQ(match["submatches"].size(), count);
        const Json& last = match["submatches"].back();
        EXPECT_EQ(last["end"], count == 1 ? text.size() : text.rfind('e') + 1);
        EXPECT_EQ(Json::parse(lines[2])["data"]["stats"]["matches"], count);
        EXPECT_EQ(Json::parse(lines[2])["data"]["stats"]["bytes_printed"],
                  lines[0].size() + lines[1].size() + 2);
      }
    }
  }
}

TEST(JsonPrinter, AnErrorLeavesNoRecordWithoutItsEnd) {
  // The pattern matches at the start of the line, and then reaches the match limit.
  for (const size_t rest : {10, 200000}) {
    const std::string text = "x" + std::string(60, 'a') + std::string(rest, 'b');
    FileDescriptor written(memfd_create("records", 0));
    Output output(written.get());
    JsonPrinter printer(spans_of({"x|(a+)+$"}), &output);
    EXPECT_FALSE(printer.file(file_with({{1, true, 0, text}})).is_ok());
    EXPECT_TRUE(output.flush().is_ok());
    EXPECT_EQ(lseek(written.get(), 0, SEEK_CUR), 0);
  }
}

TEST(JsonPrinter, TheSummaryAddsUp) {
  const auto parsed = records(
      "x", {file_with({{1, true, 0, "xx"}, {2, true, 3, "x"}}), file_with({{5, true, 9, "x"}})});
  ASSERT_EQ(parsed.size(), 8u);
  EXPECT_EQ(parsed[3]["data"]["stats"]["matches"], 3);
  const Json& stats = parsed[7]["data"]["stats"];
  EXPECT_EQ(stats["matches"], 4);
  EXPECT_EQ(stats["matched_lines"], 3);
  EXPECT_EQ(stats["searches_with_match"], 2);
  EXPECT_EQ(stats["bytes_searched"], 200);
}

}  // namespace
}  // namespace trawl
