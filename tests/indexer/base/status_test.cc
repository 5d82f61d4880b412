#include "indexer/base/status.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <memory>
#include <string>

namespace trawl {
namespace {

Result<std::unique_ptr<int>> half(int number) {
  if (number % 2 != 0) return invalid_argument("odd");
  return std::make_unique<int>(number / 2);
}

Status quarter(int number, int* out) {
  TRAWL_ASSIGN_OR_RETURN(const auto first, half(number));
  TRAWL_ASSIGN_OR_RETURN(const auto second, half(*first));
  *out = *second;
  return {};
}

TEST(Status, IsOkByDefaultAndKeepsCodeAndMessage) {
  EXPECT_TRUE(Status().is_ok());
  const Status status = corruption("bad bytes");
  EXPECT_FALSE(status.is_ok());
  EXPECT_EQ(status.code(), StatusCode::kCorruption);
  EXPECT_EQ(status.message(), "bad bytes");
}

TEST(Status, ContextStandsBeforeTheMessageAndLeavesOkAlone) {
  const Status status = not_found("no such rule").with_context("rules.yaml");
  EXPECT_EQ(status.code(), StatusCode::kNotFound);
  EXPECT_EQ(status.message(), "rules.yaml: no such rule");
  EXPECT_TRUE(Status().with_context("anything").is_ok());
}

TEST(Status, ErrnoErrorSaysWhatTheSystemSaid) {
  errno = ENOENT;
  const Status status = errno_error("cannot open /x");
  EXPECT_EQ(status.code(), StatusCode::kIoError);
  EXPECT_EQ(status.message(), "cannot open /x: No such file or directory");
}

TEST(Result, MovesItsValueAndPropagatesFailure) {
  int out = 0;
  EXPECT_TRUE(quarter(12, &out).is_ok());
  EXPECT_EQ(out, 3);
  EXPECT_EQ(quarter(6, &out).message(), "odd");
  EXPECT_EQ(out, 3);
  std::unique_ptr<int> owned = half(8).value();
  EXPECT_EQ(*owned, 4);
}

TEST(Result, HoldsAnEmptyValueAsAValue) {
  const Result<std::string> result = std::string();
  ASSERT_TRUE(result.is_ok());
  EXPECT_TRUE(result->empty());
}

}  // namespace
}  // namespace trawl
