// JSON as text. Control characters that JSON allows within strings (DEL, and C1 in UTF-8) are
// escaped too, so that no terminal takes them for commands. Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace trawl {

// `bytes` as JSON: {"text":"..."} or, where they are not UTF-8, {"bytes":"<base64>"}.
void append_json_text(std::string_view bytes, std::string* out);

// The inside of a JSON string. REQUIRES: `bytes` is valid UTF-8.
void append_json_escaped(std::string_view bytes, std::string* out);

// Whole JSON, with the control characters that it allows within strings escaped. REQUIRES: `json`
// is valid UTF-8.
std::string without_hidden_controls(std::string_view json);

}  // namespace trawl
