#include "indexer/base/open_files.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/resource.h>

namespace trawl {
namespace {

TEST(OpenFilesDeathTest, TheLimitIsRaisedAsFarAsItGoes) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto exit_with_outcome = [] {
    const rlimit lowered = {64, 100};
    if (setrlimit(RLIMIT_NOFILE, &lowered) != 0 || open_files_limit() != 64) exit(2);
    raise_open_files_limit();
    exit(open_files_limit() == 100 ? 0 : 1);
  };
  EXPECT_EXIT(exit_with_outcome(), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace trawl
