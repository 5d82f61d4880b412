// The functions of a Python file, and in which of them a line is.
#pragma once

#include <cstddef>
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
  // Where its body begins, which may be on the line of the "def": its line, and its offset in the
  // source. A function without a body has the line after its last one.
  uint32_t body_line = 0;
  size_t body_begin = 0;
  size_t begin = 0;  // offset of its "def" in the source
};

// Functions that "def" or "async def" defines, in the order in which they begin. Those within
// others come after them, so the last one that has a line is the innermost. A body is found by
// indentation. Linear time; any bytes: strings and comments have no functions, and what Python
// would refuse does no harm beyond its block.
std::vector<PythonFunction> python_functions(std::string_view source);

// The functions of a module and the methods of its classes: those that are in no other function.
class OuterFunctions {
 public:
  explicit OuterFunctions(std::string_view source);
  // The function with this line, from its "def" to its last statement; nullptr outside of them.
  // Takes logarithmic time.
  const PythonFunction* at(uint64_t line) const;

 private:
  std::vector<PythonFunction> functions_;  // none overlaps another
};

}  // namespace trawl
