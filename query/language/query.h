// A query: what is searched for, in which files, and what results have to say of it. It is what the
// text of a request is parsed into, and what a search is prepared from. A value: nothing in it
// depends on an index.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/pattern/regex_syntax.h"
#include "query/language/line_selection.h"

namespace trawl {

// What the characters of patterns are.
enum class CharacterMode : uint8_t { kBytes, kUnicode };

// What must match as a whole: the tree is about one line, or about one document.
enum class QueryUnit : uint8_t { kLine, kDocument };

struct QueryPattern {
  Pattern pattern;      // with the options that it was parsed with
  uint32_t number = 0;  // what results call it
};

// A node of the tree that says what matches. A leaf is a pattern.
struct QueryNode {
  enum class Kind : uint8_t {
    kPattern,  // the pattern matches
    kAnd,      // all `children` hold; at least two
    kOr,       // some child holds; at least two
    kNot,      // children[0] does not hold
  };

  Kind kind = Kind::kPattern;
  uint32_t pattern = 0;  // kPattern's: index in Query::patterns
  std::vector<QueryNode> children;
};

// Which files count: regular expressions, each searched for anywhere in the name. Empty: all.
struct FileFilter {
  std::string repository;
  std::string path;
};

// What results say besides names, line numbers and texts. What is not asked for costs nothing.
struct OutputNeeds {
  bool offsets = false;  // where lines begin in their file, and whether they end with a newline
  bool spans = false;    // where in a line its matches are
  bool classes = false;  // which class a file is of, and its place in the snapshot
};

struct Query {
  std::vector<QueryPattern> patterns;
  QueryNode root;
  CharacterMode characters = CharacterMode::kBytes;
  QueryUnit unit = QueryUnit::kLine;
  FileFilter files;
  LineSelection lines;
  OutputNeeds needs;

  // The simplest query: the lines in which one pattern matches.
  static Query of_pattern(Pattern pattern);

  // Copies of the patterns, in order.
  std::vector<Pattern> parsed_patterns() const;
};

}  // namespace trawl
