// A part of a line.
#pragma once

#include <cstdint>

namespace trawl {

struct Span {
  uint64_t begin = 0;  // bytes from the beginning of the line
  uint64_t end = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

}  // namespace trawl
