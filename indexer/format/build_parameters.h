// What decides, besides the files themselves, which files a snapshot has and how they are named.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"
#include "indexer/format/ids.h"

namespace trawl {

struct BuildParameters {
  uint64_t max_file_size = 0;         // bytes; larger files are skipped
  uint32_t repository_depth = 0;      // of the repositories below a ROOT
  std::vector<std::string> excluded;  // gitignore patterns, in order
  friend bool operator==(const BuildParameters&, const BuildParameters&) = default;
};

std::string encode_build_parameters(const BuildParameters& parameters);
Result<BuildParameters> decode_build_parameters(std::string_view bytes);

// A hash of the encoded parameters: snapshots that were built alike share a record.
ParametersId parameters_id(std::string_view encoded);

}  // namespace trawl
