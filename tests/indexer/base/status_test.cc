#include "indexer/base/status.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <memory>
#include <string>

#include "indexer/base/command_words.h"

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

TEST(Status, FieldsTravelBesideTheText) {
  const Status status = invalid_argument("too many steps")
                            .with_context(in_pattern("(a+)+"))
                            .with_context(in_line(12))
                            .with_context(in_rule("slow"))
                            .with_context(in_file("o/heat/a.py"));
  EXPECT_EQ(status.message(), "o/heat/a.py: rule slow: line 12: pattern `(a+)+`: too many steps");
  EXPECT_EQ(*status.subject(SubjectKind::kPattern), "(a+)+");
  EXPECT_EQ(*status.subject(SubjectKind::kRule), "slow");
  EXPECT_EQ(status.subject(SubjectKind::kCatalogue), nullptr);
  EXPECT_EQ(status.place(), (TextPlace{"o/heat/a.py", 12}));
  EXPECT_EQ(status.phrase_without_place().in(plain_words),
            "rule slow: pattern `(a+)+`: too many steps");
}

TEST(Status, TheOuterLineIsThePlace) {
  ErrorContext byte = unsaid(in_pattern("f(oo"));
  byte.place = TextPlace{.file = {}, .line = 1, .column = 2};
  const Status status = invalid_argument("missing )").with_context(byte);
  EXPECT_EQ(status.place(), (TextPlace{"", 1, 2}));
  EXPECT_EQ(status.message(), "missing )");
  EXPECT_EQ(status.with_context(in_file("rules", 3)).place(), (TextPlace{"rules", 3}));
  EXPECT_EQ(status.with_context(in_file("rules", 3)).message(), "rules:3: missing )");
}

TEST(Status, OtherCodesAndAdviceKeepTheFields) {
  const Status status = not_found("gone").with_context(in_file("a", 1));
  const Status changed = status.with_code(StatusCode::kCorruption).with_advice(": look again");
  EXPECT_EQ(changed.code(), StatusCode::kCorruption);
  EXPECT_EQ(changed.message(), "a:1: gone: look again");
  EXPECT_EQ(changed.place(), status.place());
  EXPECT_EQ(status.message(), "a:1: gone");
  EXPECT_TRUE(Status().with_code(StatusCode::kCorruption).with_advice("x").is_ok());
}

TEST(Status, TermsAreShownInTheWordsOfTheReader) {
  const Status status =
      invalid_argument(Term::kJobs + (": lower " + Term::kMemory) + " or " + Term::kJobs)
          .with_context(in_option(Term::kPathExpression))
          .with_context("a");
  EXPECT_EQ(status.option(), Term::kPathExpression);
  EXPECT_EQ(status.message(command_words), "a: --path: --jobs: lower --memory or --jobs");
  EXPECT_EQ(status.message(),
            "a: the path expression: the number of threads: "
            "lower the memory or the number of threads");
}

// A server has no flags, so its messages say in words what to run.
TEST(Status, TheLibrariesOwnWordsNameNoFlagAndNoProgram) {
  for (auto term = Term::kMemory; term <= Term::kRulesRemoval;
       term = static_cast<Term>(static_cast<uint8_t>(term) + 1)) {
    const std::string_view plain = plain_words(term);
    EXPECT_FALSE(plain.empty());
    EXPECT_EQ(plain.find("trawl"), std::string_view::npos) << plain;
    EXPECT_EQ(plain.find(" -"), std::string_view::npos) << plain;
    EXPECT_FALSE(plain.starts_with('-')) << plain;
    EXPECT_FALSE(command_words(term).empty()) << plain;
  }
}

TEST(Status, ErrnoErrorSaysWhatTheSystemSaid) {
  errno = ENOENT;
  const Status status = errno_error("cannot open", "/x");
  EXPECT_EQ(status.code(), StatusCode::kIoError);
  EXPECT_EQ(status.message(), "cannot open /x: No such file or directory");
  EXPECT_EQ(status.place(), TextPlace{"/x"});
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
