// The statistics that an index gives about itself.
#include "indexer/upkeep/stats.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "indexer/upkeep/rule_publication.h"
#include "tests/indexer/built_index.h"
#include "tests/indexer/upkeep/sample_rules.h"

namespace trawl {
namespace {

// The line that starts with `begin`.
std::string line_of(const std::string& text, const std::string& begin) {
  const size_t at = text.find("\n" + begin) + 1;
  return at == 0 ? "" : text.substr(at, text.find('\n', at) - at);
}

TEST(Stats, CountRulesThatTheIndexHas) {
  BuiltIndex index;
  index.add("a/x", "one\n");
  index.build();
  const RuleFile three = rule_file("a\tone\nb\ttwo\nc\tone\n");
  ASSERT_TRUE(add_rules(index.directory(), {three}, false).is_ok());
  ASSERT_TRUE(remove_rules(index.directory(), {"b"}).is_ok());
  const std::string text = describe_index(index.directory()).value();
  const std::string segment = line_of(text, index.manifest().segments.front().id.hex());
  // The numbers are documents, chunks, text bytes and rules.
  EXPECT_NE(segment.find("         1         1             4      2  "), std::string::npos)
      << segment;
}

// What lies outside of them was counted as one more.
TEST(Stats, CountRepositoriesAsBuildsDo) {
  BuiltIndex index;
  index.add("a/x", "one\n");
  index.add("b/x", "one\n");
  index.add("README", "one\n");
  std::filesystem::create_directories(index.source("empty"));
  const BuildSummary summary = index.build();
  EXPECT_EQ(summary.counts.repositories, 3u);
  const std::string text = describe_index(index.directory()).value();
  EXPECT_EQ(line_of(text, "default").substr(0, 60),
            "default                              3         3           2");
}

TEST(Stats, SayWhatASnapshotWasBuiltWith) {
  BuiltIndex index;
  index.add("a/x", "one\n");
  index.add("b/x", "one\n");
  index.build();
  std::string text = describe_index(index.directory()).value();
  EXPECT_EQ(line_of(text, "default\tfiles"), "default\tfiles of at most 16 MiB");
  BuildOptions options = index.options();
  options.parameters.repository_depth = 1;
  options.parameters.excluded = {"*.po", "/doc/\x1b"};
  options.repositories[1].unreadable = "no such directory";
  index.build(options);
  text = describe_index(index.directory()).value();
  EXPECT_EQ(line_of(text, "default\tfiles"),
            "default\tfiles of at most 16 MiB, repositories 1 level down, without *.po /doc/\\x1b; "
            "1 repository kept from an earlier build");
}

TEST(Stats, CannotDriveATerminal) {
  BuiltIndex index;
  index.add("a/x", "one\n");
  index.build();
  const RuleFile plain = rule_file("r\x1b[31m\tone\x1b\n");
  const RuleFile catalogue = catalogue_file(catalogue_text(rule_text("r", "one")));
  ASSERT_TRUE(add_rules(index.directory(), {plain, catalogue}, false).is_ok());
  const std::string text = describe_index(index.directory()).value();
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_NE(text.find("\nr\\x1b[31m\tone\\x1b\n"), std::string::npos) << text;
  EXPECT_NE(text.find("\nc\t1 rule\n"), std::string::npos) << text;
}

}  // namespace
}  // namespace trawl
