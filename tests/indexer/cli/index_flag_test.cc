#include "indexer/cli/index_flag.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <string>

namespace trawl {
namespace {

Arguments of(const std::string& index) {
  Arguments arguments;
  arguments.add("index", index);
  return arguments;
}

TEST(IndexFlag, TheIndexComesFromFlagThenEnvironment) {
  ASSERT_EQ(setenv("HOME", "/home/me", 1), 0);
  ASSERT_EQ(unsetenv("XDG_DATA_HOME"), 0);
  ASSERT_EQ(unsetenv("TRAWL_INDEX"), 0);
  EXPECT_EQ(*index_directory(Arguments()), "/home/me/.local/share/trawl/index");
  ASSERT_EQ(setenv("XDG_DATA_HOME", "relative", 1), 0);
  EXPECT_EQ(*index_directory(Arguments()), "/home/me/.local/share/trawl/index");
  ASSERT_EQ(setenv("XDG_DATA_HOME", "/data", 1), 0);
  EXPECT_EQ(*index_directory(Arguments()), "/data/trawl/index");
  ASSERT_EQ(setenv("TRAWL_INDEX", "/mine", 1), 0);
  EXPECT_EQ(*index_directory(Arguments()), "/mine");
  EXPECT_EQ(*index_directory(of("/given")), "/given");
  EXPECT_EQ(index_directory(of("")).status().message(), "--index must not be empty");
  for (const char* variable : {"HOME", "XDG_DATA_HOME", "TRAWL_INDEX"}) {
    ASSERT_EQ(setenv(variable, "", 1), 0);
  }
  EXPECT_NE(index_directory(Arguments()).status().message().find("no default place"),
            std::string::npos);
}

}  // namespace
}  // namespace trawl
