#include "query/output/printer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "query/search/line_details.h"
#include "tests/query/output/captured_output.h"

namespace trawl {
namespace {

using Kind = CapturedOutput::Kind;

FileResult sample() {
  FileResult result;
  result.repository = "org/repo";
  result.path = "dir/a\x1b.py";
  result.revision = "r1";
  static const std::vector<Line> lines = {{3, true, 20, "\t indented \xE2\x80\x83\x07 text \r"},
                                          {9, false, 90, ""}};
  result.lines = lines;
  return result;
}

// The printer's output for the sample.
template <class Make>
std::string printed(Kind kind, Make make) {
  CapturedOutput captured(kind);
  Output output(captured.fd());
  auto printer = make(&output);
  const Result<bool> more = printer.file(sample());
  EXPECT_TRUE(more.is_ok() && *more);
  EXPECT_TRUE(output.flush().is_ok());
  return captured.read_some();
}

LinkPrinter link_printer(const char* link_template, Output* output) {
  Result<LinkTemplate> parsed = LinkTemplate::parse(link_template);
  EXPECT_TRUE(parsed.is_ok());
  return LinkPrinter(std::move(parsed).value(), output);
}

TEST(Printer, GrepLinesAsTheyAre) {
  EXPECT_EQ(printed(Kind::kPipe, [](Output* output) { return GrepPrinter(output); }),
            "org/repo/dir/a\x1b.py:3:\t indented \xE2\x80\x83\x07 text \r\n"
            "org/repo/dir/a\x1b.py:9:\n");
}

TEST(Printer, GrepLinesEscapedOnATerminal) {
  EXPECT_EQ(printed(Kind::kTerminal, [](Output* output) { return GrepPrinter(output); }),
            "org/repo/dir/a\\x1b.py:3:\t indented \xE2\x80\x83\\x07 text \\x0d\n"
            "org/repo/dir/a\\x1b.py:9:\n");
}

// Printers that need no details print the same with and without them.
TEST(Printer, DetailsOfALineAreForThoseWhoUseThem) {
  const Span span{2, 4};
  const uint32_t pattern = 7;
  const Line neighbour{2, true, 10, "before"};
  LineDetails details;
  details.spans = {&span, 1};
  details.patterns = {&pattern, 1};
  details.before = {&neighbour, 1};
  FileResult result = sample();
  std::vector<Line> lines(result.lines.begin(), result.lines.end());
  for (Line& line : lines) line.details = &details;
  result.lines = lines;
  CapturedOutput captured(Kind::kPipe);
  Output output(captured.fd());
  EXPECT_TRUE(*GrepPrinter(&output).file(result));
  EXPECT_TRUE(output.flush().is_ok());
  EXPECT_EQ(captured.read_some(),
            printed(Kind::kPipe, [](Output* plain) { return GrepPrinter(plain); }));
}

TEST(Printer, LinksWithTheirTextStripped) {
  const auto make = [](Output* output) { return link_printer("{path}#{line}: <{text}>", output); };
  EXPECT_EQ(printed(Kind::kPipe, make),
            "dir/a\x1b.py#3: <indented \xE2\x80\x83\x07 text>\ndir/a\x1b.py#9: <>\n");
  EXPECT_EQ(printed(Kind::kTerminal, make),
            "dir/a\\x1b.py#3: <indented \xE2\x80\x83\\x07 text>\ndir/a\\x1b.py#9: <>\n");
}

TEST(Printer, CountsAndNames) {
  EXPECT_EQ(printed(Kind::kPipe, [](Output* output) { return CountPrinter(output); }),
            "org/repo/dir/a\x1b.py:2\n");
  EXPECT_EQ(printed(Kind::kTerminal, [](Output* output) { return CountPrinter(output); }),
            "org/repo/dir/a\\x1b.py:2\n");
  EXPECT_EQ(printed(Kind::kPipe, [](Output* output) { return NamePrinter(output); }),
            "org/repo/dir/a\x1b.py\n");
  EXPECT_EQ(printed(Kind::kTerminal, [](Output* output) { return NamePrinter(output); }),
            "org/repo/dir/a\\x1b.py\n");
}

// One file in three parts, the last without a line, and one file in a single part.
template <class Printer>
std::string printed_in_parts() {
  CapturedOutput captured(Kind::kPipe);
  Output output(captured.fd());
  Printer printer(&output);
  const std::vector<Line> first = {{2, true, 9, "x"}, {3, true, 11, "y"}};
  const std::vector<Line> second = {{70, true, 900, "z"}};
  const std::vector<Line> other = {{5, true, 50, "x"}};
  const FileResult results[] = {{"org/repo", "a", "", first, 1, true, false},
                                {"org/repo", "a", "", second, 1, false, false},
                                {"org/repo", "a", "", {}, 1, false, true},
                                {"org/repo", "b", "", other, 1, true, true}};
  for (const FileResult& result : results) EXPECT_TRUE(*printer.file(result));
  EXPECT_TRUE(output.flush().is_ok());
  return captured.read_some();
}

TEST(Printer, AFileInPartsIsOneFile) {
  EXPECT_EQ(printed_in_parts<GrepPrinter>(),
            "org/repo/a:2:x\norg/repo/a:3:y\norg/repo/a:70:z\norg/repo/b:5:x\n");
  EXPECT_EQ(printed_in_parts<CountPrinter>(), "org/repo/a:3\norg/repo/b:1\n");
  EXPECT_EQ(printed_in_parts<NamePrinter>(), "org/repo/a\norg/repo/b\n");
}

TEST(Printer, QuietEndsAtTheFirstFile) {
  QuietSink sink;
  EXPECT_FALSE(*sink.file(sample()));
}

}  // namespace
}  // namespace trawl
