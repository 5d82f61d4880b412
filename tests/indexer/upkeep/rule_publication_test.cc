// Rules filled in from the trigram index have the hits that a build with these rules would find.
#include "indexer/upkeep/rule_publication.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "indexer/base/command_words.h"
#include "indexer/upkeep/check.h"
#include "tests/indexer/built_index.h"
#include "tests/indexer/upkeep/sample_rules.h"

namespace trawl {
namespace {

constexpr std::string_view kRules =
    "green\tgreen\nimport\t^import\nnone\tnothing has this\nall\t.\nend\t(?<=\\d)x$\n";

size_t hit_tables(const Manifest& manifest) {
  size_t count = 0;
  for (const SegmentFacts& segment : manifest.segments) {
    for (const FileFacts& file : segment.files) count += file.family == Family::kHits ? 1 : 0;
  }
  return count;
}

void add_sources(BuiltIndex* index) {
  std::string many;
  for (int i = 0; i < 3000; ++i) many += "import green" + std::to_string(i) + "x\n";
  index->add("a/many.py", many);
  index->add("a/giant.js", "green " + std::string(100'000, 'x') + " green\nimport x\n");
  index->add("b/long.txt", std::string(5000, 'y') + "green\nshort green\n");
  index->add("b/copy.py", many);
  index->add("b/empty", "");
  index->add("b/no-newline", "the end is green 1x");
}

TEST(Rules, FilledInRulesHaveTheRecordsOfAFullBuild) {
  BuiltIndex index;
  add_sources(&index);
  index.build();
  const RuleFile file = rule_file(kRules);
  const RuleReport report = add_rules(index.directory(), {file}, false).value();
  EXPECT_EQ(report.filled_in, 5u);
  EXPECT_EQ(report.segments, 1u);
  ASSERT_EQ(check_index(index.directory()).status().message(), "");
  BuildOptions options = index.options("full");
  options.rules = file.rules;
  index.build(options);
  EXPECT_EQ(hits_of(index, "index"), hits_of(index, "full"));
  EXPECT_GT(hits_of(index, "index").size(), 4u);
  for (const Rule& rule : file.rules) {
    EXPECT_EQ(list(index, rule.name).value(), list(index, rule.name, "full").value());
  }
}

TEST(Rules, OneAfterTheOtherIsAsAllAtOnce) {
  BuiltIndex index;
  add_sources(&index);
  index.build("step");
  index.build("once");
  const RuleFile all = rule_file(kRules);
  ASSERT_TRUE(add_rules(index.directory("once"), {all}, false).is_ok());
  for (const Rule& rule : all.rules) {
    ASSERT_TRUE(add_rules(index.directory("step"), {rule_file({rule})}, false).is_ok());
  }
  ASSERT_EQ(check_index(index.directory("step")).status().message(), "");
  EXPECT_EQ(hits_of(index, "step"), hits_of(index, "once"));
}

TEST(Rules, OnlyCandidatesAreRead) {
  BuiltIndex index;
  for (int i = 0; i < 300; ++i) {
    index.add("a/" + std::to_string(i), "nothing of the kind " + std::to_string(i) + "\n");
  }
  index.add("a/one", "a greenlet\n");
  index.build();
  const RuleReport report =
      add_rules(index.directory(), {rule_file("g\tgreenlet\n")}, false).value();
  EXPECT_EQ(report.counts.chunks, 1u);
  EXPECT_EQ(report.counts.hits, 1u);
}

TEST(Rules, LaterBuildsLookForThemAndReuseWhatIsThere) {
  BuiltIndex index;
  add_sources(&index);
  index.build();
  ASSERT_TRUE(add_rules(index.directory(), {rule_file(kRules)}, false).is_ok());
  index.add("c/new.py", "import greenlet\n");
  EXPECT_EQ(index.build().counts.new_documents, 1u);
  const std::vector<std::string> found = list(index, "import").value();
  EXPECT_EQ(found.size(), 3000u + 3000 + 1 + 1);
  EXPECT_EQ(found.back(), "c/new.py:1:import greenlet");
  // Merges of segments include the filled-in hits.
  for (int i = 0; i < 8; ++i) {
    index.add("c/new" + std::to_string(i), "import it" + std::to_string(i) + "\n");
    index.build();
  }
  EXPECT_LE(index.manifest().segments.size(), 4u);
  EXPECT_EQ(list(index, "import").value().size(), 3000u + 3000 + 1 + 1 + 8);
}

TEST(Rules, EverySnapshotsSegmentsAreFilledIn) {
  BuiltIndex index;
  index.add("a/x", "green one\n");
  BuildOptions options = index.options();
  options.snapshot = "first";
  index.build(options);
  index.add("a/x", "green two\n");
  options.snapshot = "second";
  index.build(options);
  ASSERT_TRUE(add_rules(index.directory(), {rule_file("g\tgreen\n")}, false).is_ok());
  EXPECT_EQ(list(index, "g", "index", "first").value(),
            std::vector<std::string>{"a/x:1:green one"});
  EXPECT_EQ(list(index, "g", "index", "second").value(),
            std::vector<std::string>{"a/x:1:green two"});
}

TEST(Rules, AddRefusesAnotherMeaningAndUpdateReplacesIt) {
  BuiltIndex index;
  index.add("a/x", "one\ntwo\n");
  index.build();
  const RuleFile first =
      catalogue_file(catalogue_text(rule_text("r", "one") + rule_text("gone", "one")));
  const RuleFile second = catalogue_file(catalogue_text(rule_text("r", "two")));
  ASSERT_TRUE(add_rules(index.directory(), {first}, false).is_ok());
  EXPECT_EQ(add_rules(index.directory(), {first}, false).value().generation, 0u);
  EXPECT_EQ(
      add_rules(index.directory(), {second}, false).status().message(command_words),
      second.path +
          ": the index has catalogue c with another text: trawl-index rules update replaces it");
  EXPECT_EQ(list(index, "c/r").value(), std::vector<std::string>{"a/x:1:one"});
  ASSERT_TRUE(add_rules(index.directory(), {second}, true).is_ok());
  ASSERT_EQ(check_index(index.directory()).status().message(), "");
  EXPECT_EQ(list(index, "r").value(), std::vector<std::string>{"a/x:2:two"});
  EXPECT_EQ(list(index, "c/gone").status().code(), StatusCode::kNotFound);
  EXPECT_EQ(hit_tables(index.manifest()), 1u);
}

TEST(Rules, RemovedOnesAreGoneAndCanComeBack) {
  BuiltIndex index;
  index.add("a/x", "one\n");
  index.build();
  const RuleFile file = catalogue_file(catalogue_text(rule_text("r", "one")));
  ASSERT_TRUE(add_rules(index.directory(), {file, rule_file("plain\tone\n")}, false).is_ok());
  EXPECT_EQ(remove_rules(index.directory(), {"c/r"}).status().code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(remove_rules(index.directory(), {"x"}).status().code(), StatusCode::kNotFound);
  EXPECT_EQ(remove_rules(index.directory(), {"c", "plain"}).value().rules, 2u);
  EXPECT_TRUE(index.manifest().catalogues.empty());
  EXPECT_EQ(list(index, "r").status().code(), StatusCode::kNotFound);
  index.build();
  EXPECT_EQ(hit_tables(index.manifest()), 0u);
  EXPECT_EQ(add_rules(index.directory(), {file}, false).value().filled_in, 1u);
  EXPECT_EQ(list(index, "r").value(), std::vector<std::string>{"a/x:1:one"});
  ASSERT_EQ(check_index(index.directory()).status().message(), "");
}

// Each table of hits slows every listing, and hits of removed rules take space.
TEST(Rules, TablesOfHitsStayFewAndHoldNothingThatIsGone) {
  BuiltIndex index;
  index.add("a/x", "one\ntwo\n");
  index.build();
  for (int i = 0; i < 20; ++i) {
    const RuleFile file = rule_file("r" + std::to_string(i) + "\tone|x" + std::to_string(i) + "\n");
    ASSERT_TRUE(add_rules(index.directory(), {file}, false).is_ok());
    EXPECT_LE(hit_tables(index.manifest()), 4u);
  }
  EXPECT_EQ(list(index, "r0").value(), std::vector<std::string>{"a/x:1:one"});
  EXPECT_EQ(list(index, "r19").value(), std::vector<std::string>{"a/x:1:one"});
  for (int i = 0; i < 20; ++i) {
    const RuleFile file = rule_file("r0\ttwo|y" + std::to_string(i) + "\n");
    ASSERT_TRUE(add_rules(index.directory(), {file}, true).is_ok());
    EXPECT_EQ(hit_tables(index.manifest()), 1u);
    EXPECT_EQ(index.manifest().segments[0].rules.size(), 20u);
  }
  EXPECT_EQ(hits_of(index, "index").size(), 20u);
  EXPECT_EQ(list(index, "r0").value(), std::vector<std::string>{"a/x:2:two"});
  ASSERT_EQ(check_index(index.directory()).status().message(), "");
}

// A chunk is read only once for all rules.
TEST(Rules, CandidatesOfSeveralRulesAreReadOnce) {
  BuiltIndex index;
  add_sources(&index);
  index.build();
  const auto read_by = [&](const char* rules) {
    return add_rules(index.directory(), {rule_file(rules)}, false).value().counts.chunks;
  };
  const uint64_t all = read_by("all\t.\n");
  EXPECT_GT(all, 10u);
  EXPECT_EQ(read_by("letters\t[a-z]\ngreen\tgreen\ndigits\t[0-9]\n"), all);
}

TEST(Rules, ANameTwiceIsRemovedOnceAndOneThatIsNoneIsNotFound) {
  BuiltIndex index;
  index.add("a/x", "one\n");
  index.build();
  ASSERT_TRUE(add_rules(index.directory(), {rule_file("plain\tone\n")}, false).is_ok());
  EXPECT_EQ(remove_rules(index.directory(), {"plain/"}).status().code(), StatusCode::kNotFound);
  EXPECT_EQ(remove_rules(index.directory(), {"plain", "plain"}).value().rules, 1u);
}

TEST(Rules, CountsAreOfWhatIsNew) {
  BuiltIndex index;
  index.add("a/x", "one\n");
  index.build();
  ASSERT_TRUE(add_rules(index.directory(), {rule_file("a\tone\nb\ttwo\n")}, false).is_ok());
  const RuleReport report =
      add_rules(index.directory(), {rule_file("a\tone\nb\tthree\nc\tone\n")}, true).value();
  EXPECT_EQ(report.given, 3u);
  EXPECT_EQ(report.rules, 2u);
  EXPECT_EQ(report.filled_in, 1u);  // c has the same pattern that a had
}

TEST(Rules, AReportTellsWhatIsGoneAndWhichTextsAreReplaced) {
  BuiltIndex index;
  index.add("a/x", "one\n");
  index.build();
  const RuleFile two =
      catalogue_file(catalogue_text(rule_text("r", "one") + rule_text("gone", "one")));
  const RuleFile one = catalogue_file(catalogue_text(rule_text("r", "one")));
  const RuleReport first = add_rules(index.directory(), {two}, false).value();
  EXPECT_EQ(first.gone, 0u);
  EXPECT_EQ(first.texts, 0u);
  const RuleReport second = add_rules(index.directory(), {one}, true).value();
  EXPECT_EQ(second.rules, 0u);
  EXPECT_EQ(second.gone, 1u);
  EXPECT_EQ(second.texts, 1u);
}

TEST(Rules, AFileIsRemovedByWhatItGives) {
  BuiltIndex index;
  index.add("a/x", "one\n");
  index.build();
  const std::string text = catalogue_text(rule_text("r", "one"));
  const TemporaryDirectory directory;
  std::ofstream(directory / "c.yaml") << text;
  std::ofstream(directory / "plain.tsv") << "p\tone\nq\tone\n";
  const RuleFile plain = rule_file("p\tone\nq\tone\nkept\tone\n");
  ASSERT_TRUE(add_rules(index.directory(), {catalogue_file(text), plain}, false).is_ok());
  const std::vector<std::string> files = {directory / "c.yaml", directory / "plain.tsv"};
  EXPECT_EQ(remove_rules(index.directory(), files).value().rules, 3u);
  const Manifest manifest = index.manifest();
  EXPECT_TRUE(manifest.catalogues.empty());
  ASSERT_EQ(manifest.rules.size(), 1u);
  EXPECT_EQ(manifest.rules[0].name, "kept");
}

TEST(Rules, OneNameIsGivenOnce) {
  BuiltIndex index;
  index.add("a/x", "one\n");
  index.build();
  const RuleFile first = catalogue_file(catalogue_text(rule_text("r", "one")));
  const RuleFile second = catalogue_file(catalogue_text(rule_text("q", "two")));
  EXPECT_EQ(add_rules(index.directory(), {first, second}, true).status().message(),
            first.path + " and " + second.path + " are both catalogue c: give one of them");
  RuleFile plain = rule_file("x\tone\n");
  RuleFile again = rule_file("x\ttwo\n");
  again.path = "again";
  EXPECT_EQ(add_rules(index.directory(), {plain, again}, true).status().message(),
            "rules and again both have a rule x: give it once");
  plain = rule_file("c\tone\n");
  EXPECT_EQ(add_rules(index.directory(), {first, plain}, true).status().message(),
            first.path + " is catalogue c, and rules has a rule of that name: rename one");
  EXPECT_EQ(index.manifest().generation, 1u);
  ASSERT_TRUE(add_rules(index.directory(), {first}, true).is_ok());
  EXPECT_EQ(add_rules(index.directory(), {plain}, true).status().message(command_words),
            "rules: a catalogue and a rule without one cannot both be named c: "
            "rename one, or remove the one in the index with trawl-index rules remove");
}

TEST(Rules, ALanguageThatNoFileIsOfIsToldWithItsLine) {
  const TemporaryDirectory directory;
  const auto read = [&](const std::string& language) {
    std::ofstream(directory / "c.yaml") << catalogue_text(
        rule_text("r", "one") + "  - {id: q, message: m, severity: INFO, languages: [Python, " +
        language + "], pattern-regex: two}\n");
    return read_rule_file(directory / "c.yaml").status().message(command_words);
  };
  EXPECT_EQ(read("GCC Machine Description"), "");
  EXPECT_EQ(read("c++"), "");
  EXPECT_EQ(read("Pythn"), (directory / "c.yaml") +
                               ":5: rule c/q: `Pythn` is not a language that Trawl knows "
                               "(trawl files --long shows those of an index; "
                               "generic means all)");
}

TEST(Rules, NeedAnIndex) {
  const BuiltIndex index;
  EXPECT_EQ(add_rules(index.directory(), {rule_file("r\tx\n")}, false).status().code(),
            StatusCode::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(index.directory()));
}

TEST(Rules, ABuildHasThemFilledInWhereASegmentLacksThem) {
  BuiltIndex index;
  index.add("repo/a.txt", "one\n");
  const std::vector<RuleFile> files = {rule_file("r\tone\n")};
  {
    IndexWriter writer = IndexWriter::open(index.directory()).value();
    ASSERT_TRUE(fill_in_rules(files, &writer).is_ok());
    EXPECT_EQ(writer.manifest().generation, 0u);
  }
  index.build();
  IndexWriter writer = IndexWriter::open(index.directory()).value();
  const uint64_t built = writer.manifest().generation;
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(fill_in_rules(files, &writer).is_ok());
    EXPECT_EQ(writer.manifest().generation, built + 1);
    EXPECT_EQ(writer.manifest().rules.size(), 1u);
  }
}

TEST(Rules, ALineThatCannotBeDecidedIsNamedAndNothingIsPublished) {
  BuiltIndex index;
  index.add("repo/dir/a.txt", "one\n" + std::string(60, 'a') + "!\n");
  index.build();
  const Status status =
      add_rules(index.directory(), {rule_file("r\t(?:(?=a)a+)+(?=b)\n")}, false).status();
  EXPECT_EQ(status.code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message().substr(0, 33), "repo/dir/a.txt: rule r: line 2: p");
  EXPECT_TRUE(index.manifest().rules.empty());
}

}  // namespace
}  // namespace trawl
