#include "query/output/output.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <csignal>
#include <string>

#include "tests/query/output/captured_output.h"

namespace trawl {
namespace {

using Kind = CapturedOutput::Kind;

TEST(Output, CollectsForAPipeUntilFlushed) {
  CapturedOutput captured(Kind::kPipe);
  Output output(captured.fd());
  EXPECT_FALSE(output.is_terminal());
  EXPECT_TRUE(*output.write("one "));
  EXPECT_TRUE(*output.write("two"));
  ASSERT_EQ(fcntl(captured.fd(), F_GETFD), 0);
  EXPECT_TRUE(output.flush().is_ok());
  EXPECT_EQ(captured.read_some(), "one two");
}

TEST(Output, WritesToATerminalAtOnce) {
  CapturedOutput captured(Kind::kTerminal);
  Output output(captured.fd());
  EXPECT_TRUE(output.is_terminal());
  EXPECT_TRUE(*output.write("line\n"));
  EXPECT_EQ(captured.read_some(), "line\n");
}

TEST(Output, AClosedReaderEndsTheOutputWithoutAnError) {
  std::signal(SIGPIPE, SIG_IGN);  // as the program does
  CapturedOutput captured(Kind::kPipe);
  Output output(captured.fd());
  captured.close_reader();
  const Result<bool> more = output.write(std::string(1 << 20, 'x'));
  ASSERT_TRUE(more.is_ok()) << more.status().message();
  EXPECT_FALSE(*more);
  EXPECT_FALSE(*output.write("more"));
  EXPECT_TRUE(output.flush().is_ok());
}

TEST(Output, AFullDiskIsAnError) {
  const FileDescriptor full(open("/dev/full", O_WRONLY | O_CLOEXEC));
  ASSERT_TRUE(full.is_open());
  Output output(full.get());
  EXPECT_TRUE(output.write("text").is_ok());
  const Status status = output.flush();
  EXPECT_FALSE(status.is_ok());
  EXPECT_EQ(status.message(), "cannot write the output: No space left on device");
}

TEST(Output, AnErrorOfAFileNamesIt) {
  const FileDescriptor full(open("/dev/full", O_WRONLY | O_CLOEXEC));
  ASSERT_TRUE(full.is_open());
  Output output(full.get(), "reports/heat.md");
  EXPECT_EQ(output.write(std::string(1 << 20, 'x')).status().message(),
            "cannot write reports/heat.md: No space left on device");
}

}  // namespace
}  // namespace trawl
