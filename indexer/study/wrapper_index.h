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

  // Functions of modules, and classes with methods. A file without any of these names has no calls.
  const std::set<std::string, std::less<>>& names() const { return names_; }
  // Whether a text has one of them, if only in a comment: the text may be any piece of a file.
  bool has_name(std::string_view text) const;

  // The calls in a file, ascending by line. Time and memory are in proportion to the source, of
  // which no more than kMostResolvedBytes are read: larger files have no calls.
  std::vector<WrapperCall> calls_in(const std::string& path, std::string_view source) const;

 private:
  const std::vector<Wrapper>& wrappers_;
  std::map<std::string, WrapperGroups> groups_;  // by path
  std::set<std::string, std::less<>> names_;
  // By module and name, as imports bind them: "a.b.f".
  std::map<std::string, std::vector<uint32_t>, std::less<>> bound_functions_;
  BoundClasses bound_classes_;
  std::vector<std::string> roots_;  // first parts of these
};

}  // namespace trawl
