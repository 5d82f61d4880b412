// What the language and the class of a file take from its content: a function of the content alone,
// so a document that is known is not read again for them when it comes under a new name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace trawl {

// Part of every segment's id: raised whenever equal content would have other facts. A build does
// not reuse the documents of a segment with older facts.
inline constexpr uint32_t kContentFactsVersion = 1;

// An interpreter with a longer name is recorded as none.
inline constexpr size_t kLongestInterpreter = 32;

struct ContentFacts {
  bool begins_with_semicolon = false;  // as machine descriptions of gcc do
  bool has_generated_mark = false;     // in its first kilobyte
  bool speaks_of_tests = false;        // it holds a word of those that tests in Python have
  // The program of a first line "#!", as it is named there: "python3.11". Empty when there is none.
  std::string interpreter;
  friend bool operator==(const ContentFacts&, const ContentFacts&) = default;
};

}  // namespace trawl
