// What a build was told to read: for people, who are shown it beside the snapshot.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"

namespace trawl {

// Both are absolute paths on the machine that built, and both may be empty.
struct BuildOrigin {
  std::vector<std::string> roots;  // directories, in the order in which they were named
  std::string corpus_file;
  bool is_empty() const { return roots.empty() && corpus_file.empty(); }
  friend bool operator==(const BuildOrigin&, const BuildOrigin&) = default;
};

std::string encode_build_origin(const BuildOrigin& origin);
Result<BuildOrigin> decode_build_origin(std::string_view bytes);

}  // namespace trawl
