// Which names of wanted modules the lines of a Python file import and use.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trawl {

// Larger sources have no names, because resolving them may take 50 times the bytes of the source.
// The longest Python file of OpenStack that a person wrote has 1.5 MB.
inline constexpr uint64_t kMostResolvedBytes = 2 << 20;

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

// Imports and uses in a Python source of names that begin with one of `roots`, ascending by
// line, each once: names in "a" for the root "a", in the module "a.b" for "a.b". Other names of "a"
// may be among the latter. Any bytes, Python 2 as well as 3; linear time. Names in comments and
// strings do not count, except for those in the code of formatted strings.
//
// A name means what was assigned to it in the scope where Python would look it up. Followed are
// imports, assignments of another name (a = os.path), and assignments of what import_module,
// try_import or __import__ return for a literal name; these calls count as imports, too. After any
// other assignment, the name means nothing for the rest of that block: see scopes.h. Relative
// imports and "import *" are not followed.
//
// Limits keep time and memory in proportion to the source:
// - A name may have several meanings, for example after "try: import a" and "except: import b as
//   a". The last 16 are given, and 4 of a name that was assigned from another name. For each use
//   the last 64 assignments are looked at.
// - Dotted names are cut after 128 bytes. An assigned name whose meaning is longer has none.
// - Scopes nested deeper than 200 count as the scope around them.
// - A source that consists of little but uses of long names may have some left out at its end.
// - A source of more than kMostResolvedBytes has no names.
std::vector<PythonName> python_names(std::string_view source, std::span<const std::string> roots);

}  // namespace trawl
