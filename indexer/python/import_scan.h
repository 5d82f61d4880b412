// The first look at a Python source: which of its names are worth following?
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "indexer/python/import_statement.h"

namespace trawl {

struct ImportScan {
  bool is_wanted(std::string_view name) const;

  std::span<const std::string> roots;
  // Imports of names whose first part is one of the roots, in the order of the source.
  std::vector<PythonImport> imports;
  // Names that such an import binds somewhere, or an assignment of such a name, numbered from 0.
  // Others mean nothing anywhere. Parts of the source.
  std::unordered_map<std::string_view, uint32_t> followed;
  // Where the brackets of comprehensions open: their variables are known only after their elements.
  std::unordered_set<const char*> comprehensions;
};

ImportScan scan_imports(std::string_view source, std::span<const std::string> roots);

}  // namespace trawl
