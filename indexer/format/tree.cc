#include "indexer/format/tree.h"

#include <algorithm>
#include <array>

namespace trawl {
namespace {

constexpr std::array<const char*, kSkipReasonCount> kReasonNames = {
    "indexed",   "binary",  "utf-16/32", "excluded", "too large", "unreadable",
    "vanished",  "shrunk",  "symlink",   "special",  "outside",   "missing object",
    "untracked", "ignored", "submodule", "lfs",      "damaged",   "archive limit"};
constexpr std::array<const char*, kFileClassCount> kClassNames = {
    "code", "test", "documentation", "packaging", "generated", "vendored"};

size_t shared_prefix(std::string_view a, std::string_view b) {
  const size_t limit = std::min(a.size(), b.size());
  size_t length = 0;
  while (length < limit && a[length] == b[length]) ++length;
  return length;
}

}  // namespace

const char* skip_reason_name(SkipReason reason) {
  return kReasonNames[static_cast<size_t>(reason)];
}
const char* file_class_name(FileClass file_class) {
  return kClassNames[static_cast<size_t>(file_class)];
}

bool path_less(std::string_view a, std::string_view b) {
  const size_t same = shared_prefix(a, b);
  if (same == a.size() || same == b.size()) return a.size() < b.size();
  // '/' ends a component, so it sorts below every byte that would continue one.
  const auto rank = [](char c) {
    return c == '/' ? 0 : static_cast<int>(static_cast<uint8_t>(c)) + 1;
  };
  return rank(a[same]) < rank(b[same]);
}

}  // namespace trawl
