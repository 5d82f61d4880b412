// The calls in a Python file, as they are written, and names that are handed on without a call.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace trawl {

// `name(`, or `receiver.name(` with at least one part before the name.
struct PythonCall {
  uint32_t line = 0;  // 1-based, where `name` stands
  std::string_view name;
  // The last part before the name: "pool" of `self.pool.spawn(`; "super" of `super().spawn(` and
  // `super(A, self).spawn(`; "." if it is neither, as in `pools[0].spawn(`; empty if there is none.
  std::string_view receiver;
  // The name is not called, but is an argument, an element of a list or the like, what a function
  // returns, or a decorator: `run(name)`, `[name]`, `return name`, `@name`. Names to which
  // something is assigned, parameters, and headers of classes hand nothing on.
  bool is_handed_on = false;
};

// In the order of lines. Definitions (`def name(`, `class name(`) are not calls. The views are
// parts of the source. Linear time; any bytes.
std::vector<PythonCall> python_calls(std::string_view source);

}  // namespace trawl
