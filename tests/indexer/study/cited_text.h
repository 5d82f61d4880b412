// Citations as text, for tests.
#pragma once

#include <string>

#include "indexer/study/citations.h"

namespace trawl {

// "a.py 1 2; b.py 3"
inline std::string text_of(const Citations& citations) {
  std::string text;
  for (const CitedLines& file : citations) {
    if (!text.empty()) text += "; ";
    text += file.path;
    for (const uint64_t line : file.lines) text.append(" ").append(std::to_string(line));
  }
  return text;
}

}  // namespace trawl
