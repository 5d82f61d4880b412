#include "indexer/pattern/glob_guess.h"

#include <gtest/gtest.h>

namespace trawl {
namespace {

TEST(GlobGuess, TellsGlobsFromExpressions) {
  for (const char* glob : {"*.h", "src/**", "src/*.cc", "**/x.py", "*"}) {
    EXPECT_TRUE(looks_like_glob(glob)) << glob;
  }
  for (const char* regex : {"", ".*\\.h", "a*", "(ab)*", "[a-z]*", "\\.py$", "^nova/"}) {
    EXPECT_FALSE(looks_like_glob(regex)) << regex;
    EXPECT_EQ(glob_advice(regex), "");
  }
}

TEST(GlobGuess, GivesTheExpression) {
  const auto advice = [](const std::string& regex) {
    return "; it takes a regular expression, not a glob: write '" + regex + "'";
  };
  EXPECT_EQ(glob_advice("*.h"), advice("\\.h$"));
  EXPECT_EQ(glob_advice("src/**"), advice("^src/"));
  EXPECT_EQ(glob_advice("src/*"), advice("^src/"));
  EXPECT_EQ(glob_advice("src/*.c?"), advice("^src/[^/]*\\.c[^/]$"));
  EXPECT_EQ(glob_advice("**/tests/*.py"), advice("tests/[^/]*\\.py$"));
  EXPECT_EQ(glob_advice("*"),
            "; it takes a regular expression, not a glob: leave it out to select all");
  EXPECT_EQ(glob_advice("a/**/b"), advice("^a/.*/b$"));
}

}  // namespace
}  // namespace trawl
