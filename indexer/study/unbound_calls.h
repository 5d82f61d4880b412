// The calls of wrappers that no import binds: within the file that defines them, and of methods.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/python/calls.h"
#include "indexer/python/functions.h"

namespace trawl {

// Wrappers that are defined side by side: the functions of a module, or the methods of a class.
struct WrapperGroup {
  // Indexes of wrappers by their name. Of a name that is defined several times (`if`, `else`) each
  // pattern has the first, so that a call costs the same however often it is.
  std::map<std::string_view, std::vector<uint32_t>> by_name;
};
// By class; "" has the functions.
using WrapperGroups = std::map<std::string, WrapperGroup, std::less<>>;

// Calls of wrappers by line.
using FoundCalls = std::set<std::pair<uint64_t, uint32_t>>;

// The calls of imported classes in a file, which make objects of them.
class MadeObjects {
 public:
  // `name` is the class's, which the file may call otherwise.
  void add(uint64_t line, std::string_view name, const WrapperGroup* group);
  bool empty() const { return lines_.empty(); }
  // Finds out which of these calls are written with the class's name.
  void read_names(const std::vector<PythonCall>& calls);
  // The class that this call is of; nullptr if it is none, or not certain.
  const WrapperGroup* class_of(const PythonCall& call) const;

 private:
  struct OnLine {
    std::map<std::string, const WrapperGroup*, std::less<>> by_name;
    bool is_written = false;  // with one of these names
  };
  std::map<uint64_t, OnLine> lines_;
};

// Adds the calls in a file. `own` has what the file defines, with its functions; it may be nullptr.
// `made` has the calls of imported classes.
void add_unbound_calls(std::string_view source, const WrapperGroups* own,
                       const OuterFunctions& functions, MadeObjects made, FoundCalls* found);

}  // namespace trawl
