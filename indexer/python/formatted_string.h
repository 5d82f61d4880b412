// The expressions in a formatted string of Python, such as a.b in f"{a.b!r:>{width}}".
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/python/lexer.h"

namespace trawl {

struct FormattedExpression {
  std::string_view text;
  uint32_t line = 0;  // 1-based, where it begins
};

// Those of a string token, in their order; none if it has no prefix "f" or "t". Linear time.
std::vector<FormattedExpression> formatted_expressions(const PythonToken& string);

}  // namespace trawl
