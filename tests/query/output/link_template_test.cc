#include "query/output/link_template.h"

#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "indexer/base/command_words.h"

namespace trawl {
namespace {

std::string fill(const std::string& name, const LinkFields& fields) {
  const Result<LinkTemplate> parsed = LinkTemplate::parse(name);
  EXPECT_TRUE(parsed.is_ok()) << parsed.status().message();
  std::string out;
  if (parsed.is_ok()) parsed->append(fields, &out);
  return out;
}

const LinkFields kUnknownRevision = {"openstack/heat", "dir/a b#.py", "", "import x", 12};
const LinkFields kFields = {"openstack/heat", "dir/a b#.py", "abc123", "import x", 12};

TEST(LinkTemplate, PresetsFillTheLinksOfTheirServers) {
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"beagle", "https://opendev.org/openstack/heat/src/branch/master/dir/a b#.py#n12 : import x"},
      {"gitea",
       "https://opendev.org/openstack/heat/src/branch/master/dir/a%20b%23.py#L12 : import x"},
      {"github", "https://github.com/openstack/heat/blob/master/dir/a%20b%23.py#L12 : import x"},
      {"gitlab", "https://gitlab.com/openstack/heat/-/blob/master/dir/a%20b%23.py#L12 : import x"},
      {"cgit", "https://git.openstack.org/cgit/openstack/heat/tree/dir/a%20b%23.py#n12 : import x"},
      {"gitiles",
       "https://opendev.googlesource.com/openstack/heat/+/refs/heads/master/dir/a%20b%23.py#12"
       " : import x"}};
  for (const auto& [name, link] : expected) EXPECT_EQ(fill(name, kUnknownRevision), link);
}

TEST(LinkTemplate, PresetsLinkToARevisionThatIsKnown) {
  const std::string commit = "00ae10af510eb251a44f5e8aa7dd0b01738b189d";
  const LinkFields at_commit = {"o/heat", "a b.py", commit, "x", 12};
  const LinkFields at_tag = {"o/heat", "a b.py", "26.0.0", "x", 12};
  const std::tuple<const char*, std::string, std::string> expected[] = {
      {"beagle", "https://opendev.org/o/heat/src/commit/" + commit + "/a b.py#n12 : x",
       "https://opendev.org/o/heat/src/tag/26.0.0/a b.py#n12 : x"},
      {"gitea", "https://opendev.org/o/heat/src/commit/" + commit + "/a%20b.py#L12 : x",
       "https://opendev.org/o/heat/src/tag/26.0.0/a%20b.py#L12 : x"},
      {"github", "https://github.com/o/heat/blob/" + commit + "/a%20b.py#L12 : x",
       "https://github.com/o/heat/blob/26.0.0/a%20b.py#L12 : x"},
      {"gitlab", "https://gitlab.com/o/heat/-/blob/" + commit + "/a%20b.py#L12 : x",
       "https://gitlab.com/o/heat/-/blob/26.0.0/a%20b.py#L12 : x"},
      {"cgit", "https://git.openstack.org/cgit/o/heat/tree/a%20b.py?id=" + commit + "#n12 : x",
       "https://git.openstack.org/cgit/o/heat/tree/a%20b.py?id=26.0.0#n12 : x"},
      {"gitiles", "https://opendev.googlesource.com/o/heat/+/" + commit + "/a%20b.py#12 : x",
       "https://opendev.googlesource.com/o/heat/+/26.0.0/a%20b.py#12 : x"}};
  for (const auto& [name, commit_link, tag_link] : expected) {
    EXPECT_EQ(fill(name, at_commit), commit_link);
    EXPECT_EQ(fill(name, at_tag), tag_link);
  }
}

TEST(LinkTemplate, ARevisionOf7To64HexDigitsIsACommit) {
  const auto kind_of = [](const std::string& revision) {
    const std::string link = fill("gitea", {"r", "p", revision, "x", 1});
    const std::string before = "https://opendev.org/r/src/";
    EXPECT_TRUE(link.starts_with(before)) << link;
    return link.substr(before.size(), link.find('/', before.size()) - before.size());
  };
  for (const std::string& commit : {std::string("00ae10a"), std::string("00ae10af510e"),
                                    std::string(40, 'a'), std::string(64, '0')}) {
    EXPECT_EQ(kind_of(commit), "commit") << commit;
  }
  for (const std::string& tag :
       {std::string("00ae10"), std::string(65, 'a'), std::string("v1.0.0-b"),
        std::string("00ae10g"), std::string("26.0.0.0"), std::string("20240101")}) {
    EXPECT_EQ(kind_of(tag), "tag") << tag;
  }
}

TEST(LinkTemplate, KnowsWhetherLinksNameTheRevision) {
  for (const char* name : {"beagle", "gitiles", "http://h/{revision}/{path}"}) {
    EXPECT_TRUE(LinkTemplate::parse(name)->names_revision()) << name;
  }
  EXPECT_FALSE(LinkTemplate::parse("http://h/main/{path}")->names_revision());
}

TEST(LinkTemplate, ADirectoryWithoutARevisionIsTakenToBeMaster) {
  EXPECT_EQ(fill("{revision}/{path}", {"a", "b", "", "text", 1}), "master/b");
}

TEST(LinkTemplate, TakesEveryPlaceholderAnyNumberOfTimes) {
  EXPECT_EQ(fill("{path}@{revision}:{line}|{repository}|{text}|{line}}", kFields),
            "dir/a b#.py@abc123:12|openstack/heat|import x|12}");
}

TEST(LinkTemplate, ValuesAreNotFilledAgain) {
  EXPECT_EQ(fill("{text}", {"r", "p", "v", "{line} {", 3}), "{line} {");
}

TEST(LinkTemplate, EncodesEveryByteThatIsNotUnreserved) {
  EXPECT_TRUE(fill("github", {"r", "\xC3\xA9%?~_-./", "", "", 1}).find("/%C3%A9%25%3F~_-./#L1") !=
              std::string::npos);
}

TEST(LinkTemplate, PresetsEncodeTheRepository) {
  EXPECT_EQ(fill("github", {"o/a b?", "p", "", "x", 1}),
            "https://github.com/o/a%20b%3F/blob/master/p#L1 : x");
  EXPECT_EQ(fill("{repository}", {"o/a b?", "p", "", "x", 1}), "o/a b?");
}

TEST(LinkTemplate, AnAddressHasNoTextAndIsEncoded) {
  const LinkFields fields = {"o/a b", "d/x y", "r s", "import: x", 12};
  const auto address = [&](const char* text) { return LinkTemplate::parse(text)->address(fields); };
  EXPECT_EQ(address("beagle"), "https://opendev.org/o/a%20b/src/tag/r%20s/d/x%20y#n12");
  EXPECT_EQ(address("http://h/{repository}/{revision}/{path}:{line}: {text}"),
            "http://h/o/a%20b/r%20s/d/x%20y:12");
  EXPECT_EQ(address("{text}"), "");
}

TEST(LinkTemplate, RefusesTheEmptyText) {
  const Result<LinkTemplate> parsed = LinkTemplate::parse("");
  ASSERT_FALSE(parsed.is_ok());
  EXPECT_EQ(parsed.status().option(), Term::kLinkTemplate);
  EXPECT_TRUE(
      parsed.status().message(command_words).starts_with("--link-template: '' is not a preset"));
}

TEST(LinkTemplate, RefusesWhatItCannotFill) {
  const std::vector<std::pair<std::string, std::string>> refused = {{"x{branch}", "{branch}"},
                                                                    {"{kind}", "{kind}"},
                                                                    {"{line", "without '}'"},
                                                                    {"{}", "{}"},
                                                                    {"beagel", "'beagel'"}};
  for (const auto& [text, message] : refused) {
    const Result<LinkTemplate> parsed = LinkTemplate::parse(text);
    ASSERT_FALSE(parsed.is_ok()) << text;
    EXPECT_EQ(parsed.status().code(), StatusCode::kInvalidArgument);
    EXPECT_NE(parsed.status().message().find(message), std::string::npos)
        << parsed.status().message();
  }
}

}  // namespace
}  // namespace trawl
