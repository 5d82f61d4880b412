// Exit codes and flags of the programs: what is found, what is refused, and with which message.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/query/commands/command_runner.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

using testing::Test;
using Words = std::vector<std::string>;

class CommandFlags : public Test {
 protected:
  void SetUp() override {
    tree_.add("src/a.txt", "alpha beta\nALPHA\n# alpha\n  # alphabet\n-alpha\n");
    tree_.add("src/b.txt", "beta\n");
    tree_.add("rules.tsv", "alpha\talpha\nnothing\tno such line\n");
    const CommandResult built = run_trawl_index(
        {"build", "--index", tree_.index(), "--rules", tree_.path("rules.tsv"), tree_.path("src")});
    ASSERT_EQ(built.exit_code, 0) << built.err;
    place_.environment = {"TRAWL_INDEX=" + tree_.index()};
  }

  CommandResult trawl(Words words) const { return run_trawl(std::move(words), place_); }

  // Expects exit code 2, nothing on standard output, and one line on standard error that contains
  // `message`.
  void expect_refused(const CommandResult& result, const std::string& message) const {
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(split_lines(result.err).size(), 1u) << result.err;
    EXPECT_TRUE(result.err.starts_with("trawl")) << result.err;
    EXPECT_NE(result.err.find(message), std::string::npos) << result.err << "\nwanted: " << message;
  }

  TestTree tree_;
  CommandPlace place_;
};

TEST_F(CommandFlags, ExitCodesTellFoundNoneAndError) {
  const std::vector<std::pair<Words, int>> expected = {
      {{"search", "alpha"}, 0},
      {{"search", "gamma"}, 1},
      {{"search", "-q", "alpha"}, 0},
      {{"search", "-q", "gamma"}, 1},
      {{"search", "--repo", "other", "alpha"}, 1},
      {{"search", "a("}, 2},
      {{"search"}, 2},
      {{"search", "a", "b"}, 2},
      {{"search", "--help"}, 0},
      {{"list", "alpha"}, 0},
      {{"list", "nothing"}, 1},
      {{"list", "unknown"}, 2},
      {{"list"}, 2},
      {{"files"}, 0},
      {{"files", "a.txt"}, 0},
      {{"files", "c.txt"}, 1},
      {{"files", "--skipped"}, 1},
      {{"files", "("}, 2},
      {{"show", "src/a.txt"}, 0},
      {{"show", "src/c.txt"}, 1},
      {{"show", "src/a.txt:3-2"}, 2},
      {{"show", "src/a.txt:99"}, 2},
      {{"show"}, 2},
      {{"--help"}, 0},
      {{"--version"}, 0},
      {{"unknown"}, 2},
      {{}, 2},
  };
  for (const auto& [words, code] : expected) {
    EXPECT_EQ(trawl(words).exit_code, code) << testing::PrintToString(words);
  }
}

TEST_F(CommandFlags, ExitCodesOfTrawlIndex) {
  EXPECT_EQ(run_trawl_index({"stats"}, place_).exit_code, 0);
  EXPECT_EQ(run_trawl_index({"check"}, place_).exit_code, 0);
  EXPECT_EQ(run_trawl_index({"dump"}, place_).exit_code, 0);
  EXPECT_EQ(run_trawl_index({"dump", "--help"}).exit_code, 0);
  EXPECT_EQ(run_trawl_index({"--version"}).exit_code, 0);
  EXPECT_EQ(run_trawl_index({"build", "--help"}).exit_code, 0);
  expect_refused(run_trawl_index({"build"}, place_), "nothing to index");
  expect_refused(run_trawl_index({"stats", "more"}, place_), "'more'");
  expect_refused(run_trawl_index({"dump", "more"}, place_), "'more'");
  expect_refused(run_trawl_index({"unknown"}, place_),
                 "unknown command 'unknown'. Did you mean: trawl-index build unknown?");
  expect_refused(run_trawl_index({"build", "--memory", "1K", tree_.path("src")}, place_),
                 "--memory");
  expect_refused(run_trawl_index({"build", "--jobs", "0", tree_.path("src")}, place_),
                 "--jobs '0'");
}

TEST_F(CommandFlags, LaterFlagsAreRefusedByName) {
  const std::vector<std::pair<std::string, std::string>> flags = {
      {"-o", "--only-matching (-o)"}, {"--only-matching", "--only-matching (-o)"},
      {"-P", "--pcre2 (-P)"},         {"--pcre2", "--pcre2 (-P)"},
      {"-U", "--multiline (-U)"},     {"--multiline", "--multiline (-U)"},
      {"--unicode", "--unicode"},     {"--crlf", "--crlf"}};
  for (const auto& [flag, name] : flags) {
    expect_refused(trawl({"search", flag, "alpha"}), name + " is not supported yet");
  }
  EXPECT_EQ(trawl({"search", "-o", "--no-only-matching", "alpha"}).exit_code, 0);
}

TEST_F(CommandFlags, JsonIsRefusedBesideAnotherForm) {
  const std::vector<std::pair<Words, std::string>> forms = {
      {{"-c"}, "--count"},
      {{"-l"}, "--files-with-matches"},
      {{"--format", "link"}, "--format"},
      {{"--format", "grep"}, "--format"},
      {{"--link-template", "gitea"}, "--link-template"}};
  for (const auto& [form, name] : forms) {
    for (const char* command : {"search", "list"}) {
      Words words = {command, "--json", "alpha"};
      words.insert(words.end(), form.begin(), form.end());
      expect_refused(trawl(words), "give --json or " + name + ", not both");
    }
  }
  EXPECT_EQ(trawl({"search", "--json", "-c", "--no-count", "alpha"}).exit_code, 0);
  EXPECT_EQ(trawl({"search", "--json", "--no-json", "-c", "^beta"}).out, "src/b.txt:1\n");
  EXPECT_EQ(trawl({"search", "--json", "-q", "alpha"}).out, "");
}

TEST_F(CommandFlags, FormsThatExcludeEachOtherAreRefused) {
  const std::vector<std::pair<Words, std::string>> forms = {
      {{"-c", "--format", "link"}, "give --count or --format link, not both"},
      {{"-l", "--format", "link"}, "give --files-with-matches or --format link, not both"},
      {{"-c", "--link-template", "gitea"}, "give --count or --link-template, not both"},
      {{"-l", "--link-template", "gitea"},
       "give --files-with-matches or --link-template, not both"},
      {{"--link-template", "gitea", "--format", "grep"},
       "give --link-template or --format grep, not both"},
      {{"--comment-marker", "//"}, "--comment-marker has no effect without --ignore-comments"}};
  for (const auto& [form, message] : forms) {
    for (const char* command : {"search", "list"}) {
      Words words = {command, "alpha"};
      words.insert(words.end(), form.begin(), form.end());
      expect_refused(trawl(words), message);
    }
  }
  EXPECT_EQ(trawl({"search", "-c", "--format", "grep", "^beta"}).out, "src/b.txt:1\n");
  EXPECT_EQ(trawl({"search", "--format", "link", "--link-template", "{line}", "^beta"}).out, "1\n");
}

TEST_F(CommandFlags, FilesOfSomeRepositories) {
  EXPECT_EQ(trawl({"files", "--repo", "^src$", "a.txt"}).out, "src/a.txt\n");
  EXPECT_EQ(trawl({"files", "--repo", "other", "a.txt"}).exit_code, 1);
  EXPECT_EQ(trawl({"files", "--repo", "src"}).out, "src/a.txt\nsrc/b.txt\n");
  expect_refused(trawl({"files", "--repo", "("}), "--repo");
}

TEST_F(CommandFlags, UnknownFlagsAndMissingValuesAreRefused) {
  expect_refused(trawl({"search", "--nonsense", "alpha"}), "--nonsense");
  expect_refused(trawl({"search", "alpha", "--repo"}), "--repo");
  expect_refused(trawl({"search", "--count=3", "alpha"}), "--count");
  expect_refused(trawl({"search", "--format", "xml", "alpha"}), "--format 'xml'");
  expect_refused(trawl({"search", "--jobs", "many", "alpha"}), "--jobs 'many'");
  expect_refused(trawl({"search", "--memory", "lots", "alpha"}), "--memory 'lots'");
  expect_refused(trawl({"search", "--comment-marker", "", "alpha"}), "must not be empty");
  expect_refused(trawl({"search", "-Z", "alpha"}), "-Z");
  expect_refused(trawl({"search", "--coun", "alpha"}), "--coun");
}

TEST_F(CommandFlags, TheLastFlagWins) {
  EXPECT_EQ(trawl({"search", "-c", "--no-count", "^beta"}).out, "src/b.txt:1:beta\n");
  EXPECT_EQ(trawl({"search", "--no-count", "-c", "^beta"}).out, "src/b.txt:1\n");
  EXPECT_EQ(trawl({"search", "-i", "--no-ignore-case", "ALPHA"}).out, "src/a.txt:2:ALPHA\n");
  EXPECT_EQ(trawl({"search", "--ignore-comments", "--comment-marker", "//", "--comment-marker", "-",
                   "-l", "[-]alpha|^beta"})
                .out,
            "src/b.txt\n");
  EXPECT_EQ(trawl({"search", "-j", "none", "-j", "1", "^beta"}).out, "src/b.txt:1:beta\n");
  EXPECT_EQ(trawl({"search", "--ignore-comments", "--no-ignore-comments", "# a"}).out,
            "src/a.txt:3:# alpha\nsrc/a.txt:4:  # alphabet\n");
  EXPECT_EQ(trawl({"search", "--format", "link", "--format", "grep", "^beta"}).out,
            "src/b.txt:1:beta\n");
}

TEST_F(CommandFlags, AValueMayBeEmptyOrNamedLikeAFlag) {
  EXPECT_EQ(trawl({"search", "--repo", "", "--path", "", "^beta"}).out, "src/b.txt:1:beta\n");
  EXPECT_EQ(trawl({"search", "--repo", "json", "alpha"}).exit_code, 1);
  expect_refused(trawl({"search", "--snapshot", "count", "alpha"}), "no snapshot 'count'");
}

TEST_F(CommandFlags, SearchModes) {
  EXPECT_EQ(trawl({"search", "-w", "-i", "alpha"}).out,
            "src/a.txt:1:alpha beta\nsrc/a.txt:2:ALPHA\nsrc/a.txt:3:# alpha\nsrc/a.txt:5:-alpha\n");
  EXPECT_EQ(trawl({"search", "-iw", "ALPHABET"}).out, "src/a.txt:4:  # alphabet\n");
  EXPECT_EQ(trawl({"search", "-F", "a."}).exit_code, 1);
  EXPECT_EQ(trawl({"search", "--", "-alpha"}).out, "src/a.txt:5:-alpha\n");
  EXPECT_EQ(
      trawl({"search", "--comment-marker", "-", "--ignore-comments", "-l", "[-]alpha|^beta"}).out,
      "src/b.txt\n");
}

TEST_F(CommandFlags, ABadPatternIsShownWithItsPlace) {
  expect_refused(trawl({"search", "ab(cd"}), "at byte 2");
  expect_refused(trawl({"search", "ab[cd"}), "at byte 2");
  expect_refused(trawl({"search", "ab", "--repo", "x(y"}), "--repo");
  expect_refused(trawl({"search", "--path", "[", "a"}), "--path");
  expect_refused(trawl({"search", "a\\Cb"}), "at byte 1");
  expect_refused(trawl({"search", "a(*COMMIT)b"}), "at byte 1");
  expect_refused(trawl({"files", "ab(cd"}), "trawl: REGEX: missing ) for the ( at byte 2");
}

TEST_F(CommandFlags, ABadLinkTemplateIsRefused) {
  expect_refused(trawl({"search", "--link-template", "x{line", "alpha"}), "without '}'");
  expect_refused(trawl({"search", "--link-template", "x{branch}", "alpha"}), "{branch}");
  expect_refused(trawl({"search", "--link-template", "bitbucket", "alpha"}), "'bitbucket'");
  EXPECT_EQ(trawl({"search", "--link-template", "{path}+{line}", "^beta"}).out, "b.txt+1\n");
}

TEST_F(CommandFlags, ExplainTellsHowItWasSearched) {
  const CommandResult result = trawl({"search", "--explain", "alphabet"});
  EXPECT_EQ(result.out, "src/a.txt:4:  # alphabet\n");
  for (const char* part : {"\"alp\"", "engine", "segment", "candidates", "verified", "time"}) {
    EXPECT_NE(result.err.find(part), std::string::npos) << part << " in\n" << result.err;
  }
}

}  // namespace
}  // namespace trawl
