#include "indexer/cli/arguments.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace trawl {
namespace {

Arguments with(const char* name, const std::string& value) {
  Arguments arguments;
  arguments.add(name, value);
  return arguments;
}

TEST(Arguments, NumbersAndSizesAreChecked) {
  EXPECT_EQ(*number_argument(with("jobs", "7"), "jobs", 1, 8, 0), 7u);
  EXPECT_EQ(*number_argument(Arguments(), "jobs", 1, 8, 3), 3u);
  for (const char* wrong : {"0", "9", "x", "7x", "", "-1", "99999999999999999999"}) {
    const Result<uint64_t> number = number_argument(with("jobs", wrong), "jobs", 1, 8, 0);
    ASSERT_FALSE(number.is_ok()) << wrong;
    EXPECT_NE(number.status().message().find("--jobs"), std::string::npos);
  }
  EXPECT_EQ(*size_argument(with("jobs", "2M"), "jobs", 0), uint64_t{2} << 20);
  EXPECT_EQ(size_argument(with("jobs", "2X"), "jobs", 0).status().message(),
            "--jobs '2X' is not a size: write a whole number, optionally followed by K, M, G or T "
            "(powers of 1024)");
}

TEST(Arguments, SomeTextsMustNotBeEmpty) {
  EXPECT_EQ(*nonempty_argument(Arguments(), "index"), std::nullopt);
  EXPECT_EQ(*nonempty_argument(with("index", "a"), "index"), "a");
  EXPECT_EQ(nonempty_argument(with("index", ""), "index").status().message(),
            "--index must not be empty");
}

TEST(Arguments, AFileIsNotTheStandardInput) {
  EXPECT_EQ(*file_argument(Arguments(), "corpus"), std::nullopt);
  EXPECT_EQ(*file_argument(with("corpus", "a"), "corpus"), "a");
  EXPECT_EQ(file_argument(with("corpus", "-"), "corpus").status().message(),
            "--corpus needs the name of a file but got '-'; standard input is not read");
  Arguments files = with("rules", "a");
  files.add("rules", "b");
  EXPECT_EQ(*file_arguments(files, "rules"), (std::vector<std::string>{"a", "b"}));
  files.add("rules", "");
  EXPECT_FALSE(file_arguments(files, "rules").is_ok());
  EXPECT_TRUE(file_arguments(Arguments(), "rules")->empty());
}

TEST(Arguments, AChoiceIsOneOfItsNames) {
  enum class Form { kLines, kLinks };
  constexpr std::array<Choice<Form>, 2> kForms = {
      {{"lines", Form::kLines}, {"links", Form::kLinks}}};
  const auto form = [&](const Arguments& arguments) {
    return choice_argument(arguments, "form", kForms, Form::kLines, "--form {}: lines or links");
  };
  EXPECT_EQ(*form(Arguments()), Form::kLines);
  EXPECT_EQ(*form(with("form", "links")), Form::kLinks);
  EXPECT_EQ(form(with("form", "link")).status().message(), "--form link: lines or links");
  EXPECT_EQ(form(with("form", "")).status().message(), "--form : lines or links");
}

}  // namespace
}  // namespace trawl
