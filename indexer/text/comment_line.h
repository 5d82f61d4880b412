// Tells lines of comment from others.
#pragma once

#include <string_view>

namespace trawl {

// Whether the line's first non-blank text is the marker, such as "#".
bool is_comment_line(std::string_view line, std::string_view marker);

}  // namespace trawl
