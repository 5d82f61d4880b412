// Bytes as text.
#pragma once

#include <string>
#include <string_view>

namespace trawl {

// Base64 with padding (RFC 4648), for JSON values that are not UTF-8.
std::string base64_encode(std::string_view bytes);

}  // namespace trawl
