// A query is prepared once and can be run any number of times. A query that cannot be searched for
// yet is refused with the reason.
#include "query/search/prepared_query.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "query/search/searcher.h"
#include "tests/query/index_search.h"
#include "tests/query/test_tree.h"

namespace trawl {
namespace {

Pattern pattern_of(const std::string& text) {
  return parse_pattern(text, {}).value();
}

QueryNode leaf(uint32_t pattern) {
  QueryNode node;
  node.pattern = pattern;
  return node;
}

QueryNode inner(QueryNode::Kind kind, std::vector<QueryNode> children) {
  QueryNode node;
  node.kind = kind;
  node.children = std::move(children);
  return node;
}

// A query of two patterns under a node.
Query pair_under(QueryNode::Kind kind) {
  Query query = Query::of_pattern(pattern_of("one"));
  query.patterns.push_back({pattern_of("two"), 1});
  query.root = inner(kind, {leaf(0), leaf(1)});
  return query;
}

TEST(PreparedQuery, WhatASearchCannotDoYetIsRefusedByName) {
  const Query simple = Query::of_pattern(pattern_of("one"));
  ASSERT_TRUE(check_supported(simple).is_ok());
  struct Row {
    std::string name;
    Query query;
    StatusCode code = StatusCode::kUnsupported;
  };
  std::vector<Row> rows = {
      {"without a pattern", Query()},
      {"with 'and'", pair_under(QueryNode::Kind::kAnd)},
      {"with 'or'", pair_under(QueryNode::Kind::kOr)},
      {"with 'not'", simple},
      {"with several patterns", pair_under(QueryNode::Kind::kPattern)},
      {"with Unicode characters", simple},
      {"with the document as its unit", simple},
      {"with spans in its results", simple},
      {"names a pattern that it does not have", simple, StatusCode::kInvalidArgument},
  };
  rows[3].query.root = inner(QueryNode::Kind::kNot, {leaf(0)});
  rows[4].query.root = leaf(1);
  rows[5].query.characters = CharacterMode::kUnicode;
  rows[6].query.unit = QueryUnit::kDocument;
  rows[7].query.needs.spans = true;
  rows[8].query.root = leaf(1);
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const Result<PreparedQuery> prepared = PreparedQuery::prepare(row.query);
    ASSERT_FALSE(prepared.is_ok());
    EXPECT_EQ(prepared.status().code(), row.code);
    EXPECT_NE(prepared.status().message().find(row.name), std::string::npos)
        << prepared.status().message();
  }
}

TEST(PreparedQuery, WrongFileFiltersAreRefusedBeforeASearch) {
  Query query = Query::of_pattern(pattern_of("one"));
  query.files.repository = "a(";
  EXPECT_EQ(PreparedQuery::prepare(query).status().code(), StatusCode::kInvalidArgument);
}

// Two indexes, each with one text.
class TwoIndexes : public testing::Test {
 protected:
  void SetUp() override {
    one_.add("src/org/a.py", "import one\nnothing\n");
    two_.add("src/org/b.py", "nothing\n\nimport two\n");
    two_.add("src/org/doc/c.rst", "import three\n");
    for (const TestTree* tree : {&one_, &two_}) {
      build(build_of(tree->path("src"), 1, tree->index()));
    }
  }

  // "path:line:text" of each line.
  static std::vector<std::string> found(const PreparedQuery& query, const TestTree& tree) {
    Result<IndexReader> reader = IndexReader::open(tree.index(), "");
    EXPECT_TRUE(reader.is_ok()) << reader.status().message();
    CollectingSink sink;
    SearchOptions options;
    options.jobs = 2;
    const Result<SearchStats> stats = search(query, options, &*reader, &sink);
    EXPECT_TRUE(stats.is_ok()) << stats.status().message();
    std::vector<std::string> lines;
    for (const FoundLine& line : sink.lines) {
      lines.push_back(line.path + ":" + std::to_string(line.line) + ":" + line.text);
    }
    return lines;
  }

  static inline const std::vector<std::string> kOfOne = {"a.py:1:import one"};
  static inline const std::vector<std::string> kOfTwo = {"b.py:3:import two"};
  TestTree one_, two_;
};

TEST_F(TwoIndexes, ShareAPreparedQuery) {
  Query query = Query::of_pattern(pattern_of("import \\w+"));
  query.files.path = "\\.py$";
  const Result<PreparedQuery> prepared = PreparedQuery::prepare(query);
  ASSERT_TRUE(prepared.is_ok()) << prepared.status().message();
  EXPECT_EQ(found(*prepared, one_), kOfOne);
  EXPECT_EQ(found(*prepared, two_), kOfTwo);
  EXPECT_EQ(found(*prepared, one_), kOfOne);
  // Runs in two threads at the same time.
  std::vector<std::jthread> threads;
  for (const bool is_first : {true, false}) {
    threads.emplace_back([&, is_first] {
      for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(found(*prepared, is_first ? one_ : two_), is_first ? kOfOne : kOfTwo);
      }
    });
  }
}

TEST_F(TwoIndexes, ResultsSayTheClassOfAFileWhereItIsNeeded) {
  class ClassSink : public ResultSink {
   public:
    Result<bool> file(const FileResult& result) override {
      classes.push_back(result.file_class);
      return true;
    }
    std::vector<FileClass> classes;
  };
  Query query = Query::of_pattern(pattern_of("import"));
  query.needs.classes = true;
  Result<IndexReader> reader = IndexReader::open(two_.index(), "");
  ASSERT_TRUE(reader.is_ok());
  ClassSink sink;
  ASSERT_TRUE(search(query, {}, &*reader, &sink).is_ok());
  ASSERT_EQ(sink.classes.size(), 2u);
  EXPECT_EQ(sink.classes[0], FileClass::kCode);
  EXPECT_EQ(sink.classes[1], FileClass::kDocumentation);
}

}  // namespace
}  // namespace trawl
