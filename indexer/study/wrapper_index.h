// The wrappers of one repository, by the names that calls have.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/python/functions.h"
#include "indexer/study/evidence.h"

namespace trawl {

// One object, one repository, one thread. The wrappers must outlive it.
class WrapperIndex {
 public:
  explicit WrapperIndex(const std::vector<Wrapper>& wrappers);

  // Of these, a text has one that calls a function, makes an object of a class with methods, gives
  // one of them another name, or defines the class: "run(", "Group(", "run as ", "class Group".
  std::set<std::string> texts_of_calls() const;
  // Whether a text does so, but for definitions. Comments and strings count here, as the text may
  // be any piece of a file.
  bool may_call(std::string_view text) const;

  bool defines_wrappers(const std::string& path) const { return by_path_.contains(path); }
  // The calls in a file, ascending by line.
  std::vector<WrapperCall> calls_in(const std::string& path, std::string_view source) const;

 private:
  using Numbers = std::vector<uint32_t>;  // of wrappers

  const std::vector<Wrapper>& wrappers_;
  std::map<std::string, Numbers> by_path_;
  std::set<std::string, std::less<>> names_;  // of functions of modules, and of classes
  // By module and name, as imports bind them: functions ("a.b.f"), and the methods of classes.
  std::map<std::string, Numbers, std::less<>> bound_functions_, bound_classes_;
  std::vector<std::string> roots_;  // first parts of these
};

}  // namespace trawl
