// The rule hits of one document on their way to its segment: a coded list of lines, because a
// document may have a hit of each rule on each line.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/spill_file.h"
#include "indexer/base/status.h"

namespace trawl {

// A line with its rules. What it refers to is valid only during the call.
struct HitLine {
  uint32_t line = 0;                     // 1-based
  std::optional<std::string_view> text;  // none if the line is kept only in content
  std::span<const uint32_t> rules;       // indexes in the build's rules, ascending, not empty
};

// A plain value, whose copies share their temporary file, if any.
class DocumentHits {
 public:
  // Empty, but where they lie stays as it is.
  void clear();
  // From now on the lines go to a temporary file in `directory`. REQUIRES: empty.
  Status spill_to(const std::string& directory);
  // REQUIRES: the line comes after the last one.
  void add(const HitLine& line);
  // Moves what was added to the temporary file, if there is one: to be called now and then.
  Status flush();
  // Ends the adding.
  Status finish();
  // Calls visit for each line in order until it fails.
  Status for_each(const std::function<Status(const HitLine&)>& visit) const;

  bool empty() const { return last_line_ == 0; }
  // Bytes that they hold in memory.
  uint64_t bytes() const { return coded_.size(); }

 private:
  // For each line: varint difference of its number; varint 1 + bytes of its text and the text, or
  // varint 0; varint number of rules; for each, varint difference of its index.
  std::string coded_;
  std::shared_ptr<SpillFile> spill_;  // has what `coded_` has otherwise
  std::string_view spilled_;          // once it is complete
  uint32_t last_line_ = 0;
};

}  // namespace trawl
