// The text that a dump of an index prints.
#include "indexer/upkeep/index_dump.h"

#include <gtest/gtest.h>

#include "indexer/upkeep/rule_publication.h"
#include "tests/indexer/built_index.h"
#include "tests/indexer/upkeep/sample_rules.h"

namespace trawl {
namespace {

std::string dump_of(const BuiltIndex& index, const std::string& name = "index") {
  std::string text;
  const Status status =
      dump_index(index.directory(name), [&text](const std::string& lines) { text += lines; });
  EXPECT_TRUE(status.is_ok()) << status.message();
  return text;
}

TEST(IndexDump, HasEveryRecordOfAFreshIndexOnce) {
  BuiltIndex index;
  index.add("a/x", "one two\n");
  index.add("b/y", "one two\n");
  index.build();
  const RuleFile rules = catalogue_file(catalogue_text(rule_text("r", "one")));
  ASSERT_TRUE(add_rules(index.directory(), {rules}, false).is_ok());
  IndexDump expected = index.dump();
  std::erase_if(expected, [](const auto& record) { return record.first.starts_with("meta man"); });
  const std::string text = dump_of(index);
  size_t lines = 0;
  for (const char c : text) lines += c == '\n';
  EXPECT_EQ(lines, expected.size() + 1) << text;
  EXPECT_TRUE(text.starts_with("manifest ")) << text;
  for (const auto& [name, digest] : expected) {
    EXPECT_NE(text.find("\n" + name + " " + digest + "\n"), std::string::npos) << name;
  }
  for (const char* const family : kFamilyNames) {
    EXPECT_NE(text.find(std::string("\n") + family + " "), std::string::npos) << family;
  }
}

TEST(IndexDump, IsEqualForEqualBuildsAndDiffersByAByte) {
  BuiltIndex index;
  index.add("a/x", "one two\n");
  index.build("first");
  index.build("second");
  EXPECT_EQ(dump_of(index, "first"), dump_of(index, "second"));
  index.add("a/x", "one twO\n");
  index.build("third");
  EXPECT_NE(dump_of(index, "first"), dump_of(index, "third"));
}

TEST(IndexDump, OfTheSameSnapshotDoesNotDependOnEarlierBuilds) {
  BuiltIndex index;
  index.add("a/x", "one two\n");
  index.build();
  const std::string once = dump_of(index);
  index.build();
  EXPECT_EQ(dump_of(index), once);
}

TEST(IndexDump, SaysThatThereIsNoIndex) {
  const BuiltIndex index;
  const Status status = dump_index(index.directory("none"), [](const std::string&) { FAIL(); });
  EXPECT_EQ(status.code(), StatusCode::kNotFound);
}

}  // namespace
}  // namespace trawl
