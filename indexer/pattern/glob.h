// One glob of gitignore(5), compiled.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"

namespace trawl {

// '?' and '*' stop at '/', "**" between slashes crosses them, [a-z], [!a-z] and [[:alpha:]] are
// classes of bytes, '\' quotes. Everything is bytes: '?' is one byte, not one character, as in git.
// Immutable, thread-safe; matching takes no memory and at most O(|glob| * |text|^2) steps, however
// many stars there are.
class Glob {
 public:
  // kInvalidArgument for what git accepts but never matches: a class without its ']', an unknown
  // [:name:], a '\' at the end.
  static Result<Glob> compile(std::string_view pattern);

  // True when the whole text matches.
  bool matches(std::string_view text) const;

 private:
  enum class Kind : uint8_t {
    kByte,
    kAnyByte,      // but '/'
    kClass,        // never '/'
    kStar,         // any run of bytes but '/'
    kDirectories,  // "**/": any number of whole components
    kRest,         // "**" at the end
  };
  struct Element {
    Kind kind;
    uint8_t byte = 0;          // kByte
    uint32_t class_index = 0;  // kClass
  };

  Status add_class(std::string_view pattern, size_t* position);
  void add_stars(std::string_view pattern, size_t* position);
  bool takes(const Element& element, uint8_t byte) const;

  std::vector<Element> elements_;
  std::vector<std::bitset<256>> classes_;
};

}  // namespace trawl
