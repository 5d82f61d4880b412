// The wrappers of one repository, and what uses them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/study/evidence.h"
#include "indexer/study/word_set.h"
#include "indexer/study/wrapper_uses.h"

namespace trawl {

// One object, one repository, one thread. The wrappers must outlive it.
//
// Files are read in rounds, because a class that derives from a wrapper's is in any file and may
// be derived from in turn: first the files that define wrappers and all files that may import one
// of take_new_modules(), which may add modules, then those that may import what was added, and so
// on. Then uses_in() is right for every file for which read() was true; others have no uses.
class WrapperIndex {
 public:
  explicit WrapperIndex(const std::vector<Wrapper>& wrappers);

  // The names of functions and classes for the round that begins, by module, "a.b.c". Given away. A
  // file that uses them has one of the names, and the first and the last part of the module in one
  // statement.
  using Modules = std::map<std::string, std::set<std::string>>;
  Modules take_new_modules() { return std::exchange(new_modules_, {}); }
  // Reads the file's classes, if it has some that matter. Whether the file may have uses.
  bool read(const std::string& path, std::string_view source);

  // The uses in a file, ascending by line. Time and memory are in proportion to the source, of
  // which no more than kMostResolvedBytes are read: larger files have no uses.
  std::vector<WrapperCall> uses_in(const std::string& path, std::string_view source) const;

 private:
  void add_name(const std::string& name, const std::string& path);
  size_t number_of(const std::string& word);
  // Whether the file has functions or classes that matter.
  bool defines(const std::string& path) const;
  // Whether the file may import something: it has a name, and the last word of its module.
  bool may_import(std::string_view source) const;

  WrapperTables tables_;
  Modules new_modules_;
  WordSet classes_;                            // names that others may derive from
  WordSet words_;                              // names, and last words of their modules
  std::vector<std::vector<size_t>> together_;  // by word: words that must be there as well
};

}  // namespace trawl
