// The names that a file's imports bind, by the lines where they are used without a call.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/python/names.h"

namespace trawl {

// For lines of any length, each of whose names may be asked about. For threads that only ask.
class UsedNames {
 public:
  // The names must outlive the object.
  explicit UsedNames(const std::vector<PythonName>& names) {
    for (const PythonName& name : names) {
      if (name.kind != NameKind::kUse) continue;
      const std::string_view in_full = name.name;
      by_last_part_.emplace(Key(name.line, in_full.substr(in_full.rfind('.') + 1)), in_full);
    }
  }

  // The names in full that `last_part` may stand for on the line, as a range of pairs with them as
  // second: more than one where imports differ (`if`, `else`).
  auto at(uint32_t line, std::string_view last_part) const {
    return by_last_part_.equal_range(Key(line, last_part));
  }

 private:
  using Key = std::pair<uint32_t, std::string_view>;
  std::multimap<Key, std::string_view> by_last_part_;
};

}  // namespace trawl
