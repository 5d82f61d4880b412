// The classes of a Python module: what they derive from, and which names they define.
#pragma once

#include <cstdint>
#include <set>
#include <string_view>
#include <vector>

namespace trawl {

// What stands in the header of a class: `Base`, or `module.Base`.
struct PythonBase {
  std::string_view name;  // its last part; empty if it is not a dotted name, as in `make(Base)`
  uint32_t line = 0;      // of that part
  bool is_dotted = false;
};

struct PythonClass {
  std::string_view name;
  uint32_t first_line = 0;   // 1-based, of its "class"
  uint32_t header_line = 0;  // where its header ends
  std::vector<PythonBase> bases;
  // Its methods, what its body assigns, and attributes of `self` that its methods assign.
  std::set<std::string_view> defined;
};

// Those that are in no function and in no other class, in their order. The views are parts of the
// source. Time is linear but for the order of the names; any bytes.
std::vector<PythonClass> python_classes(std::string_view source);

}  // namespace trawl
