// The calls in a Python file, as they are written, and what names get besides the values of calls.
#pragma once

#include <cstdint>
#include <set>
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
  // What the call's value is given to, if that is all that happens to it: the last part of
  // `self.pool` in `self.pool = Pool()`, and of a keyword argument `pool=Pool()`. Otherwise empty,
  // as for `pool = Pool().start()`.
  std::string_view target;
};

struct PythonCalls {
  std::vector<PythonCall> calls;  // in the order of lines
  // Names, or last parts of names, that the file gives something else as well: another value, a
  // parameter's, a loop's, or that of an import or a definition. `pool = None` does not count: it
  // is how a name begins that gets its value later. Nor does `self.pool = pool`.
  std::set<std::string_view> rebound;
};

// Definitions (`def name(`, `class name(`) are not calls. The views are parts of the source. Linear
// time; any bytes.
PythonCalls python_calls(std::string_view source);

}  // namespace trawl
