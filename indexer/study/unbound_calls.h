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

#include "indexer/python/functions.h"
#include "indexer/python/names.h"

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

// Classes by module and name, as imports bind them: "a.b.C".
using BoundClasses = std::map<std::string, const WrapperGroup*, std::less<>>;

// Adds the calls in a file. `own` has what the file defines, with its functions; it may be nullptr.
// `made` has the file's calls of bound classes, which make objects of them.
void add_unbound_calls(std::string_view source, const WrapperGroups* own,
                       const OuterFunctions& functions, const BoundClasses& bound,
                       std::vector<PythonName> made, FoundCalls* found);

}  // namespace trawl
