// A query: what to search for, in which files, and what the results contain. The text of a request
// is parsed into a query, and a search is prepared from it. A query is a value and does not depend
// on an index.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/pattern/regex_syntax.h"
#include "query/language/line_selection.h"

namespace trawl {

// How a pattern is read: as bytes or as Unicode characters.
enum class CharacterMode : uint8_t { kBytes, kUnicode };

// What the tree is evaluated on: each line, or each document.
enum class QueryUnit : uint8_t { kLine, kDocument };

struct QueryPattern {
  Pattern pattern;      // with the options it was parsed with
  uint32_t number = 0;  // how results refer to it
};

// A node of the tree that says what matches. Its leaves are patterns.
struct QueryNode {
  enum class Kind : uint8_t {
    kPattern,  // the pattern matches
    kAnd,      // all `children` hold; at least two
    kOr,       // some child holds; at least two
    kNot,      // children[0] does not hold
  };

  Kind kind = Kind::kPattern;
  uint32_t pattern = 0;  // for kPattern: index in Query::patterns
  std::vector<QueryNode> children;
};

// Which files count. Each expression is searched for anywhere in the name; an empty one selects
// all.
struct FileFilter {
  std::string repository;
  std::string path;
};

// What results contain besides names, line numbers and texts. Each costs something only if it is
// set.
struct OutputNeeds {
  bool offsets = false;  // where lines start in their file, and whether they end with a newline
  bool spans = false;    // where the matches are in a line
  bool classes = false;  // each file's class, and its place in the snapshot
};

struct Query {
  std::vector<QueryPattern> patterns;
  QueryNode root;
  CharacterMode characters = CharacterMode::kBytes;
  QueryUnit unit = QueryUnit::kLine;
  FileFilter files;
  LineSelection lines;
  OutputNeeds needs;

  // The simplest query: the lines that match one pattern.
  static Query of_pattern(Pattern pattern);

  // Copies of the patterns, in order.
  std::vector<Pattern> parsed_patterns() const;
};

}  // namespace trawl
