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

  // What a line must contain before a "(" to be of interest: functions, classes of methods, and
  // definitions of methods ("def name").
  std::set<std::string> call_names() const;
  // Learns from a line which names hold objects of the wrappers' classes.
  void add_receivers(std::string_view line);
  // Whether a line may call a wrapper, by the name of a function or a method of a receiver, or
  // gives a function another name.
  bool may_call(std::string_view line) const;
  // "receiver.method" for each of these names and the methods of its classes.
  std::set<std::string> method_calls() const;

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
