// Writes JSON as text. Control characters that JSON allows within strings (DEL, and C1 in UTF-8)
// are escaped too, so that no terminal takes them for commands. Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace trawl {

// Appends `bytes` as JSON: {"text":"..."}, or {"bytes":"<base64>"} if they are not UTF-8.
void append_json_text(std::string_view bytes, std::string* out);

// Appends the inside of a JSON string. REQUIRES: `bytes` is valid UTF-8.
void append_json_escaped(std::string_view bytes, std::string* out);

// A whole JSON text, with the control characters that it allows within strings escaped. REQUIRES:
// `json` is valid UTF-8.
std::string without_hidden_controls(std::string_view json);

}  // namespace trawl
