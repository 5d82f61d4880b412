#include "query/output/printer.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/query/output/captured_output.h"

namespace trawl {
namespace {

using Kind = CapturedOutput::Kind;

FileResult sample() {
  FileResult result;
  result.repository = "org/repo";
  result.path = "dir/a\x1b.py";
  result.revision = "r1";
  result.lines.push_back({3, 20, "\t indented \xE2\x80\x83\x07 text \r", true});
  result.lines.push_back({9, 90, "", false});
  return result;
}

// What the printer writes of the sample.
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

// A file in three parts, the last without a line, and one in a single part.
template <class Printer>
std::string printed_in_parts() {
  CapturedOutput captured(Kind::kPipe);
  Output output(captured.fd());
  Printer printer(&output);
  const FileResult results[] = {
      {"org/repo", "a", "", {{2, 9, "x", true}, {3, 11, "y", true}}, 1, true, false},
      {"org/repo", "a", "", {{70, 900, "z", true}}, 1, false, false},
      {"org/repo", "a", "", {}, 1, false, true},
      {"org/repo", "b", "", {{5, 50, "x", true}}, 1, true, true}};
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
