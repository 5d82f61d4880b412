// Which names the functions of one Python file bind themselves, so that they are not the module's.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string_view>

#include "indexer/python/functions.h"

namespace trawl {

// Reads a function when it is first asked about. One object, one source, one thread.
class LocalNames {
 public:
  // Whether the function, or one within it, has a parameter, a variable or an inner function of
  // this name. False without a function. `source` has the function.
  bool has(const PythonFunction* function, std::string_view name, std::string_view source);

 private:
  std::map<uint32_t, std::set<std::string_view>> by_function_;  // by first line
};

}  // namespace trawl
