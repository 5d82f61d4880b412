#include "indexer/pattern/path_patterns.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/indexer/corpus/source_tree.h"

namespace trawl {
namespace {

TEST(PathPatterns, MatchesAsGitignoreSays) {
  struct Case {
    std::vector<std::string> patterns;
    std::string_view path;  // a '/' at the end: a directory
    bool excluded;
  };
  const Case cases[] = {
      {{}, "a", false},
      {{"a"}, "a", true},
      {{"a"}, "b/a", true},
      {{"a"}, "a/b", true},
      {{"a"}, "ab", false},
      {{"/a"}, "a", true},
      {{"/a"}, "b/a", false},
      {{"a/"}, "a", false},
      {{"a/"}, "a/", true},
      {{"a/"}, "b/a/c", true},
      {{"a/b"}, "a/b", true},
      {{"a/b"}, "c/a/b", false},
      {{"*.py"}, "a/b.py", true},
      {{"*.py"}, ".py", true},
      {{"a/*.py"}, "a/b.py", true},
      {{"a/*.py"}, "a/b/c.py", false},
      {{"**/a"}, "a", true},
      {{"**/a"}, "b/c/a", true},
      {{"a/**"}, "a/", false},
      {{"a/**"}, "a/b/c", true},
      {{"a/**/b"}, "a/b", true},
      {{"a/**/b"}, "a/c/d/b", true},
      {{"a/**/b"}, "ac/b", false},
      {{"a/x**/b"}, "a/xy/b", true},
      {{"a/x**/b"}, "a/x/y/b", false},
      {{"*", "!a"}, "a", false},
      {{"*", "!a"}, "b", true},
      {{"!a", "*"}, "a", true},
      {{"b/", "!b/keep"}, "b/keep", true},
      {{"b/*", "!b/keep"}, "b/keep", false},
      {{"?"}, "a", true},
      {{"?"}, "ab", false},
      {{"?"}, "\xC3\xA9", false},
      {{"a?b/c"}, "a/b/c", false},
      {{"[a-c]x"}, "bx", true},
      {{"[!a-c]x"}, "bx", false},
      {{"[^a-c]x"}, "dx", true},
      {{"[]a]"}, "]", true},
      {{"[a-]"}, "-", true},
      {{"[[:digit:]]*"}, "1a", true},
      {{"[[:digit:]]*"}, "a1", false},
      {{"[\\]]"}, "]", true},
      {{"a[!b]c/d"}, "a/c/d", false},
      {{"\\*"}, "*", true},
      {{"\\*"}, "a", false},
      {{"#a"}, "#a", false},
      {{"\\#a"}, "#a", true},
      {{"\\!a"}, "!a", true},
      {{"a  "}, "a", true},
      {{"a\\ "}, "a ", true},
      {{"", "/"}, "a", false},
      {{"new\nline"}, "x/new\nline", true},
      {{"*\"*"}, "say \"x\"", true},
      {{"\xFF*"}, "\xFF\xFE", true},
      {{"A"}, "a", false},
  };
  for (const Case& c : cases) {
    const auto list = PathPatterns::parse(c.patterns);
    ASSERT_TRUE(list.is_ok()) << list.status().message();
    const bool is_directory = c.path.ends_with('/');
    const std::string_view path = c.path.substr(0, c.path.size() - (is_directory ? 1 : 0));
    EXPECT_EQ(list->matches(path, is_directory), c.excluded)
        << c.path << " by " << (c.patterns.empty() ? "" : c.patterns[0]);
  }
}

TEST(PathPatterns, RefusesWhatCouldNeverMatch) {
  for (const char* pattern : {"[a", "[", "[]", "[!]", "a\\", "[a\\", "[[:vowel:]]", "[[:alpha:"}) {
    const auto list = PathPatterns::parse({"ok", pattern});
    EXPECT_EQ(list.status().code(), StatusCode::kInvalidArgument) << pattern;
    EXPECT_NE(list.status().message().find(pattern), std::string::npos) << list.status().message();
  }
  EXPECT_FALSE(PathPatterns::parse({std::string("a\0b", 3)}).is_ok());
}

TEST(PathPatterns, ManyStarsDoNotExplode) {
  std::string pattern = "x";
  for (int i = 0; i < 40; ++i) pattern += "/**/*a*";
  const auto list = PathPatterns::parse({pattern + "/b"});
  ASSERT_TRUE(list.is_ok());
  std::string path = "x";
  for (int i = 0; i < 200; ++i) path += "/aaaaaaaaaaaaaaaaaaaa";
  EXPECT_FALSE(list->matches_entry(path, false));
  EXPECT_TRUE(list->matches_entry(path + "/b", false));
}

// The paths that git ignores, as `git check-ignore` prints them.
std::set<std::string> ignored_by_git(const SourceTree& tree, const std::string& paths_file) {
  const std::string out = tree.path("ignored");
  const std::string command = "cd '" + tree.path("work") +
                              "' && HOME=/nonexistent XDG_CONFIG_HOME=/nonexistent "
                              "GIT_CONFIG_NOSYSTEM=1 '" TRAWL_GIT
                              "' check-ignore --no-index --stdin -z < '" +
                              paths_file + "' > '" + out + "'";
  const int status = std::system(command.c_str());
  // Status 1 means that no path is ignored.
  EXPECT_TRUE(status == 0 || status == 1 << 8) << command;
  std::ifstream file(out, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  std::set<std::string> ignored;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = text.find('\0', begin);
    ignored.insert(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return ignored;
}

// Whether the pattern has a "**" directly after a literal, as in "ab**/c", where git differs from
// its documentation (see path_patterns.h).
bool is_where_git_differs(std::string_view pattern) {
  const size_t beginning = pattern.find_first_of("*?[\\");
  return beginning != std::string_view::npos && beginning > 0 &&
         pattern.substr(beginning).starts_with("**") && pattern[beginning - 1] != '/' &&
         pattern.substr(0, beginning) != "!";
}

class PatternMaker {
 public:
  explicit PatternMaker(uint32_t seed) : random_(seed) {}

  std::string make() {
    std::string pattern;
    do {
      pattern = candidate();
    } while (is_where_git_differs(pattern));
    return pattern;
  }

 private:
  uint32_t pick(uint32_t below) { return static_cast<uint32_t>(random_()) % below; }

  std::string candidate() {
    std::string pattern = pick(6) == 0 ? "!" : "";
    if (pick(4) == 0) pattern += "/";
    for (uint32_t i = 0, components = 1 + pick(3); i < components; ++i) {
      if (i > 0) pattern += "/";
      pattern += component();
    }
    if (pick(4) == 0) pattern += "/";
    if (pick(10) == 0) pattern += " ";
    return pattern;
  }

  std::string component() {
    static constexpr const char* kPieces[] = {
        "a",   "b",    "c",      ".",      "a",     "b",           "*",
        "?",   "[ab]", "[!a]",   "[^b-c]", "**",    "[[:alpha:]]", "[]b]",
        "\\a", "\\*",  "[a\\]]", "[[:x]",  "[c-a]", "#",           "\\ "};
    if (pick(4) == 0) return "**";
    std::string result;
    for (uint32_t i = 0, pieces = 1 + pick(3); i < pieces; ++i) {
      result += kPieces[pick(std::size(kPieces))];
    }
    return result;
  }

  std::mt19937 random_;
};

TEST(PathPatterns, AgreesWithGit) {
  SourceTree tree;
  tree.add_directory("work");
  ASSERT_EQ(
      std::system(("'" TRAWL_GIT "' init -q --template= '" + tree.path("work") + "'").c_str()), 0);
  const std::vector<std::string> names = {"a", "b", "ab", "a.b", "c", "abc", "]", "*", "#a", "b "};
  struct Path {
    std::string path;
    bool is_directory;
  };
  std::vector<Path> paths;
  std::string list;
  for (const std::string& x : names) {
    for (const std::string& y : names) {
      const std::string file = x + (y == "b" ? "/b/" + x : "/" + y);
      tree.add("work/" + file);
      paths.push_back({file, false});
      if (y == "b") paths.push_back({x + "/b", true});
    }
    paths.push_back({x, true});
    tree.add("work/" + x + "2");
    paths.push_back({x + "2", false});
    tree.add("work/a/c2/" + x + "/b/c");
    paths.push_back({"a/c2/" + x + "/b/c", false});
  }
  for (const Path& path : paths) list += path.path + '\0';
  tree.add("paths", list);

  PatternMaker maker(20241009);
  size_t excluded_count = 0;
  for (int round = 0; round < 400; ++round) {
    std::vector<std::string> patterns;
    std::string text;
    for (int i = 0; i < 1 + round % 4; ++i) {
      patterns.push_back(maker.make());
      text += patterns.back() + "\n";
    }
    tree.add("work/.gitignore", text);
    const auto ignore = PathPatterns::parse(patterns);
    ASSERT_TRUE(ignore.is_ok()) << ignore.status().message();
    const std::set<std::string> ignored = ignored_by_git(tree, tree.path("paths"));
    excluded_count += ignored.size();
    for (const Path& path : paths) {
      EXPECT_EQ(ignore->matches(path.path, path.is_directory), ignored.count(path.path) > 0)
          << "'" << path.path << "' with\n"
          << text;
    }
    if (HasFailure()) return;
  }
  EXPECT_GT(excluded_count, 1000u);  // the patterns do match something
}

}  // namespace
}  // namespace trawl
