// Globs that were written where a regular expression is expected.
#pragma once

#include <string>
#include <string_view>

namespace trawl {

// Whether somebody probably means a glob: "*.h", "src/**", but not ".*\.h" or "a*".
bool looks_like_glob(std::string_view text);

// What to add to a message about an expression that matches nothing or is wrong: "; it takes a
// regular expression, not a glob: write '\.h$'". Empty if it does not look like a glob.
std::string glob_advice(std::string_view text);

}  // namespace trawl
