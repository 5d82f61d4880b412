#include "query/json_printer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/query/captured_output.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

using Json = nlohmann::json;

std::vector<Json> records(const std::string& expression, const std::vector<FileResult>& files) {
  const Result<Pattern> pattern = parse_pattern(expression, {});
  EXPECT_TRUE(pattern.is_ok());
  Result<SpanMatcher> spans = SpanMatcher::compile(*pattern);
  EXPECT_TRUE(spans.is_ok());
  CapturedOutput captured(CapturedOutput::Kind::kPipe);
  Output output(captured.fd());
  JsonPrinter printer(std::move(spans).value(), &output);
  for (const FileResult& file : files) EXPECT_TRUE(*printer.file(file));
  EXPECT_TRUE(printer.finish().is_ok());
  EXPECT_TRUE(output.flush().is_ok());
  std::vector<Json> parsed;
  for (const std::string& line : split_lines(captured.read_some())) {
    parsed.push_back(Json::parse(line));
  }
  return parsed;
}

FileResult file_with(std::vector<LineResult> lines) {
  FileResult result;
  result.repository = "org/repo";
  result.path = "a.py";
  result.lines = std::move(lines);
  result.bytes_searched = 100;
  return result;
}

TEST(JsonPrinter, SubmatchesHaveTheirPlaces) {
  const auto parsed = records("b+|\\d", {file_with({{2, 7, "abb 1\xC3\xA9", true}})});
  ASSERT_EQ(parsed.size(), 4u);
  const Json& data = parsed[1]["data"];
  EXPECT_EQ(data["line_number"], 2);
  EXPECT_EQ(data["absolute_offset"], 7);
  EXPECT_EQ(data["lines"]["text"], "abb 1\xC3\xA9\n");
  EXPECT_EQ(data["submatches"], Json::parse(R"([{"match":{"text":"bb"},"start":1,"end":3},
                                                {"match":{"text":"1"},"start":4,"end":5}])"));
}

TEST(JsonPrinter, BytesThatAreNotTextComeAsBase64) {
  const auto parsed = records(".", {file_with({{1, 0, "\xFF", false}})});
  EXPECT_EQ(parsed[1]["data"]["lines"], Json::parse(R"({"bytes":"/w=="})"));
  EXPECT_EQ(parsed[1]["data"]["submatches"][0]["match"], Json::parse(R"({"bytes":"/w=="})"));
}

TEST(JsonPrinter, ASubmatchMayCutACharacter) {
  const auto parsed = records("\\xC3", {file_with({{1, 0, "\xC3\xA9", true}})});
  EXPECT_EQ(parsed[1]["data"]["lines"]["text"], "\xC3\xA9\n");
  EXPECT_EQ(parsed[1]["data"]["submatches"][0]["match"]["bytes"], "ww==");
}

TEST(JsonPrinter, ControlCharactersAreEscaped) {
  const auto parsed = records("a", {file_with({{1, 0, std::string_view("a\0\x1b\"\\", 5), true}})});
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
  FileResult first = file_with({{1, 0, "x", true}});
  FileResult middle = file_with({{5, 50, "xx", true}});
  FileResult last = file_with({});
  first.ends = middle.ends = middle.begins = last.begins = false;
  const auto parsed = records("x", {first, middle, last, file_with({{2, 5, "x", true}})});
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

TEST(JsonPrinter, TheSummaryAddsUp) {
  const auto parsed = records(
      "x", {file_with({{1, 0, "xx", true}, {2, 3, "x", true}}), file_with({{5, 9, "x", true}})});
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
