// The functions of a Python file, for "in which function is this line?".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trawl {

struct PythonFunction {
  std::string name;
  std::string of_class;     // the class that it is a method of; empty if it is not directly in one
  uint32_t first_line = 0;  // 1-based, of its "def"; decorators are before it
  uint32_t last_line = 0;   // of its last statement
  bool is_nested = false;   // whether it is within another function, also as a method of a class
};

// Functions that "def" or "async def" defines, in the order in which they begin. Those within
// others come after them, so the last one that has a line is the innermost. A body is found by
// indentation. Linear time; any bytes: strings and comments have no functions, and what Python
// would refuse does no harm beyond its block.
std::vector<PythonFunction> python_functions(std::string_view source);

}  // namespace trawl
