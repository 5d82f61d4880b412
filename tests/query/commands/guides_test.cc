// Rules for every page, README first among them.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "indexer/base/file.h"
#include "tests/query/commands/page_examples.h"

namespace trawl {
namespace {

namespace fs = std::filesystem;

const std::string kCheckout = TRAWL_SOURCE_DIR;

TEST(PageExamples, AreRunOrSayWhyNot) {
  for (const Page& page : pages_of(kCheckout)) {
    for (const std::string& found : unmarked_examples(page.text)) {
      ADD_FAILURE() << page.name << ":" << found;
    }
  }
}

TEST(Guides, SayFirstWhatTheReaderCanDoAfterThem) {
  for (const Page& page : pages_of(kCheckout)) {
    if (page.name == "README.md" || page.name == "data/expected/heat-team-report.md") continue;
    const size_t title = page.text.find("\n\n");
    ASSERT_NE(title, std::string::npos) << page.name;
    EXPECT_TRUE(page.text.substr(title + 2).starts_with("After this page you ")) << page.name;
  }
}

// A guide is a page with examples.
TEST(Guides, AreLinkedByTheReadme) {
  const std::string readme = read_file(kCheckout + "/README.md").value();
  size_t count = 0;
  for (const Page& page : pages_of(kCheckout)) {
    if (page.name == "README.md" || page_examples(page.text).empty()) continue;
    ++count;
    EXPECT_NE(readme.find("(" + page.name + ")"), std::string::npos)
        << "README.md does not link " << page.name;
  }
  EXPECT_GE(count, 5u);
}

// "![what it shows](pictures/a.png)"
TEST(Guides, ShowPicturesThatTheScriptMakes) {
  const std::string script = read_file(kCheckout + "/scripts/screenshots").value();
  const std::regex image(R"(!\[[^\]]*\]\(([^)]*)\))");
  std::set<std::string> shown;
  for (const Page& page : pages_of(kCheckout)) {
    if (page.name.starts_with("bench/")) continue;
    for (std::sregex_iterator at(page.text.begin(), page.text.end(), image), end; at != end; ++at) {
      const fs::path picture = (*at)[1].str();
      shown.insert(picture.filename());
      EXPECT_TRUE(fs::exists(fs::path(kCheckout) / fs::path(page.name).parent_path() / picture))
          << page.name << " shows " << picture;
      EXPECT_NE(script.find(" " + picture.stem().string() + " "), std::string::npos)
          << "scripts/screenshots does not make " << picture;
    }
  }
  for (const auto& entry : fs::directory_iterator(kCheckout + "/query/report/pictures")) {
    EXPECT_TRUE(shown.contains(entry.path().filename())) << "no page shows " << entry.path();
  }
}

TEST(Readme, IsAFirstPage) {
  std::istringstream readme(read_file(kCheckout + "/README.md").value());
  size_t words = 0;
  for (std::string word; readme >> word;) ++words;
  EXPECT_LE(words, 900u);
}

TEST(PageExamples, AreHeldAgainstWhatIsPrinted) {
  EXPECT_TRUE(output_fits({}, {}));
  EXPECT_FALSE(output_fits({}, {"a"}));
  EXPECT_TRUE(output_fits({"..."}, {}));
  EXPECT_TRUE(output_fits({"a", "..."}, {"a", "b"}));
  EXPECT_TRUE(output_fits({"...", "b"}, {"a", "b"}));
  EXPECT_TRUE(output_fits({"a ... b ... c", "..."}, {"a 1 b 2 b 3 c", "b"}));
  EXPECT_TRUE(output_fits({"a..."}, {"a"}));
  EXPECT_FALSE(output_fits({"a ... b"}, {"a 1 bc"}));
  EXPECT_FALSE(output_fits({"...a"}, {"ab"}));
  EXPECT_FALSE(output_fits({"a"}, {"a", "b"}));
  EXPECT_FALSE(output_fits({"b", "..."}, {"a", "b"}));
  EXPECT_FALSE(output_fits({"...", "b", "...", "a"}, {"a", "b"}));
}

TEST(PageExamples, AreCommandsAndFiles) {
  const std::vector<PageExample> examples = page_examples(
      "```sh not run: why\n$ no\n```\n```console\n$ yes\nline\n$ more\n```\n$ no\n"
      "```text a.tsv\na\tb\n```\n```hex name=a\n00\n```\n```\npicture\n```\n");
  ASSERT_EQ(examples.size(), 3u);
  EXPECT_EQ(examples[0].line, 5u);
  EXPECT_EQ(examples[0].command, "yes");
  EXPECT_EQ(examples[0].expected, Lines{"line"});
  EXPECT_EQ(examples[1].command, "more");
  EXPECT_EQ(examples[2].file, "a.tsv");
  EXPECT_EQ(examples[2].content, "a\tb\n");
}

TEST(PageExamples, WithoutAMarkAreFound) {
  const std::string found = ": commands that are neither run nor marked";
  EXPECT_EQ(unmarked_examples("# a\n```sh\nls\n```\n"), Lines{"2" + found});
  EXPECT_EQ(unmarked_examples("```text\ntrawl search a\n```\n"), Lines{"1" + found});
  EXPECT_EQ(unmarked_examples("```console once\n$ a\n```\n"), Lines{"1" + found});
  EXPECT_EQ(unmarked_examples("```sh not run: \nls\n```\n"), Lines{"1" + found});
  EXPECT_EQ(unmarked_examples("a\n\n    scripts/build\n\nb\n"), Lines{"3" + found});
  EXPECT_EQ(unmarked_examples("```sh not run: takes hours\nls\n```\n"), Lines{});
  EXPECT_EQ(unmarked_examples("```console\n$ a\n```\n```yaml\na: b\n```\n"), Lines{});
}

}  // namespace
}  // namespace trawl
