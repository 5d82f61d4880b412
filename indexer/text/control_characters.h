// Text that comes from an index or a user, made safe to print.
#pragma once

#include <string>
#include <string_view>

namespace trawl {

// `text` with control characters (C0 except tab, DEL, and the C1 range in UTF-8) and bytes that are
// not UTF-8 written as \xNN, so that indexed text cannot drive a terminal.
std::string escape_control(std::string_view text);

}  // namespace trawl
