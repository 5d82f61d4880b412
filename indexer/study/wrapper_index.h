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

  // Of these, a text has one that calls a function, gives it another name, or makes an object of a
  // class with methods: "run(", "run as ", "Group(".
  std::set<std::string> texts_of_calls() const;
  // Learns from a text which names hold objects of the wrappers' classes.
  void add_receivers(std::string_view text);
  // The same for methods of what holds objects of these classes: "self.group.start(" has
  // "group.start(".
  std::set<std::string> texts_of_method_calls() const;
  // Whether a text may call a wrapper, by the name of a function or a method of a receiver, or
  // gives a function another name. Comments and strings count here, as the text may be any piece
  // of a file.
  bool may_call(std::string_view text) const;

  bool defines_wrappers(const std::string& path) const { return by_path_.contains(path); }
  // The calls in a file, ascending by line.
  std::vector<WrapperCall> calls_in(const std::string& path, std::string_view source) const;

 private:
  using Numbers = std::vector<uint32_t>;  // of wrappers

  void add_bound_calls(std::string_view source,
                       std::set<std::pair<uint64_t, uint32_t>>* found) const;
  void add_written_calls(const std::string& path, std::string_view source,
                         const std::vector<PythonFunction>& functions,
                         std::set<std::pair<uint64_t, uint32_t>>* found) const;
  bool is_own_line(const std::string& path, const std::vector<PythonFunction>& functions,
                   uint64_t line, const Wrapper& wrapper) const;

  const std::vector<Wrapper>& wrappers_;
  std::map<std::string, Numbers, std::less<>> functions_;  // of modules, by name
  std::map<std::string, Numbers, std::less<>> methods_;    // by name
  std::map<std::string, Numbers, std::less<>> bound_;      // functions by module and name: "a.b.f"
  std::map<std::string, Numbers> by_path_;
  std::set<std::string, std::less<>> classes_;
  std::vector<std::string> roots_;  // first parts of bound_
  // Which classes' objects a name holds.
  std::map<std::string, std::set<std::string>, std::less<>> receivers_;
};

}  // namespace trawl
