// Reads what one import of a Python source imports.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/python/tokens.h"

namespace trawl {

// The part of a dotted name before its first dot.
std::string_view first_part(std::string_view name);

struct PythonImport {
  // What the bound name means.
  std::string_view meaning() const { return means_first_part ? first_part(name) : name; }

  std::string name;               // in full: "a.b"; empty if it is relative to the file's package
  std::string_view bound;         // the name that it binds; empty for "from a import *"
  bool means_first_part = false;  // "import a.b" binds a, and that means a
  uint32_t line = 0;              // where the imported name stands
};

// Reads an import statement. If the tokens are not an import statement, it stops where they differ.
// REQUIRES: the token is "import" or "from" at the beginning of a statement.
std::vector<PythonImport> read_import(PythonTokens& tokens);

// Whether a function of this name imports the module that its first argument names: import_module
// and __import__ of Python, try_import of Oslo.
bool is_import_function(std::string_view name);

// What a call of such a function imports if its first argument is this token. nullopt if the token
// is not a literal name of a module.
std::optional<PythonImport> called_import(std::string_view function, const PythonToken& argument);

}  // namespace trawl
