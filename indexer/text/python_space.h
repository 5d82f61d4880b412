// White space as Python sees it.
#pragma once

#include <string_view>

namespace trawl {

// The text without the leading and trailing white space that Python's str.strip() removes: the code
// points for which str.isspace() is true. Bytes that are not UTF-8 are not white space.
std::string_view strip_like_python(std::string_view text);

}  // namespace trawl
