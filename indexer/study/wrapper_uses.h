// The uses of wrappers in one file: calls, and names of wrappers that are handed on.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/study/evidence.h"
#include "indexer/study/project_classes.h"

namespace trawl {

// What the uses in a file may be of.
struct WrapperTables {
  const std::vector<Wrapper>& wrappers;
  // Functions of modules, by name: in each file, and as imports bind them, "a.b.f".
  std::map<std::string, std::map<std::string, WrapperNumbers, std::less<>>, std::less<>> in_file;
  std::map<std::string, WrapperNumbers, std::less<>> bound;
  ProjectClasses classes;
  std::vector<std::string> modules;  // with any of these
};

// Wrappers by the line of their use.
using FoundUses = std::set<std::pair<uint64_t, uint32_t>>;

// Takes time in proportion to the source. Without `may_import` nothing that an import binds is
// looked for.
FoundUses wrapper_uses(const WrapperTables& tables, const std::string& path,
                       std::string_view source, bool may_import);

}  // namespace trawl
