// The calls in a Python file, as they are written.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace trawl {

// `name(`, or `receiver.name(` with at least one part before the name.
struct PythonCall {
  uint32_t line = 0;  // 1-based, where `name` stands
  std::string_view name;
  // The last part before the name: "pool" of `self.pool.spawn(`; "." if that is no name, as in
  // `pools[0].spawn(`; empty if there is none.
  std::string_view receiver;
};

// In the order of lines. Definitions (`def name(`, `class name(`) are not calls. The views are
// parts of the source. Linear time; any bytes.
std::vector<PythonCall> python_calls(std::string_view source);

}  // namespace trawl
