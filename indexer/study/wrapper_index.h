// The wrappers of one repository, by the names that calls have.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/study/evidence.h"
#include "indexer/study/unbound_calls.h"

namespace trawl {

// One object, one repository, one thread. The wrappers must outlive it.
class WrapperIndex {
 public:
  explicit WrapperIndex(const std::vector<Wrapper>& wrappers);
  WrapperIndex(WrapperIndex&&) = default;
  WrapperIndex(const WrapperIndex&) = delete;  // bound_classes_ points into groups_

  // Of these, a text has one that calls a function, makes an object of a class with methods, gives
  // one of them another name, or defines the class: "run(", "Group(", "run as ", "class Group".
  std::set<std::string> texts_of_calls() const;
  // Whether a text does so, but for definitions. Comments and strings count here, as the text may
  // be any piece of a file.
  bool may_call(std::string_view text) const;

  bool defines_wrappers(const std::string& path) const { return groups_.contains(path); }
  // The calls in a file, ascending by line. Time and memory are in proportion to the source, of
  // which no more than kMostResolvedBytes are read: larger files have no calls.
  std::vector<WrapperCall> calls_in(const std::string& path, std::string_view source) const;

 private:
  const std::vector<Wrapper>& wrappers_;
  std::map<std::string, WrapperGroups> groups_;  // by path
  std::set<std::string, std::less<>> names_;     // of functions of modules, and of classes
  // By module and name, as imports bind them: "a.b.f".
  std::map<std::string, std::vector<uint32_t>, std::less<>> bound_functions_;
  std::map<std::string, const WrapperGroup*, std::less<>> bound_classes_;
  std::vector<std::string> roots_;  // first parts of these
};

}  // namespace trawl
