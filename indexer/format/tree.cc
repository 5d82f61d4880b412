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

}  // namespace

const char* skip_reason_name(SkipReason reason) {
  return kReasonNames[static_cast<size_t>(reason)];
}
const char* file_class_name(FileClass file_class) {
  return kClassNames[static_cast<size_t>(file_class)];
}

bool path_less(std::string_view a, std::string_view b) {
  const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (in_a == a.end() || in_b == b.end()) return a.size() < b.size();
  // '/' ends a component, so it sorts below every byte that would continue one.
  const auto rank = [](char c) {
    return c == '/' ? 0 : static_cast<int>(static_cast<uint8_t>(c)) + 1;
  };
  return rank(*in_a) < rank(*in_b);
}

}  // namespace trawl
