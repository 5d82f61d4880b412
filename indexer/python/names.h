// Which names of wanted modules the lines of a Python file import and use.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trawl {

enum class NameKind : uint8_t {
  kImport,
  kUse,
  kCall,  // a use that is called: name(
};

struct PythonName {
  uint32_t line = 0;  // 1-based, where the last part of the dotted name stands
  NameKind kind = NameKind::kUse;
  std::string name;  // resolved in full: "eventlet.green.socket.create_connection"

  friend bool operator==(const PythonName&, const PythonName&) = default;
};

// Imports and uses in a Python source of names whose first part is one of `roots`, ascending by
// line, each once. Any bytes, Python 2 as well as 3; linear time. Strings, comments and docstrings
// have none, apart from the code in the braces of formatted strings.
//
// A name means what was assigned to it in the scope that Python would look it up in: by an import,
// by an assignment of another name (a = os.path), or by one of what import_module, try_import or
// __import__ return for a literal name. Those calls are imports, too. Any other assignment ends it
// for what comes later in its block: see scopes.h. A relative import has no root, and what an
// import of * binds is not known.
//
// Limits keep time and memory in proportion to the source: of the alternatives that a name may mean
// the last 16 are given, dotted names are cut after 128 bytes, and a source that is little but uses
// of long names may have some left out at its end.
std::vector<PythonName> python_names(std::string_view source, std::span<const std::string> roots);

}  // namespace trawl
