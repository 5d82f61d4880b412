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
// line. Any bytes; linear time. Strings, comments and docstrings have none.
std::vector<PythonName> python_names(std::string_view source, std::span<const std::string> roots);

}  // namespace trawl
