// Random repositories with every odd kind of file, and random patterns that match some of their
// lines.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tests/query/search/plain_scan.h"

namespace trawl {

// The same seed gives the same sources and patterns.
class RandomSources {
 public:
  explicit RandomSources(uint64_t seed) : random_(seed) {}

  // A number below `limit`.
  size_t pick(size_t limit) { return static_cast<size_t>(random_() % limit); }

  // Repositories with files of every kind.
  SourceFiles sources();
  // Changes, adds and removes some files.
  void change(SourceFiles* files);

  // A pattern as a user writes it, and in the form for PCRE2 in byte mode.
  struct PatternPair {
    std::string text;
    PatternOptions options;
    ScanPattern scan;
  };
  // Makes a pattern from a piece of some line of `files`, or without any line.
  PatternPair pattern(const SourceFiles& files);

 private:
  std::string word();
  std::string line();
  std::string text(size_t lines);
  std::string odd_content(size_t kind);
  std::string chunk_edges();
  std::string giant_line();
  std::string piece_of_a_line(const SourceFiles& files);
  void append_atom(std::string_view piece, size_t* at, PatternPair* pattern);
  void append_twisted(std::string_view piece, PatternPair* pattern);
  void append_both(std::string_view text, PatternPair* pattern);

  std::mt19937_64 random_;
};

}  // namespace trawl
